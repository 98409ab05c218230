"""When the clocks change between two dates of a café, the date says so; calendars stay right."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cafes import actions, links
from cafes.recurrence import LONDON, ClockChange, clock_change
from cafes.wording import clocks
from outbox.models import Message
from portal.demo.loading.clock import clock_at
from tests.factories.cafes import CafePageFactory, SessionFactory
from tests.factories.people import PersonFactory

DAY = datetime.timedelta(days=1)
BACK, FORWARD = datetime.date(2026, 10, 25), datetime.date(2027, 3, 28)


def at(day, hour=10):
    return datetime.datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


@pytest.mark.parametrize(("day", "forward"), [(BACK, False), (FORWARD, True)])
def test_a_change_is_told_of_on_its_day_and_the_six_days_after(day, forward):
    told = [clock_change(day + DAY * number) for number in range(-1, 8)]

    assert told == [None, *[ClockChange(day, forward)] * 7, None]


@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2037, 12, 31)))
def test_a_change_is_the_last_sunday_of_march_or_of_october(day):
    last_week = [day - DAY * number for number in range(7)]
    sundays = [d for d in last_week if d.weekday() == 6 and d.month in (3, 10) and d.day > 24]

    expected = ClockChange(sundays[0], sundays[0].month == 3) if sundays else None
    assert clock_change(day) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (BACK, "The clocks go back that morning."),
        (BACK + 6 * DAY, "This is after the clocks go back, on Sunday 25 October."),
        (FORWARD, "The clocks go forward that morning."),
        (FORWARD + 2 * DAY, "This is after the clocks go forward, on Sunday 28 March."),
        (BACK - DAY, ""),
    ],
)
def test_in_one_sentence(day, sentence):
    assert clocks(SessionFactory(at=at(day))) == sentence


@pytest.fixture
def weekly(db):
    """A café on Sundays at 10am, seen on the Thursday before the clocks go back."""
    with clock_at(at(BACK - 3 * DAY)):
        cafe = CafePageFactory(cafe__title="Sunday Café").cafe
        actions.set_series(
            cafe=cafe,
            frequency="weekly",
            every=1,
            weekdays=[6],
            nth=None,
            from_date=BACK - 7 * DAY,
            until_date=BACK + 14 * DAY,
            starts=datetime.time(10),
            by=None,
        )
        yield cafe


def main(path):
    html = Client().get(path).content
    return BeautifulSoup(html, "html.parser").main


def test_the_public_page_says_so_beside_that_date_alone(weekly):
    rows = [" ".join(row.stripped_strings) for row in main(weekly.page.get_url()).select("li")]

    assert [row.split(" Online")[0] for row in rows if row.startswith("Sunday")] == [
        "Sunday 25 October 2026, 10am to 11:30am The clocks go back that morning.",
        "Sunday 1 November 2026, 10am to 11:30am",
        "Sunday 8 November 2026, 10am to 11:30am",
    ]


def test_it_is_said_until_the_place_is_booked_and_in_the_message(weekly):
    session = weekly.sessions.first()
    booking = actions.book_as_member(session=session, person=PersonFactory(), by=None)

    for path in (
        reverse("cafes:booking-create", args=[session.pk]),
        reverse("cafes:booking-done", args=[session.pk]),
        links.path_of(booking),
    ):
        assert "The clocks go back that morning." in main(path).get_text()
    assert "11:30am\nThe clocks go back that morning.\n" in Message.objects.get().body


def test_ten_o_clock_is_ten_o_clock_in_every_calendar(weekly):
    session = weekly.sessions.first()
    actions.book_as_member(session=session, person=PersonFactory(), by=None)

    own = Calendar.from_ical(Message.objects.get().calendar)
    public = Calendar.from_ical(Client().get("/feeds/dates.ics").content)

    def starts(calendar):
        found = [event["DTSTART"].dt for event in calendar.walk("VEVENT")]
        return [moment.astimezone(datetime.UTC).isoformat() for moment in found]

    assert starts(own) == ["2026-10-25T10:00:00+00:00"]
    assert starts(public) == [
        "2026-10-25T10:00:00+00:00",
        "2026-11-01T10:00:00+00:00",
        "2026-11-08T10:00:00+00:00",
    ]
