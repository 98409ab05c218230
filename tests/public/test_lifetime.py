"""A page is kept no longer than until the next thing on it opens or closes."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from home.models import HomePage
from opportunities.models import Opportunity, OpportunityIndexPage
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.people import UserFactory
from tests.public.checks import max_age, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 12, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock(monkeypatch, settings):
    """A function that sets the time everywhere; pages may be kept for an hour."""
    settings.PUBLIC_MAX_AGE = 3600

    def set_time(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_time(NOON)
    return set_time


def opportunity_page(**facts):
    times = {"opens_at": NOON - datetime.timedelta(days=1), "closes_at": NOON.replace(day=30)}
    return OpportunityPageFactory(opportunity=OpportunityFactory(**times | facts))


def in_minutes(minutes):
    return NOON + datetime.timedelta(minutes=minutes)


def feature_opportunities():
    home = HomePage.objects.get()
    featured = {
        "heading": "Now",
        "index": OpportunityIndexPage.objects.get(),
        "limit": 3,
        "link_text": "All",
        "empty_text": "Nothing is open.",
    }
    home.body = [("featured", featured)]
    home.save()


def test_pages_live_until_the_next_closing(clock):
    feature_opportunities()
    closing = opportunity_page(closes_at=in_minutes(10))
    other = opportunity_page(closes_at=in_minutes(20))
    urls = ["/", "/opportunities/", closing.get_url(), other.get_url(), "/accessibility/"]

    ages = [max_age(Client().get(url)) for url in urls]

    assert ages == [600, 600, 600, 1200, 3600]


def test_pages_live_until_the_next_opening(clock):
    feature_opportunities()
    page = opportunity_page(opens_at=in_minutes(5))

    ages = [max_age(Client().get(url)) for url in ["/", "/opportunities/", page.get_url()]]

    assert ages == [300, 300, 300]


def test_what_nobody_sees_shortens_nothing(clock):
    opportunity_page(closes_at=in_minutes(5), status=Opportunity.Status.CLOSED)
    OpportunityFactory(opens_at=NOON.replace(day=1), closes_at=in_minutes(5))
    OpportunityPageFactory(
        opportunity__opens_at=NOON.replace(day=1), opportunity__closes_at=in_minutes(5), live=False
    )

    assert max_age(Client().get("/opportunities/")) == 3600


def test_an_opportunity_closes_itself(clock):
    page = opportunity_page(closes_at=in_minutes(10))
    button = f'href="{page.get_url()}interest/"'

    clock(in_minutes(10) - datetime.timedelta(seconds=1))
    before = Client().get(page.get_url())
    clock(in_minutes(10))
    after = Client().get(page.get_url())

    assert (before.content.decode().count(button), after.content.decode().count(button)) == (2, 0)
    assert "This has closed." in after.content.decode()
    assert (max_age(before), max_age(after)) == (1, 3600)


def test_a_preview_is_never_kept():
    page = OpportunityPageFactory()
    page.save_revision()
    editor = signed_in(UserFactory(is_staff=True, is_superuser=True))

    response = editor.get(f"/admin/pages/{page.pk}/view_draft/")

    assert response.status_code == 200
    assert {"private", "no-store"} < set(response["Cache-Control"].split(", "))
