"""What every list of opportunities counts is counted once, until something or time changes it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from design_system.remembered import PRESENT
from opportunities import actions
from opportunities.groups import GROUPS, groups
from opportunities.models import Opportunity
from portal.page_cache.changes import stop_watching, watch
from tests.factories.opportunities import OpportunityPageFactory, days_from_now

pytestmark = pytest.mark.django_db
NARROWED = "/opportunities/?place=online"  # not kept by the page cache


@pytest.fixture
def page(watched):
    return OpportunityPageFactory(opportunity__online=True)


def queries(url=NARROWED):
    with CaptureQueriesContext(connection) as made:
        assert Client().get(url).status_code == 200
    return len(made)


def open_now(now=None):
    return sum(group.totals.open_count for group in groups(now or timezone.now()))


def test_it_is_counted_once_however_often_it_is_asked(page, monkeypatch):
    queries()  # Wagtail knows the site's addresses after the first
    monkeypatch.setattr(GROUPS, "_answer", None)
    first = queries()

    assert {queries(), queries(), queries("/opportunities/")} == {first - 2}


def test_it_is_counted_again_once_something_changed(page):
    assert open_now() == 1

    actions.close(opportunity=page.opportunity, by=None)

    assert open_now() == 0


def test_without_watching_the_old_count_is_told(page):
    assert open_now() == 1
    stop_watching(connection)

    Opportunity.objects.update(status=Opportunity.Status.CLOSED)

    assert open_now() == 1
    watch(connection)


def test_it_is_counted_again_once_time_changed_it(page):
    opens = days_from_now(2)
    OpportunityPageFactory(opportunity__opens_at=opens, opportunity__closes_at=days_from_now(9))

    assert [open_now(), open_now(opens), open_now()] == [1, 2, 1]


def test_where_nobody_watches_nothing_is_remembered(page, monkeypatch):
    monkeypatch.setattr(PRESENT, "_functions", [])
    before = open_now()

    Opportunity.objects.update(status=Opportunity.Status.CLOSED)

    assert (before, open_now()) == (1, 0)
