"""Child processes that live and die together."""

import contextlib
import ctypes
import signal
import subprocess
import sys
import time

PATIENCE = 8  # seconds that a child has to finish what it is doing when told to stop


class ChildEnded(Exception):
    """A child ended by itself; the text names it."""


class Crew:
    """Starts children and, on leaving the `with` block for whatever reason, stops them all."""

    def __init__(self):
        self.children = {}

    def __enter__(self):
        return self

    def start(self, name, command, env, output=None):
        """Start `command` as the child called `name`; it writes to `output`, or where we write."""
        preexec = _end_with_parent if sys.platform == "linux" else None
        self.children[name] = subprocess.Popen(
            command, env=env, stdout=output, stderr=output, preexec_fn=preexec
        )

    def check(self):
        """Raises ChildEnded if a child is no longer running."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise ChildEnded(f"The {name} stopped by itself (exit code {child.returncode}).")

    def wait(self):
        """Return never: raises ChildEnded when a child ends, or what a signal handler raises."""
        while True:
            self.check()
            time.sleep(0.3)

    def __exit__(self, *_):
        with _not_to_be_stopped():
            for child in self.children.values():
                child.terminate()
            deadline = time.monotonic() + PATIENCE
            for child in self.children.values():
                try:
                    child.wait(max(0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()


@contextlib.contextmanager
def _not_to_be_stopped():
    """Turn a deaf ear to signals meanwhile, so that stopping is not itself stopped half-way."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in signals}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _end_with_parent():
    """Ask Linux to tell this child to stop should its parent be killed outright."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
