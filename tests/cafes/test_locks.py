"""Persons are held before sessions, and both until places are counted and people are told."""

import datetime
import uuid

import pytest

from cafes import actions
from people.models import Channel
from tests.factories.cafes import BookingFactory, CafePageFactory, SeriesFactory, SessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def open_session():
    return SessionFactory(cafe=CafePageFactory().cafe)


def book_as_member():
    session, person = open_session(), PersonFactory()
    return lambda: actions.book_as_member(session=session, person=person, by=None)


def book_as_guest():
    session = open_session()
    facts = {"name": "Gita", "preferred_channel": Channel.EMAIL, "email": "gita@example.org"}
    return lambda: actions.book_as_guest(session=session, join_key=uuid.uuid4(), by=None, **facts)


def cancel_booking():
    booking = BookingFactory()
    return lambda: actions.cancel_booking(booking=booking, quietly=True, by=None)


def change_session():
    session = SessionFactory()
    facts = {"starts_at": session.activity.starts_at, "ends_at": session.activity.ends_at}
    return lambda: actions.change_session(session=session, capacity=9, by=None, **facts)


def cancel_session():
    session = SessionFactory()
    return lambda: actions.cancel_session(session=session, by=None)


def record_attendance():
    session = SessionFactory(days=-1)
    return lambda: actions.record_attendance(session=session, came={}, by=None)


def change_cafe():
    cafe = SeriesFactory().cafe
    return lambda: actions.change_cafe(cafe=cafe, facts={"theme": "Hope"}, by=None)


def stop():
    cafe = SeriesFactory().cafe
    return lambda: actions.stop(cafe=cafe, by=None)


def leave_out_day():
    session = SessionFactory(cafe=SeriesFactory().cafe)
    return lambda: actions.leave_out_day(cafe=session.cafe, day=session.planned_date, by=None)


def plan_sessions():
    """One session is there that the rule, which has ended, does not want."""
    series = SeriesFactory(
        until_date=datetime.date(2020, 1, 1), from_date=datetime.date(2019, 1, 1)
    )
    SessionFactory(cafe=series.cafe)
    return lambda: actions.plan_sessions(cafe=series.cafe, by=None)


def take_over_bookings():
    kept, gone = PersonFactory(), BookingFactory().person
    return lambda: actions.take_over_bookings(kept=kept, gone=gone, by=None)


def forget_bookings():
    person = BookingFactory().person
    return lambda: actions.forget_bookings(person=person, by=None)


@pytest.mark.parametrize(
    ("prepare", "held"),
    [
        (book_as_member, ["Person", "Session", "Message"]),
        (book_as_guest, ["Person", "Session", "Message"]),
        (cancel_booking, ["Person", "Session"]),
        (change_session, ["Person", "Session"]),
        (cancel_session, ["Person", "Session"]),
        (record_attendance, ["Person", "Session"]),
        (change_cafe, ["Person", "Cafe"]),
        (stop, ["Cafe", "Session", "Cafe"]),
        (leave_out_day, ["Cafe", "Session"]),
        (plan_sessions, ["Cafe", "Session"]),
        (take_over_bookings, ["Session"]),
        (forget_bookings, ["Session"]),
    ],
)
def test_rows_are_held_in_this_order(prepare, held, locks):
    act = prepare()
    locks.clear()

    act()

    assert locks == held
