"""Feeds: what is new as Atom, what has a date as iCalendar; the same bytes until it changes."""

import datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from opportunities.models import Opportunity, OpportunityIndexPage
from tests.factories.cafes import CafePageFactory, SessionFactory
from tests.factories.feedback import StoryPageFactory
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.organisation import SiteFactory
from tests.factories.people import UserFactory
from tests.public.checks import max_age, why_not_public

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = "/feeds/opportunities.xml"
DATES = "/feeds/dates.ics"
HOSTILE = 'Tea & <b>"cake"</b>\x0b\ufffe\uffff\u202e ]]> {{ 7*7 }} \U0001f375, ગુજરાતી; \\n'
CLEANED = 'Tea & <b>"cake"</b> ]]> {{ 7*7 }} \U0001f375, ગુજરાતી; \\n'


@pytest.fixture(autouse=True)
def _address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://involve.example.org"


def entries(feed=FEED):
    response = Client().get(feed)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall("a:entry", ATOM)  # noqa: S314 - ours


def texts(name, feed=FEED):
    return [entry.findtext(f"a:{name}", namespaces=ATOM) for entry in entries(feed)]


def dates():
    response = Client().get(DATES)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def planned(page, days=10, **facts):
    """An hour that belongs to the opportunity of `page`, so many days from now."""
    starts = days_from_now(days).replace(microsecond=0)
    activity = ActivityFactory(
        starts_at=starts, ends_at=starts + datetime.timedelta(hours=1), **facts
    )
    page.opportunity.activities.add(activity)
    return activity


# --- Atom --------------------------------------------------------------------------------------
def test_a_feed_has_what_is_open_or_will_be_the_newest_first():
    for number, title in enumerate(["older", "newer"]):
        OpportunityPageFactory(title=title, first_published_at=days_from_now(number - 5))
    OpportunityPageFactory(title="later", opportunity__opens_at=days_from_now(1))
    OpportunityPageFactory(title="over", opportunity__over=True)
    OpportunityPageFactory(title="draft", live=False)
    OpportunityPageFactory(title="off", opportunity__status=Opportunity.Status.CANCELLED)

    assert texts("title") == ["newer", "older", "later"]


def test_the_other_feeds_have_cafés_that_run_and_stories_that_are_published():
    CafePageFactory(cafe__title="Runs")
    CafePageFactory(cafe__title="Stopped", cafe__status="stopped")
    CafePageFactory(cafe__title="Draft", live=False)
    StoryPageFactory(title="Told")
    StoryPageFactory(title="Not yet", live=False)

    assert texts("title", "/feeds/cafes.xml") == ["Runs"]
    assert texts("title", "/feeds/you-said-we-did.xml") == ["Told"]


def test_an_entry_leads_to_its_page_and_keeps_its_name():
    page = OpportunityPageFactory(title="Before", summary="In short.")
    before = texts("id")
    page.title = "After"
    page.save_revision().publish()

    [entry] = entries()

    assert entry.findtext("a:title", namespaces=ATOM) == "After"
    assert texts("id") == before == [f"tag:involve.example.org,2026:page-{page.pk}"]
    assert entry.findtext("a:summary", namespaces=ATOM) == "In short."
    link = entry.find("a:link", ATOM).get("href")
    assert link == f"https://involve.example.org{page.get_url()}"


def test_whatever_is_written_in_a_title_the_feed_can_be_read():
    OpportunityPageFactory(title=HOSTILE, summary=HOSTILE)

    assert texts("title") == [CLEANED]
    assert [unescape(text) for text in texts("summary")] == [CLEANED]


def test_an_empty_feed_is_a_feed_and_always_the_same():
    first, again = Client().get(FEED), Client().get(FEED)

    assert entries() == []
    assert first.content == again.content


@pytest.mark.parametrize("name", ["about", "nothing", "home", "x" * 300])
def test_what_has_no_feed_is_not_found(name):
    assert Client().get(f"/feeds/{name}.xml").status_code == 404


@pytest.mark.parametrize(
    "path", ["/feeds/%00.xml", "/feeds/../etc.xml", "/feeds/a%20b.xml", "/feeds/.xml"]
)
def test_an_odd_address_is_not_found_in_our_words(path):
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code == 404
    assert "Get help now" in response.content.decode()


def test_a_list_that_is_not_published_has_no_feed():
    OpportunityIndexPage.objects.get().unpublish()

    assert Client().get(FEED).status_code == 404


