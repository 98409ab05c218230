"""Moving and cancelling a session, another place: everyone who has booked is told. Who came."""

import datetime

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from cafes import actions
from cafes.cards import attendance_to_mark
from cafes.models import Booking, Cafe
from involvement.models import Involvement
from outbox.models import Message
from people.actions import erase_person, export_person, leave_register, merge_people
from tests.factories.cafes import (
    BookingFactory,
    CafeFactory,
    CafePageFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.factories.organisation import SiteFactory
from tests.factories.people import MemberFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def session():
    """With a guest by email, a guest by phone, and somebody who has cancelled."""
    session = SessionFactory(cafe=SeriesFactory().cafe, places_taken=2)
    BookingFactory(session=session)
    BookingFactory(session=session, person=PersonFactory(by_phone=True))
    BookingFactory(session=session, status="cancelled")
    return session


def change(session, **facts):
    usual = {
        "starts_at": session.activity.starts_at,
        "ends_at": session.activity.ends_at,
        "capacity": session.capacity,
        "by": None,
    }
    return actions.change_session(session=session, **usual | facts)


def told():
    return sorted(Message.objects.values_list("purpose", "channel"))


def test_whoever_has_booked_is_told_of_another_time(session):
    later = session.activity.starts_at + 3 * HOUR

    moved = change(session, starts_at=later, ends_at=later + HOUR)

    assert told() == [("cafe-changed", "email"), ("cafe-changed", "phone")]
    assert (moved.activity.starts_at, moved.moved_at is None) == (later, False)
    calendar = Calendar.from_ical(Message.objects.get(channel="email").calendar)
    [event] = calendar.walk("VEVENT")
    assert event["DTSTART"].dt == later.replace(microsecond=0)
    assert (str(calendar["METHOD"]), event["SEQUENCE"]) == ("REQUEST", 1)


def test_more_places_are_no_news(session):
    assert change(session, capacity=9).capacity == 9
    assert told() == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"capacity": 0}, "between 1 and 1000"),
        ({"capacity": 1001}, "between 1 and 1000"),
        ({"capacity": 1}, "2 places are taken"),
        ({"starts_at": timezone.now() - HOUR}, "still to come"),
        ({"ends_at": timezone.now()}, "The end must be after the start."),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(session, facts, sentence):
    with pytest.raises(actions.CannotChangeSession, match=sentence):
        change(session, **facts)


@pytest.mark.parametrize("capacity", [2, 1000])
def test_there_may_be_as_few_places_as_are_taken_and_as_many_as_can_be(session, capacity):
    assert change(session, capacity=capacity).capacity == capacity


def test_a_session_that_ends_as_it_starts_is_refused(session):
    with pytest.raises(actions.CannotChangeSession, match="The end must be after the start"):
        change(session, ends_at=session.activity.starts_at)


def test_a_session_that_was_cancelled_or_has_started_is_left_as_it_is():
    with pytest.raises(actions.CannotChangeSession, match="was cancelled"):
        change(SessionFactory(status="cancelled"), capacity=9)
    with pytest.raises(actions.CannotCancelSession, match="has started or is over"):
        actions.cancel_session(session=SessionFactory(days=-1), by=None)


def test_a_session_that_is_moved_and_cancelled_says_by_whom(session):
    by = UserFactory()
    later = session.activity.starts_at + HOUR
    change(session, starts_at=later, ends_at=later + HOUR, by=by)

    cancelled = actions.cancel_session(session=session, by=by)

    cancelled.refresh_from_db()
    assert cancelled.status_changed_by == by
    entries = ModelLogEntry.objects.filter(action__endswith="_session").order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("cafes.change_session", by, {"moved": True, "capacity": 3}),
        ("cafes.cancel_session", by, {"told": 2}),
    ]


