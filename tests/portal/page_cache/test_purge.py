"""A real Varnish in front keeps public pages, and forgets them at the moment of a change."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request

import pytest
from django.conf import settings as installed
from django.db import connection

from portal.page_cache.changes import stop_watching, watch
from tests.factories.opportunities import OpportunityPageFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

VCL = installed.ROOT / "docs" / "varnish.vcl"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def varnish(live_server, tmp_path_factory, settings):
    """The address of a Varnish in front of the live server, which the portal tells of changes."""
    program = shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "This test needs Varnish: install the package varnish."
    folder, port = tmp_path_factory.mktemp("varnish"), free_port()
    folder.parent.chmod(0o755)
    vcl = VCL.read_text().replace('"8000"', f'"{live_server.thread.port}"')
    (folder / "portal.vcl").write_text(vcl)
    command = [program, "-F", "-j", "none", "-n", folder / "work", "-f", folder / "portal.vcl"]
    command += ["-a", f"127.0.0.1:{port}", "-s", "malloc,8m"]
    log = (folder / "log").open("w+")
    server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": backend, "LOCATION": f"http://127.0.0.1:{port}"}
    }
    settings.WAGTAILADMIN_BASE_URL = address
    watch(connection)
    try:
        wait_for(port, server, folder / "log")
        yield address
    finally:
        stop_watching(connection)
        server.terminate()
        server.wait(10)
        log.close()


def wait_for(port, server, log):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Varnish did not start: {log.read_text()}")


def read(url):
    """The text of a page, and whether it came from Varnish's own memory."""
    with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310 - our own address
        numbers = response.headers["X-Varnish"].split()
        return response.read().decode(), len(numbers) == 2


def retitle(page, title):
    page.title = title
    page.save_revision().publish()


def test_varnish_forgets_at_the_moment_of_a_change(varnish):
    page = OpportunityPageFactory(title="Old words")
    path = f"{varnish}/opportunities/"
    read(path)
    assert read(path)[1]
    assert "Old words" in read(path)[0]

    retitle(page, "New words")

    words, was_kept = read(path)
    assert "New words" in words
    assert not was_kept


def test_if_it_is_not_told_the_old_page_stays(varnish, settings):
    """The positive control: without the call Varnish goes on showing what it has."""
    page = OpportunityPageFactory(title="Old words")
    path = f"{varnish}/opportunities/"
    read(path)
    settings.WAGTAILFRONTENDCACHE = {}

    retitle(page, "New words")

    words, was_kept = read(path)
    assert "Old words" in words
    assert was_kept


def test_what_is_for_one_visitor_is_never_kept(varnish):
    for path in ("/accounts/login/", "/join/name/"):
        read(f"{varnish}{path}")

        assert not read(f"{varnish}{path}")[1]
