"""Before staff cancel a place or a session they read what will happen and who will be told."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cafes.models import Booking, Session
from outbox.models import Message
from tests.factories.cafes import BookingFactory, CafePageFactory, SessionFactory
from tests.factories.people import PersonFactory, PETeamUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    client.force_login(PETeamUserFactory(permissions=["cafes.run_cafes"]))
    return client


@pytest.fixture
def session():
    return SessionFactory(cafe=CafePageFactory().cafe, capacity=9, places_taken=4)


def who_is_told(page):
    heading = BeautifulSoup(page.content, "html.parser").find("h2", string="Who is told")
    following = heading.find_next_sibling()
    return [" ".join(line.get_text().split()) for line in following.select("li") or [following]]


def words(page):
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def book(session, name, **way):
    return BookingFactory(session=session, person=PersonFactory(name=name, **way))


def test_who_is_told_of_a_cancelled_session_stands_there_before(team, session):
    for name in ("zara", "Ada"):
        book(session, name)
    book(session, "Ted", by_phone=True, phone="07700900214")
    book(session, "Rosa", by_post=True, phone="07700900215")
    BookingFactory(session=session, person__name="Gone", status="cancelled")

    page = team.get(reverse("cafes:session-cancel", args=[session.pk]))

    yourself = "in the next days. If it is soon, please ring them yourself today:"
    assert who_is_told(page) == [
        "By email, at once: Ada, zara",
        f"By phone, {yourself} Ted (07700900214)",
        f"By letter, {yourself} Rosa (07700900215)",
    ]
    assert "The public page says “Cancelled”" in words(page)
    assert (Session.objects.get().status, Message.objects.count()) == ("scheduled", 0)


def test_what_the_page_says_is_what_then_happens(team, session):
    for way in ({}, {"by_phone": True}, {"by_post": True}):
        book(session, "Sam", **way)

    page = team.post(reverse("cafes:session-cancel", args=[session.pk]), follow=True)

    assert "Please make the calls and post the letters on your lists." in words(page)
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["email", "phone", "post"]
    assert set(Booking.objects.values_list("status", flat=True)) == {"cancelled"}


def test_nobody_is_told_where_nobody_has_booked(team, session):
    page = team.get(reverse("cafes:session-cancel", args=[session.pk]))

    assert who_is_told(page) == ["Nobody has booked, so nobody is told."]


def test_a_place_is_asked_about_before_it_is_cancelled(team, session):
    booking = book(session, "Gita Guest")
    address = reverse("cafes:booking-cancel", args=[booking.pk])
    shown = team.get(reverse("cafes:session-show", args=[session.pk]))
    assert f'href="{address}"' in shown.content.decode()

    page = team.get(address)

    assert "Cancel the place of Gita Guest?" in words(page)
    assert who_is_told(page) == ["By email, at once: Gita Guest"]
    assert (Booking.objects.get().status, Message.objects.count()) == ("booked", 0)

    done = team.post(address, follow=True)

    assert "The place is cancelled, and we tell the person so." in words(done)
    assert Message.objects.get().subject.startswith("Your place is cancelled")


@pytest.mark.parametrize("number", [1, 9])
def test_the_page_asks_the_database_as_little_for_one_as_for_many(
    team, session, number, django_assert_num_queries
):
    for _ in range(number):
        book(session, "Sam")
    address = reverse("cafes:session-cancel", args=[session.pk])
    team.get(address)

    with django_assert_num_queries(9):
        team.get(address)
