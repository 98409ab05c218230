"""A real Varnish in front keeps public pages, and forgets them at the moment of a change."""

import urllib.request

import pytest
from django.conf import settings as installed
from django.db import connection

from portal.page_cache.changes import stop_watching, watch
from tests.factories.opportunities import OpportunityPageFactory
from tests.servers import free_port, running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

VCL = installed.ROOT / "docs" / "varnish.vcl"


@pytest.fixture
def varnish(live_server, tmp_path_factory, settings):
    """The address of a Varnish in front of the live server, which the portal tells of changes."""
    folder, port = tmp_path_factory.mktemp("varnish"), free_port()
    folder.parent.chmod(0o755)
    vcl = VCL.read_text().replace('"8000"', f'"{live_server.thread.port}"')
    (folder / "portal.vcl").write_text(vcl)
    arguments = ["-F", "-j", "none", "-n", folder / "work", "-f", folder / "portal.vcl"]
    arguments += ["-a", f"127.0.0.1:{port}", "-s", "malloc,8m"]
    address = f"http://localhost:{port}"
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": backend, "LOCATION": f"http://127.0.0.1:{port}"}
    }
    settings.WAGTAILADMIN_BASE_URL = address
    watch(connection)
    try:
        with running("varnishd", arguments, port=port, folder=folder):
            yield address
    finally:
        stop_watching(connection)


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
