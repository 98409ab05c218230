"""Real servers beside the portal, each on a free port of this machine."""

import contextlib
import os
import shutil
import socket
import subprocess
import time

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"  # Debian keeps servers where users do not look


def free_port():
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(program, arguments, *, port, folder):
    """Run `program` while the block lasts; gives its process once it listens on `port`.

    Raises AssertionError, with what it wrote to `folder`, if it is not there or does not start.
    """
    found = shutil.which(program, path=PATH)
    assert found, f"This test needs {program}: run scripts/need.py."
    with (folder / f"{program}.log").open("w+") as log:
        server = subprocess.Popen([found, *arguments], stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(port, server, folder / f"{program}.log")
            yield server
        finally:
            server.terminate()
            server.wait(10)


def wait_for(port, server, log):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"{server.args[0]} did not start: {log.read_text()}")


@contextlib.contextmanager
def redis(folder):
    """An empty Redis that writes nothing down; gives its address for CACHE_URL, and its process."""
    port = free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with running("redis-server", arguments, port=port, folder=folder) as server:
        yield f"redis://127.0.0.1:{port}/1", server
