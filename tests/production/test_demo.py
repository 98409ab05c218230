"""`make demo`, as somebody meets it: an empty folder, a free port, a terminal to stop it from."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings

from portal.demo.mailbox import CODE
from portal.management.commands.demo import LOGINS
from tests.browser import press
from tests.servers import free_port

pytestmark = pytest.mark.installation


class Demo:
    """A running `manage.py demo` whose data lie in `folder`; what it says is kept in `said`."""

    def __init__(self, folder, port):
        self.address = f"http://localhost:{port}"
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=settings.ROOT,
            env={"PATH": os.environ["PATH"], "PORT": str(port), "DATA_FOLDER": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Control and C" in line:
                break
        self.seconds = time.monotonic() - started

    def page(self, path):
        with urllib.request.urlopen(f"{self.address}{path}") as response:  # noqa: S310 - ours
            return response.read().decode()

    def children(self):
        """The process ids of the web server and the worker."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(pid) for pid in listed.stdout.split()]

    def stop(self):
        """Tell the parent alone to stop; gives the rest of what it said."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=20)[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.returncode is None:  # a test failed on the way
            self.stop()

    def exit_code(self):
        """The exit code of a demo that ends by itself."""
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def port():
    return free_port()


def test_it_starts_says_how_to_sign_in_and_stops_all_it_started(folder, port):
    with Demo(folder, port) as demo:
        children = demo.children()

        assert f"The portal is ready: {demo.address}/" in demo.said
        assert [login for login in LOGINS.values() if login not in demo.said] == []
        assert "<h1" in demo.page("/")
        assert len(children) == 2
        assert "The demo has stopped." in demo.stop()
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_sign_in_code_is_told_in_the_mailbox_and_in_the_terminal(folder, port, browser):
    with Demo(folder, port) as demo, browser.new_context(base_url=demo.address) as context:
        page, mailbox = context.new_page(), context.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Your email address").fill(LOGINS["PE team"])
        press(page, "Send me a code")
        mailbox.goto("/demo/mailbox/")
        code = CODE.search(mailbox.locator(".nhsuk-card").first.inner_text())[1]
        page.locator("main input[name=code]").fill(code)
        press(page, "Sign in")
        page.goto("/admin/")

        assert page.url == f"{demo.address}/admin/"  # in the demo without a second factor
        said = demo.stop()
    assert f"Mail to {LOGINS['PE team']}: " in said
    assert f" / code {code}\n" in said


def test_a_second_start_is_quick_and_keeps_what_was_entered(folder, port):
    (folder / "mailbox").mkdir(exist_ok=True)
    mail = "To: mina@example.org\nSubject: Kept\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\nHello\n"
    (folder / "mailbox" / "1-1.eml").write_text(mail)

    with Demo(folder, port) as demo:
        assert demo.seconds < 30
        assert "invented people" not in demo.said
        assert "Kept" in demo.page("/demo/mailbox/")


def test_a_port_that_is_taken_is_said_in_one_sentence(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo(folder, port)

    assert demo.said == (
        f"CommandError: Port {port} is taken by another program; try: make demo PORT={port + 1}\n"
    )
    assert demo.exit_code() == 1
