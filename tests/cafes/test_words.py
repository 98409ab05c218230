"""What a visitor reads of cafés: one word for one date, plain sentences, always a way to ask."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cafes import actions, links
from cafes.models import Session
from home.models import SiteSettings
from outbox.models import Message
from people.models import Channel
from tests.factories.cafes import BookingFactory, CafePageFactory, SessionFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, PersonFactory
from tests.reading import reading_age

pytestmark = pytest.mark.django_db

OLDEST_READER = 11


@pytest.fixture
def session():
    return SessionFactory(cafe=CafePageFactory().cafe)


def _booked(session, **way):
    return actions.book_as_member(session=session, person=PersonFactory(**way), by=None)


def words(response):
    """The words of a page, a line for each label, paragraph and point."""
    main = BeautifulSoup(response.content, "html.parser").main
    for line in main.select("p, li, h1, h2, label, legend, dt, dd, button, .nhsuk-hint"):
        line.append(".\n")
    return re.sub(r"[\s.]*\.\s*\n\s*", ".\n", main.get_text(" "))


def pages_of_booking(session):
    """Every page on the way from a café to a place, and to its end."""
    client, address = Client(), reverse("cafes:booking-create", args=[session.pk])
    member = Client()
    member.force_login(MemberFactory(person__signs_in=True).person.user)
    yield client.get(session.cafe.page.get_url())
    yield client.get(address)
    yield member.get(address)
    yield client.post(address, {})
    yield client.get(reverse("cafes:booking-done", args=[session.pk]))
    link = links.path_of(_booked(session))
    yield client.get(link)
    yield client.post(link, follow=True)
    over = BookingFactory(session__cafe=session.cafe, session__days=-2)
    yield client.post(links.path_of(over))
    off = BookingFactory(session__cafe=session.cafe, session__days=9)
    actions.cancel_session(session=off.session, by=None)
    yield client.get(links.path_of(off))
    yield client.get(reverse("cafes:booking-create", args=[off.session.pk]))
    yield client.get("/cafe-places/nonsense/")


def all_messages(session):
    """A message of each kind, by each channel."""
    for way in ({}, {"by_phone": True}, {"by_post": True}):
        booking, _ = _booked(session, **way), _booked(session, **way)
        later = session.activity.starts_at + datetime.timedelta(hours=1)
        actions.change_session(
            session=session,
            starts_at=later,
            ends_at=later + datetime.timedelta(hours=1),
            capacity=9,
            by=None,
        )
        actions.cancel_booking(booking=booking, by=None)
        session = Session.objects.get(pk=session.pk)
    actions.cancel_session(session=session, by=None)
    return list(Message.objects.all())


def test_one_meeting_is_a_date_on_every_page_and_never_a_session(session):
    SessionFactory(cafe=session.cafe, days=8, places_taken=3)

    for page in pages_of_booking(session):
        assert "session" not in words(page).lower()
    for message in all_messages(session):
        assert "session" not in f"{message.subject} {message.body} {message.calendar}".lower()
    for path in ("/feeds/dates.ics", "/feeds/cafes.xml", "/cafes/"):
        assert b"session" not in re.sub(rb"cafe-session-\d+", b"", Client().get(path).content)


def test_the_pages_and_messages_are_easy_to_read(session):
    for page in pages_of_booking(session):
        assert reading_age(words(page)) <= OLDEST_READER
    for message in all_messages(session):
        assert reading_age(re.sub(r"https?://\S+|\S+@\S+", "", message.body)) <= OLDEST_READER


@pytest.mark.parametrize(("days", "warned"), [(6, True), (8, False)])
def test_who_wants_a_call_or_a_letter_is_warned_where_the_date_is_near(session, days, warned):
    near = SessionFactory(
        cafe=session.cafe, at=timezone.now() + datetime.timedelta(days=days), days=days
    )

    page = Client().get(reverse("cafes:booking-done", args=[near.pk]))

    assert ("This date is in the next 7 days" in words(page)) == warned


# --- Whom to ask -------------------------------------------------------------------------------
NOBODY = {"contact_name": "", "contact_email": "", "contact_phone": ""}


def asked(channel, *, team=None, **contact):
    """How the message about a booking, sent by `channel`, ends its sentence about questions."""
    SiteSettings.objects.update_or_create(pk=1, defaults=team or {})
    cafe = CafePageFactory(cafe__service=ServiceFactory(**NOBODY | contact)).cafe
    way = {Channel.EMAIL: {}, Channel.PHONE: {"by_phone": True}, Channel.POST: {"by_post": True}}
    person = PersonFactory(**way[channel])
    actions.book_as_member(session=SessionFactory(cafe=cafe), person=person, by=None)
    body = Message.objects.get().body
    return re.search(r"easier for you to come, please (.*?)\n\n", body, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("contact", "words_of_it"),
    [
        (
            {"contact_name": "Jo", "contact_phone": "01632 960001", "contact_email": "j@x.org"},
            "ask Jo on 01632 960001 or at j@x.org.",
        ),
        ({"contact_email": "j@x.org"}, "ask the involvement team at j@x.org."),
        ({"contact_phone": "01632 960001"}, "ask the involvement team on 01632 960001."),
    ],
)
def test_a_message_says_whom_to_ask(contact, words_of_it):
    assert asked(Channel.POST, **contact) == words_of_it


def test_where_the_service_has_no_contact_it_is_the_team():
    team = {"team_phone": "01632 960009", "team_email": "team@x.org"}

    assert asked(Channel.POST, team=team) == (
        "ask the involvement team on 01632 960009 or at team@x.org."
    )


PAGE = "ask us. This page says how:\nhttp://localhost:8000/contact/"


@pytest.mark.parametrize(
    ("channel", "team", "words_of_it"),
    [
        (Channel.EMAIL, {}, PAGE),
        (Channel.PHONE, {}, "tell us now, while we talk."),
        (Channel.POST, {}, PAGE),
        (
            Channel.POST,
            {"team_address": "1 A Street"},
            "write to us. Our address is at the top of this letter.",
        ),
    ],
)
def test_where_the_trust_has_set_neither_number_nor_address(channel, team, words_of_it, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"

    assert asked(channel, team=team) == words_of_it


def test_a_page_without_a_number_leads_to_how_to_reach_us(session):
    type(session.cafe.service).objects.update(**NOBODY)

    page = Client().get(reverse("cafes:booking-create", args=[session.pk]))

    links_to = BeautifulSoup(page.content, "html.parser").main.select('a[href="/contact/"]')
    assert [link.get_text() for link in links_to] == ["How to reach us"]
    assert "Ring us" not in words(page)