def test_whoever_has_booked_is_told_that_it_was_cancelled_once(session):
    actions.cancel_session(session=session, by=None)
    actions.cancel_session(session=session, by=None)

    session.refresh_from_db()
    assert (session.status, session.places_taken) == ("cancelled", 0)
    assert told() == [("cafe-cancelled", "email"), ("cafe-cancelled", "phone")]
    assert "METHOD:CANCEL" in Message.objects.get(channel="email").calendar
    assert set(session.bookings.values_list("status", flat=True)) == {"cancelled"}


def test_whoever_has_booked_and_nobody_else_is_told_of_another_link(session):
    link = "https://video.example.org/new-room"
    BookingFactory()  # at another café
    BookingFactory(session__cafe=session.cafe, session__days=-1)

    actions.change_cafe(cafe=session.cafe, facts={"online_link": link, "theme": "Hope"}, by=None)

    assert told() == [("cafe-changed", "email"), ("cafe-changed", "phone")]
    assert all(link in message.body for message in Message.objects.all())


def test_sessions_to_come_follow_the_café_to_another_place(session):
    site = SiteFactory(access="No steps.")

    actions.change_cafe(cafe=session.cafe, facts={"site": site, "online": False}, by=None)

    session.activity.refresh_from_db()
    assert (session.activity.site, session.activity.online) == (site, False)
    assert all("No steps." in message.body for message in Message.objects.all())


def test_what_is_over_and_what_is_another_cafés_does_not_follow(session):
    over, other = SessionFactory(cafe=session.cafe, days=-1), SessionFactory()
    before = [one.activity.title for one in (over, other)]

    actions.change_cafe(cafe=session.cafe, facts={"title": "Hope"}, by=None)

    for one in (session, over, other):
        one.activity.refresh_from_db()
    titles = [one.activity.title for one in (session, over, other)]
    assert titles == ["Hope", *before]
    assert told() == []


def test_facts_saved_as_they_were_are_no_change(session):
    cafe = session.cafe

    actions.change_cafe(cafe=cafe, facts={"online_link": cafe.online_link}, by=None)

    assert (told(), ModelLogEntry.objects.filter(action="cafes.change").count()) == ([], 0)


def test_a_café_that_is_being_prepared_may_lack_facts():
    cafe = CafeFactory(status="draft")

    assert actions.change_cafe(cafe=cafe, facts={"online_link": ""}, by=None).online_link == ""


def test_who_came_stands_in_the_record_of_taking_part_for_members_only():
    session = SessionFactory(days=-1, places_taken=3)
    here, away = (BookingFactory(session=session, person=MemberFactory().person) for _ in range(2))
    guest = BookingFactory(session=session)
    host = UserFactory()

    came = {here.pk: True, away.pk: False, guest.pk: True}
    actions.record_attendance(session=session, came=came, by=host)

    assert list(Booking.objects.values_list("status", flat=True)) == [
        "attended",
        "did_not_attend",
        "attended",
    ]
    parts = Involvement.objects.values_list("member__person", "status", "hours")
    assert {person: (status, hours and float(hours)) for person, status, hours in parts} == {
        here.person_id: ("attended", 1.5),
        away.person_id: ("did_not_attend", None),
    }

    session.refresh_from_db()
    assert session.places_taken == 3
    actions.record_attendance(session=session, came={here.pk: False}, by=host)

    assert Involvement.objects.get(member=here.person.member).status == "did_not_attend"


def test_who_gave_the_place_back_did_not_come():
    booking = BookingFactory(session__days=-1, status="cancelled")

    actions.record_attendance(session=booking.session, came={booking.pk: True}, by=None)

    booking.refresh_from_db()
    assert booking.status == "cancelled"


def test_who_left_the_register_has_no_record_of_taking_part_any_more():
    person = MemberFactory(status="left").person
    booking = BookingFactory(session__days=-1, person=person)

    actions.record_attendance(session=booking.session, came={booking.pk: True}, by=None)

    booking.refresh_from_db()
    assert (booking.status, Involvement.objects.count()) == ("attended", 0)