# --- iCalendar ---------------------------------------------------------------------------------
def test_dates_that_people_can_still_come_to_are_in_the_calendar():
    page = OpportunityPageFactory(title="Meet us")
    site = SiteFactory(name="Example Hall", address="1 Street", postcode="ZZ99 3WZ")
    activity = planned(page, site=site, online=True)
    planned(page, days=-2)
    page.opportunity.activities.add(ActivityFactory(starts_at=None, ends_at=None))
    for facts in [
        {"opportunity__over": True},
        {"live": False},
        {"opportunity__status": Opportunity.Status.CANCELLED},
    ]:
        planned(OpportunityPageFactory(**facts))

    [event] = dates()

    assert str(event["summary"]) == "Meet us"
    assert event["dtstart"].dt == activity.starts_at
    assert event["dtend"].dt == activity.ends_at
    assert str(event["location"]) == "Example Hall, 1 Street, ZZ99 3WZ or online"
    assert str(event["uid"]) == f"page-{page.pk}-activity-{activity.pk}@involve.example.org"
    assert str(event["url"]) == f"https://involve.example.org{page.get_url()}"


def test_a_session_that_was_cancelled_is_told_of_as_cancelled_until_it_would_have_ended():
    cafe = CafePageFactory().cafe
    SessionFactory(cafe=cafe, days=3)
    SessionFactory(cafe=cafe, days=2, status="cancelled")
    SessionFactory(cafe=cafe, days=-2)
    SessionFactory(cafe=CafePageFactory(live=False).cafe)
    SessionFactory(cafe=CafePageFactory(cafe__status="stopped").cafe)

    assert [str(event["status"]) for event in dates()] == ["CANCELLED", "CONFIRMED"]


def test_a_time_in_summer_and_one_in_winter_are_the_moments_that_were_meant():
    page = OpportunityPageFactory(opportunity__closes_at=days_from_now(900))
    for month in (1, 7):
        starts = timezone.make_aware(datetime.datetime(2126, month, 4, 14))
        ends = starts + datetime.timedelta(hours=1)
        page.opportunity.activities.add(ActivityFactory(starts_at=starts, ends_at=ends))

    hours = [timezone.localtime(event["dtstart"].dt).hour for event in dates()]

    assert hours == [14, 14]
    assert b"DTSTART:21260704T130000Z" in Client().get(DATES).content


def test_whatever_is_written_in_a_title_the_calendar_can_be_read():
    page = OpportunityPageFactory(title=HOSTILE, summary="In short.\nEND:VEVENT\nX:Y")
    planned(page)

    [event] = dates()

    assert str(event["summary"]) == CLEANED
    assert str(event["description"]).startswith("In short. END:VEVENT X:Y https://")


def test_an_empty_calendar_is_a_calendar():
    assert dates() == []


# --- How long it holds, and for whom -----------------------------------------------------------
def test_feeds_are_the_same_for_everyone_and_may_be_kept():
    planned(OpportunityPageFactory())
    users = [UserFactory(is_staff=True, is_superuser=True)]

    assert {url: why_not_public(url, users) for url in [FEED, DATES, "/feeds/"]} == {
        FEED: [],
        DATES: [],
        "/feeds/": [],
    }


@pytest.mark.parametrize("url", [FEED, DATES])
def test_who_has_it_is_told_that_nothing_changed(url):
    page = OpportunityPageFactory()
    planned(page)
    first = Client().get(url)
    again = Client().get(url, headers={"if-none-match": first["ETag"]})
    page.title = "Other words"
    page.save()
    changed = Client().get(url, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("url", [FEED, DATES])
def test_it_is_kept_no_longer_than_until_something_closes(url):
    planned(
        OpportunityPageFactory(
            opportunity__closes_at=timezone.now() + datetime.timedelta(seconds=20)
        )
    )

    assert 15 <= max_age(Client().get(url)) <= 20


@pytest.mark.parametrize("url", [FEED, DATES, "/feeds/"])
def test_as_many_queries_for_many_as_for_one(url):
    def queries():
        Client().get(url)
        with CaptureQueriesContext(connection) as made:
            assert Client().get(url).status_code == 200
        return len(made)

    planned(OpportunityPageFactory())
    few = queries()
    for _ in range(20):
        planned(OpportunityPageFactory(), site=SiteFactory())

    assert few == queries() == {FEED: 6, DATES: 3, "/feeds/": 3}[url]


# --- How people come to it ---------------------------------------------------------------------
def test_the_list_leads_to_its_feeds_and_they_are_explained():
    html = Client().get("/opportunities/").content.decode()
    explained = Client().get("/feeds/").content.decode()

    assert '<a href="/feeds/">Follow what is new</a>' in html
    for path in [FEED, DATES]:
        assert f'href="https://involve.example.org{path}">' in explained
