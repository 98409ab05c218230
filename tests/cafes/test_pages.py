"""The public pages: the same for everyone, as many queries for 3 as for 100 sessions, no secret."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cafes.models import Cafe, CafeIndexPage, Session
from tests.factories.cafes import LINK, CafePageFactory, SessionFactory
from tests.factories.organisation import SiteFactory
from tests.factories.people import MemberFactory, PersonFactory, PETeamUserFactory
from tests.public.checks import max_age, why_not_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe_page():
    return CafePageFactory(cafe__title="Recovery Café", cafe__slug="recovery-cafe")


def text_of(url):
    html = Client().get(url).content
    return " ".join(BeautifulSoup(html, "html.parser").main.get_text(" ").split())


def queries(url):
    Client().get(url)
    with CaptureQueriesContext(connection) as made:
        assert Client().get(url).status_code == 200
    return len(made)


def test_pages_are_the_same_for_everyone(cafe_page):
    SessionFactory(cafe=cafe_page.cafe)
    member = MemberFactory(person=PersonFactory(signs_in=True)).person.user

    for url in ("/cafes/", cafe_page.get_url()):
        assert why_not_public(url, [member, PETeamUserFactory()]) == []


def test_a_café_with_100_sessions_asks_the_database_as_little_as_one_with_3(cafe_page):
    for days in range(1, 4):
        SessionFactory(cafe=cafe_page.cafe, days=days)
    expected = {cafe_page.get_url(): 8, "/cafes/": 8}
    assert {url: queries(url) for url in expected} == expected

    for days in range(4, 101):
        SessionFactory(cafe=cafe_page.cafe, days=days)
    for _ in range(3):
        SessionFactory(cafe=CafePageFactory().cafe)

    assert {url: queries(url) for url in expected} == expected


def test_dates_come_ten_at_a_time(cafe_page):
    for days in range(1, 13):
        SessionFactory(cafe=cafe_page.cafe, days=days)

    assert text_of(cafe_page.get_url()).count("Book a place") == 10
    assert text_of(f"{cafe_page.get_url()}?page=2").count("Book a place") == 2
    nonsense = text_of(f"{cafe_page.get_url()}?page=nonsense")
    assert nonsense.count("Book a place") == 10
    assert nonsense.count("There is no page “nonsense”. This is the first page.") == 1


def test_what_is_full_or_cancelled_says_so_and_cannot_be_booked(cafe_page):
    SessionFactory(cafe=cafe_page.cafe, places_taken=3)
    SessionFactory(cafe=cafe_page.cafe, days=8, status="cancelled")

    words = text_of(cafe_page.get_url())

    assert [words.count(said) for said in (" Full ", " Cancelled ", "Book a place")] == [1, 1, 0]
    assert "If a date is full or cancelled, please choose another one." in words


def test_how_to_join_is_on_no_public_page_but_the_building_is(cafe_page):
    site = SiteFactory(name="Old Library", access="No steps.")
    Cafe.objects.update(site=site)
    SessionFactory(cafe=Cafe.objects.get())

    for url in (cafe_page.get_url(), "/cafes/", f"/cafe-places/new/{Session.objects.get().pk}/"):
        html = Client().get(url).content.decode()
        assert LINK not in html
        assert "123 456" not in html
    assert "Old Library" in text_of(cafe_page.get_url())
    assert "No steps." in text_of(cafe_page.get_url())


def test_it_says_that_it_is_no_crisis_café(cafe_page):
    for url in ("/cafes/", cafe_page.get_url()):
        assert "This is not a crisis café." in text_of(url)


def test_a_page_is_kept_until_the_next_session_starts(cafe_page):
    SessionFactory(cafe=cafe_page.cafe, at=timezone.now() + datetime.timedelta(seconds=40))

    for url in ("/cafes/", cafe_page.get_url()):
        assert 30 < max_age(Client().get(url)) <= 40


def test_a_page_is_kept_until_the_session_that_is_on_ends(cafe_page):
    begun = timezone.now() + datetime.timedelta(seconds=40) - datetime.timedelta(minutes=90)
    SessionFactory(cafe=cafe_page.cafe, at=begun)

    assert 30 < max_age(Client().get(cafe_page.get_url())) <= 40


def test_a_café_that_has_stopped_offers_nothing(cafe_page):
    SessionFactory(cafe=cafe_page.cafe)
    Cafe.objects.update(status=Cafe.Status.STOPPED)

    assert "This café does not meet at the moment." in text_of(cafe_page.get_url())
    assert "Recovery Café" not in text_of("/cafes/")
    assert list(Session.objects.coming()) == []


def test_teasers_are_the_next_sessions(cafe_page, rf):
    later, sooner = (SessionFactory(cafe=cafe_page.cafe, days=days) for days in (9, 2))
    SessionFactory(cafe=cafe_page.cafe, days=1, status="cancelled")
    request = rf.get("/")

    found = CafeIndexPage.objects.get().featured(request, 5)

    assert found.changes_at == sooner.activity.starts_at
    assert [(one.title, one.url, one.note) for one in found.teasers] == [
        ("Recovery Café", "/cafes/recovery-cafe/", "3 places left"),
        ("Recovery Café", "/cafes/recovery-cafe/", "3 places left"),
    ]
    assert list(Session.objects.coming()) == [sooner, later]


def test_search_finds_cafés_that_meet_before_those_that_do_not(cafe_page, client):
    SessionFactory(cafe=cafe_page.cafe, days=1)
    ended = CafePageFactory(title="Recovery stories", cafe__title="Recovery stories")
    for page in (cafe_page, ended):
        page.what_it_is = "<p>A place to talk about hope.</p>"
        page.save_revision().publish()

    results = client.get("/search/?q=hope&kind=cafe").context["results"]

    assert [one.title for one in results.teasers] == ["Recovery Café", "Recovery stories"]
    assert [name for name, _ in results.teasers[0].facts] == ["In", "Next", "How often", "Where"]
    assert [(one.label, one.count) for one in results.state_choices] == [
        ("All", 2),
        ("With dates", 1),
        ("No dates now", 1),
    ]