def test_to_say_the_same_again_changes_nothing():
    booking, host = BookingFactory(session__days=-1), UserFactory()
    for by in (host, UserFactory()):
        actions.record_attendance(session=booking.session, came={booking.pk: True}, by=by)

    booking.refresh_from_db()
    assert booking.status_changed_by == host
    logged = ModelLogEntry.objects.filter(data__has_key="people")
    assert [entry.data for entry in logged] == [{"people": 1}, {"people": 1}]


def test_what_waits_to_be_said_is_overtaken_by_newer_news(session):
    for hours in (3, 4):
        later = session.activity.starts_at + hours * HOUR
        change(session, starts_at=later, ends_at=later + HOUR)

    calls = Message.objects.filter(channel="phone").order_by("pk")
    assert list(calls.values_list("status", flat=True)) == ["cancelled", "queued"]


def test_nobody_says_who_came_before_it_starts(session):
    with pytest.raises(actions.CannotRecordAttendance, match="has not started yet"):
        actions.record_attendance(session=session, came={}, by=None)


def test_a_session_waits_until_it_is_said_who_came():
    host = UserFactory()
    booking = BookingFactory(session__cafe__host=host, session__days=-1)
    [waiting] = attendance_to_mark(host)
    assert waiting.words.endswith("say who came (1 person)")
    assert attendance_to_mark(UserFactory()) == []

    actions.record_attendance(session=booking.session, came={booking.pk: True}, by=host)

    assert attendance_to_mark(host) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda booking: actions.stop(cafe=booking.session.cafe, by=None),
        lambda booking: booking.session.cafe.page.unpublish(),
        lambda booking: leave_register(member=booking.person.member, by=None),
        lambda booking: erase_person(person=booking.person, by=None),
    ],
    ids=["stopped", "unpublished", "member left", "erased"],
)
def test_however_it_ends_the_host_says_who_came(end):
    host, page = UserFactory(), CafePageFactory()
    Cafe.objects.update(host=host)
    person = MemberFactory().person
    booking = BookingFactory(session__cafe=page.cafe, session__days=-1, person=person)
    end(booking)
    assert len(attendance_to_mark(host)) == 1

    actions.record_attendance(session=booking.session, came={booking.pk: True}, by=host)

    booking.refresh_from_db()
    assert (booking.status, attendance_to_mark(host)) == ("attended", [])
    assert not Involvement.objects.current().exists()


def test_who_is_erased_gives_the_place_back_and_what_they_wrote_is_gone():
    booking = BookingFactory(note="A seat near the door")
    assert export_person(person=booking.person, by=None)["booking"][0]["what would help"] == (
        "A seat near the door"
    )

    erase_person(person=booking.person, by=None)

    booking.refresh_from_db()
    booking.session.refresh_from_db()
    assert (booking.status, booking.note, booking.session.places_taken) == ("cancelled", "", 0)
    assert Message.objects.count() == 0


def test_who_came_and_is_erased_was_there_all_the_same():
    came = BookingFactory(session__days=-1, status="attended", note="A seat")
    over = BookingFactory(session__days=-1, person=came.person, note="A ramp")
    just = BookingFactory(
        session__at=timezone.now() - HOUR, person=came.person, status="attended", note="Tea"
    )

    erase_person(person=came.person, by=None)

    for booking, status in {came: "attended", over: "booked", just: "attended"}.items():
        booking.refresh_from_db()
        booking.session.refresh_from_db()
        stands = (booking.status, booking.note, booking.session.places_taken)
        assert stands == (status, "", 1)


def test_two_entries_of_one_person_have_one_place():
    kept, gone = PersonFactory(), PersonFactory()
    both = SessionFactory(places_taken=2)
    for person in (kept, gone):
        BookingFactory(session=both, person=person)
    other = BookingFactory(person=gone)

    merge_people(kept=kept, gone=gone, by=None)

    both.refresh_from_db()
    other.refresh_from_db()
    assert (both.places_taken, both.bookings.get().person) == (1, kept)
    assert (other.person, other.status) == (kept, "booked")
