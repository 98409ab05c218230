"""Fixtures for every test. Browser helpers to import stand in tests/browser.py."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.db.models import QuerySet
from wagtail.models import Collection

from tests.browser import DESKTOP

# Playwright's loop runs in the thread of the test, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def lay_out_the_site():
    """Groups, page tree, vocabularies and wordings, as a new installation has them."""
    if "setup" in get_commands():
        call_command("setup", administrator=False, verbosity=0)


# --- Database ----------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test starts from a site that `manage.py setup` has laid out."""
    with django_db_blocker.unblock():
        lay_out_the_site()


@pytest.fixture
def site(transactional_db):
    """The laid-out site again: a transactional test finds the tables emptied by the one before."""
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")  # where pictures and documents live; made by a migration
    lay_out_the_site()


@pytest.fixture(autouse=True)
def _site_for_the_browser(request):
    if {"live_server", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("site")


@pytest.fixture
def locks(monkeypatch):
    """The names of the models whose rows are locked during the test, in order, as a list.

    SQLite locks no rows, and a test alone never waits for one: so this is how a lock is missed.
    """
    asked, lock = [], QuerySet.select_for_update

    def note(rows, **options):
        asked.append(rows.model.__name__)
        return lock(rows, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", note)
    return asked


@pytest.fixture(autouse=True)
def _empty_cache():
    """Neither rate limits nor Wagtail's site paths are carried from one test to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads and letters of a test land in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


# --- Browser -----------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    names = ["chromium", "chromium-browser", "google-chrome"]
    chromium = next(filter(None, map(shutil.which, names)), None)
    assert chromium, "Browser tests need Chromium: install the package chromium."
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server):
    """So that a test can say `page.goto("/join/")`."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture
def screen(request):
    """The screen of `page`: a desktop unless the test is marked with `on_screens`."""
    return getattr(request, "param", DESKTOP)


@pytest.fixture
def strangers():
    """Addresses on other hosts that a page asked for. Must be empty when the test ends."""
    asked = set()
    yield asked
    assert not asked, f"the browser asked other hosts: {sorted(asked)}"


@pytest.fixture
def new_context(new_context, live_server, strangers):
    """A new browser profile, whose every request is looked at."""

    def note(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "localhost":
            strangers.add(request.url)

    def forget(request):
        if request.failure == "csp":  # our own policy stopped it: nothing left this machine
            strangers.discard(request.url)

    def make(**kwargs):
        context = new_context(**kwargs)
        context.set_default_timeout(10_000)
        context.runs_scripts = kwargs.get("java_script_enabled", True)
        context.on("request", note)
        context.on("requestfailed", forget)
        return context

    return make


@pytest.fixture
def context(new_context, screen):
    return new_context(**screen.context_args())


@pytest.fixture
def another_page(new_context, screen):
    """A function that opens a page in a profile of its own: another person, another device."""

    def open_page(screen=screen):
        return new_context(**screen.context_args()).new_page()

    return open_page
