"""An installation as a trust would make it, on PostgreSQL as in production, and only there."""

import pytest
from django.conf import settings

from tests.production.installation import Installation

ON_POSTGRES = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")

if not ON_POSTGRES:
    collect_ignore_glob = ["test_*.py"]


def pytest_report_header():
    if not ON_POSTGRES:
        return (
            "tests/production is left out: it runs beside scripts/with_postgres.py, on PostgreSQL"
        )


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A running installation on an empty database: web server, outbox worker, mail server."""
    with Installation(tmp_path_factory.mktemp("installation")) as running:
        running.set_up()
        running.start()
        yield running


@pytest.fixture
def visitor(installation, browser):
    """A function that opens a page in a browser profile of its own: another person."""
    contexts = []

    def open_page():
        context = browser.new_context(
            base_url=installation.address, ignore_https_errors=True, locale="en-GB"
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
