"""Children that the demo starts end with it, however it ends. Real processes, real signals."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from portal.demo.addresses import PortTaken, free_addresses

CREW = """
import signal, sys
from portal.demo.processes import ChildEnded, Crew
def stop(*_): raise KeyboardInterrupt
signal.signal(signal.SIGTERM, stop)
sleeper = [sys.executable, "-c", {child!r}]
try:
    with Crew() as crew:
        crew.start("first", sleeper, None)
        crew.start("second", sleeper, None)
        print(*[child.pid for child in crew.children.values()], flush=True)
        crew.wait()
except KeyboardInterrupt:
    print("stopped")
except ChildEnded as error:
    print(error)
"""
SLEEPS = "import time; time.sleep(60)"


def start_crew(child):
    """The running parent and the process ids of its two children."""
    parent = subprocess.Popen(
        [sys.executable, "-c", CREW.format(child=child)],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    return parent, [int(pid) for pid in parent.stdout.readline().split()]


def is_running(pid):
    """Whether there is such a process, other than one that ended and was not yet collected."""
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in {"", "Z"}


def ended(pids, seconds):
    """Whether all processes ended within so many seconds."""
    deadline = time.monotonic() + seconds
    while any(map(is_running, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_telling_only_the_parent_to_stop_stops_the_children():
    parent, children = start_crew(SLEEPS)

    parent.terminate()

    assert parent.communicate(timeout=10)[0] == "stopped\n"
    assert ended(children, 0)


def test_a_child_that_ends_ends_the_rest_with_a_sentence():
    parent, children = start_crew(SLEEPS)

    os.kill(children[1], signal.SIGKILL)

    said = parent.communicate(timeout=10)[0]
    assert said == "The second stopped by itself (exit code -9).\n"
    assert ended(children, 0)


@pytest.mark.slow
def test_a_child_that_will_not_listen_is_killed():
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    parent, children = start_crew(deaf)
    time.sleep(0.5)  # until both have stopped listening

    parent.terminate()

    assert parent.communicate(timeout=20)[0] == "stopped\n"
    assert ended(children, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_children_do_not_outlive_a_killed_parent():
    parent, children = start_crew(SLEEPS)

    parent.kill()
    parent.communicate(timeout=10)

    assert ended(children, 5)


def test_a_port_that_is_taken_is_noticed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTaken):
            free_addresses(taken.getsockname()[1])


def test_a_free_port_is_offered_on_every_loopback_address():
    addresses = free_addresses(0)

    assert addresses[0] == "127.0.0.1:0"
    assert set(addresses) <= {"127.0.0.1:0", "[::1]:0"}
