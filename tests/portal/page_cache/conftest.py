"""Visits to a site whose public pages are kept, as in production."""

import gzip

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from design_system.remembered import PRESENT
from opportunities.groups import GROUPS
from portal.page_cache.changes import generation, stop_watching, watch


@pytest.fixture
def watched(db, monkeypatch):
    """What is written is watched, and what pages work out alike is remembered until then."""
    monkeypatch.setattr(PRESENT, "_functions", [generation])
    monkeypatch.setattr(GROUPS, "_answer", None)
    watch(connection)
    yield
    stop_watching(connection)


@pytest.fixture
def kept(watched, settings):
    """The page cache is on, in the database."""
    settings.CACHES = settings.CACHES | {
        "pages": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "page_cache",
        }
    }
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def visit(kept):
    """A function that asks for a page as a new visitor; gives its text. `raw` gives the answer."""

    def ask(path, raw=False, **headers):
        response = Client(headers={"accept-encoding": "gzip"} | headers).get(path)
        if raw:
            return response
        assert response.status_code == 200
        return gzip.decompress(response.content).decode()

    return ask
