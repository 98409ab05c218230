"""Booking a place and giving it back: what is written, who is told, what is refused."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from cafes import actions, links
from cafes.models import Booking, Session
from outbox.models import Message
from people.actions import add_login, leave_register
from people.models import Channel, Person
from tests.factories.cafes import LINK, BookingFactory, CafePageFactory, SessionFactory
from tests.factories.people import MemberFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(cafe=CafePageFactory().cafe)


def guest(session, **answers):
    usual = {
        "name": "Gita Guest",
        "preferred_channel": Channel.EMAIL,
        "email": "gita@example.org",
        "join_key": uuid.uuid4(),
        "by": None,
    }
    return actions.book_as_guest(session=session, **usual | answers)


def event_of(message):
    calendar = Calendar.from_ical(message.calendar)
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_guest_has_a_place_and_is_told_by_email_with_a_calendar_file(session):
    booking = guest(session, note="A seat near the door")

    session.refresh_from_db()
    assert (booking.status, booking.how, session.places_taken) == ("booked", "guest", 1)
    message = Message.objects.get()
    assert (message.channel, message.address) == ("email", "gita@example.org")
    assert message.subject == f"You are booked: {session.cafe.title}"
    assert LINK in message.body
    assert links.path_of(booking) in message.body
    method, event = event_of(message)
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 1)
    starts = event["DTSTART"].dt
    assert starts == session.activity.starts_at.replace(microsecond=0)
    assert str(event["ATTENDEE"]) == "mailto:gita@example.org"


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.PHONE, {"phone": "07700900123"}),
        (Channel.POST, {"postal_address": "1 Example Street"}),
    ],
)
def test_a_guest_without_email_is_rung_or_written_to(session, channel, address):
    guest(session, preferred_channel=channel, email="", **address)

    message = Message.objects.get()
    assert (message.channel, message.address) == (channel, *address.values())
    assert message.calendar == ""
    assert LINK in message.body


def test_the_same_form_twice_is_one_booking(session):
    key = uuid.uuid4()

    assert guest(session, join_key=key) == guest(session, join_key=key)

    session.refresh_from_db()
    assert session.places_taken == 1
    assert (Person.objects.count(), Message.objects.count()) == (1, 1)


def test_the_form_filled_in_anew_by_the_same_guest_is_one_booking(session):
    Session.objects.update(capacity=9)
    assert guest(session) == guest(session, name="GITA guest", email=" Gita@example.org")
    assert guest(session, name="Another Guest") != guest(session)
    assert guest(session, email="another@example.org") != guest(session)

    session.refresh_from_db()
    assert session.places_taken == 3


def test_only_a_guest_of_this_session_who_is_nothing_else_is_known_again(session):
    Session.objects.update(capacity=9)
    first = guest(session).person
    others = [guest(SessionFactory(cafe=session.cafe, days=8)).person]
    MemberFactory(person=first)  # they joined since
    second = guest(session).person
    Booking.objects.filter(person=second).update(how=Booking.How.MEMBER)
    third = guest(session).person
    add_login(person=third, by=None)
    others += [second, third, guest(session, email=" Another@example.org ").person]

    assert len({first, *others}) == 5
    assert others[-1].email == "another@example.org"


def test_a_guest_who_wants_to_be_told_in_another_way_is_told_so(session):
    reached = {"phone": "07700900123", "email": "gita@example.org"}
    for channel in (Channel.PHONE, Channel.EMAIL):
        guest(session, preferred_channel=channel, **reached)

    assert set(Message.objects.values_list("channel", flat=True)) == {"phone", "email"}


def test_one_person_books_several_sessions(session):
    person, later = PersonFactory(), SessionFactory(cafe=session.cafe, days=8)

    for one in (session, later):
        assert actions.book_as_member(session=one, person=person, by=None).session == one
    assert set(Session.objects.values_list("places_taken", flat=True)) == {1}


def test_a_guest_with_a_members_address_books_as_somebody_else(session):
    member = MemberFactory(person__name="Gita Guest", person__email="gita@example.org")

    assert guest(session).person != member.person


def test_a_member_has_one_place_however_often_they_press(session):
    person = MemberFactory().person

    first = actions.book_as_member(session=session, person=person, by=None)

    assert actions.book_as_member(session=session, person=person, by=None) == first
    session.refresh_from_db()
    assert (session.places_taken, first.how, Message.objects.count()) == (1, "member", 1)


def test_cancelling_frees_the_place_and_takes_it_out_of_the_calendar(session):
    booking = guest(session)

    actions.cancel_booking(booking=booking, by=None)
    actions.cancel_booking(booking=booking, by=None)

    session.refresh_from_db()
    assert session.places_taken == 0
    [booked, cancelled] = Message.objects.all()
    method, event = event_of(cancelled)
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert event["UID"] == event_of(booked)[1]["UID"]
    assert LINK not in cancelled.body + cancelled.calendar


def test_booking_again_after_cancelling_is_a_new_link(session):
    person = MemberFactory().person
    booking = actions.book_as_member(session=session, person=person, by=None)
    old = links.path_of(booking).split("/")[-2]
    actions.cancel_booking(booking=booking, by=None)

    again = actions.book_as_member(session=session, person=person, by=None)

    assert (again.pk, again.status) == (booking.pk, "booked")
    assert links.find(old) is None
    assert links.find(links.path_of(again).split("/")[-2]) == again


def test_whoever_books_again_says_anew_what_would_help(session):
    person, by = MemberFactory().person, UserFactory()
    booking = actions.book_as_member(session=session, person=person, note="A ramp", by=None)
    actions.cancel_booking(booking=booking, by=None)

    again = actions.book_as_member(session=session, person=person, note="A seat", by=by)

    session.refresh_from_db()
    assert (again.note, again.status_changed_by, session.places_taken) == ("A seat", by, 1)


def test_each_step_is_logged(session):
    by = UserFactory()
    booking = actions.book_as_member(session=session, person=PersonFactory(), by=by)
    actions.cancel_booking(booking=booking, by=by)

    entries = ModelLogEntry.objects.for_instance(booking).order_by("pk")
    assert [(entry.action, entry.user, entry.data["to"]) for entry in entries] == [
        ("cafes.book", by, "booked"),
        ("cafes.cancel_booking", by, "cancelled"),
    ]


def refusal(session):
    with pytest.raises(actions.CannotBook) as refused, transaction.atomic():
        guest(session)
    return str(refused.value)


def test_who_comes_too_late_is_told_what_to_do(session):
    Session.objects.update(places_taken=3)
    assert refusal(session) == (
        "All the places on this date are taken. Please choose another date, or ask us."
    )
    assert Person.objects.count() == 0


def test_where_all_places_are_taken_a_strangers_form_does_not_tell_who_has_one(session):
    key = uuid.uuid4()
    booked = guest(session, join_key=key)
    Session.objects.update(places_taken=3)

    assert refusal(session) == (
        "All the places on this date are taken. Please choose another date, or ask us."
    )
    assert guest(session, join_key=key) == booked


def test_nobody_books_what_has_started_was_cancelled_or_is_not_public(session):
    started = SessionFactory(cafe=session.cafe, at=timezone.now() - datetime.timedelta(minutes=5))
    cancelled = SessionFactory(cafe=session.cafe, days=9, status="cancelled")

    assert refusal(started).startswith("This date has started or is over.")
    assert "was cancelled." in refusal(cancelled)
    assert refusal(SessionFactory()).startswith("This café does not take bookings")


def test_what_has_started_is_not_cancelled():
    booking = BookingFactory(session__at=timezone.now() - datetime.timedelta(minutes=5))

    with pytest.raises(actions.CannotCancelBooking, match="has started or is over"):
        actions.cancel_booking(booking=booking, by=None)


@pytest.mark.parametrize(("capacity", "places_taken"), [(0, 0), (3, 4), (1001, 0)])
def test_the_database_keeps_places_within_limits(capacity, places_taken):
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(capacity=capacity, places_taken=places_taken)


def test_who_leaves_the_register_gives_the_place_back_and_is_not_written_to(session):
    member = MemberFactory()
    actions.book_as_member(session=session, person=member.person, by=None)

    leave_register(member=member, by=None)

    session.refresh_from_db()
    assert session.places_taken == 0
    assert Booking.objects.get().status == "cancelled"
    assert list(Message.objects.filter(status="queued")) == []


def test_an_altered_link_finds_nothing():
    booking = BookingFactory(person=PersonFactory())
    token = links.path_of(booking).split("/")[-2]

    assert links.find(token) == booking
    for place in range(len(token)):
        letter = "A" if token[place] != "A" else "B"
        assert links.find(token[:place] + letter + token[place + 1 :]) is None


def test_a_link_outlives_the_key_it_was_signed_with(settings):
    booking = BookingFactory(person=PersonFactory())
    token = links.path_of(booking).split("/")[-2]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9

    assert links.find(token) == booking
    settings.SECRET_KEY_FALLBACKS = []
    assert links.find(token) is None


def test_an_old_link_does_not_tell_how_to_join_what_comes_later(client):
    coming = BookingFactory(person=PersonFactory())
    over = BookingFactory(session__at=timezone.now() - datetime.timedelta(days=9))

    assert LINK in client.get(links.path_of(coming)).content.decode()
    assert LINK not in client.get(links.path_of(over)).content.decode()


def test_two_entries_of_one_person_who_both_came_had_one_place():
    kept, gone = PersonFactory(), PersonFactory()
    session = SessionFactory(places_taken=2)
    BookingFactory(session=session, person=kept, status="attended")
    BookingFactory(session=session, person=gone, status="did_not_attend")

    actions.take_over_bookings(kept=kept, gone=gone, by=None)

    session.refresh_from_db()
    assert (session.places_taken, session.bookings.get().status) == (1, "attended")
