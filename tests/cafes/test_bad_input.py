"""What goes wrong is said in one plain sentence, and nothing that was typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cafes.forms import SessionForm
from cafes.models import Booking
from people.models import Person
from tests.factories.cafes import BookingFactory, CafePageFactory, SessionFactory
from tests.factories.people import PETeamUserFactory

pytestmark = pytest.mark.django_db
GITA = {"name": "Gita", "preferred_channel": "email", "email": "gita@example.org"}


@pytest.fixture
def session():
    return SessionFactory(cafe=CafePageFactory().cafe)


@pytest.fixture
def address(session):
    return reverse("cafes:booking-create", args=[session.pk])


@pytest.fixture
def team(client):
    client.force_login(PETeamUserFactory(permissions=["cafes.run_cafes"]))
    return client


def errors(response):
    summary = BeautifulSoup(response.content, "html.parser").select(".nhsuk-error-summary a")
    return [link.get_text() for link in summary]


@pytest.mark.parametrize(
    ("answers", "sentences"),
    [
        ({}, ["Enter your name", "Choose how you would like us to contact you"]),
        (GITA | {"email": ""}, ["Enter your email address, so that we can write to you"]),
        (
            GITA | {"email": "gita at home"},
            ["Enter an email address in the correct format, like name@example.org"],
        ),
        (
            GITA | {"preferred_channel": "phone"},
            ["Enter your phone number, so that we can ring you"],
        ),
        (GITA | {"preferred_channel": "pigeon"}, ["Select one of the answers shown on this page"]),
    ],
)
def test_a_booking_that_lacks_something(client, address, answers, sentences):
    response = client.post(address, answers)

    assert errors(response) == sentences
    assert Booking.objects.count() == 0


def test_a_broken_key_is_a_new_one(client, address):
    for _ in range(2):
        assert client.post(address, GITA | {"key": "nonsense"}).status_code == 302

    assert (Booking.objects.count(), Person.objects.count()) == (1, 1)


def test_a_full_session_keeps_nobody_and_says_what_to_do(client, address, session):
    session.places_taken = 3
    session.save()

    response = client.post(address, GITA)

    assert response.status_code == 409
    assert b"All the places on this date are taken. Please choose another date" in (
        response.content
    )
    assert Person.objects.count() == 0


def test_a_member_who_presses_twice_for_the_last_place_has_it(client, session, address):
    session.capacity = 1
    session.save()
    for _ in range(2):
        answer = client.post(address, GITA | {"key": "4b5f1d4c-8d8c-4d0e-9d3d-1f2a3b4c5d6e"})
        assert answer["Location"] == reverse("cafes:booking-done", args=[session.pk])


def test_so_many_bookings_from_one_connection_look_like_a_machine(client, address, settings):
    settings.ACCOUNT_RATE_LIMITS = {"book_a_place": "1/h/ip"}
    client.post(address, GITA)

    response = client.post(address, GITA | {"name": "Someone Else"})

    assert b"We have had many bookings from your internet connection." in response.content
    assert b'value="Someone Else"' in response.content
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_a_session_that_is_none_is_not_found(client, number):
    assert client.get(f"/cafe-places/new/{number}/").status_code == 404


def test_an_altered_link_says_so_and_changes_nothing(client):
    booking = BookingFactory()

    response = client.post(f"/cafe-places/{booking.pk}-123~nonsense/")

    assert response.status_code == 404
    assert b"This link does not work" in response.content
    assert Booking.objects.get().status == "booked"


def test_the_team_cancels_for_who_rings(team):
    booking = BookingFactory()

    response = team.post(reverse("cafes:booking-cancel", args=[booking.pk]), follow=True)

    assert Booking.objects.get().status == "cancelled"
    assert b"The place is cancelled, and we tell the person so." in response.content


def moved_to(day, month, starts, **more):
    return {
        "day_day": day,
        "day_month": month,
        "day_year": "2027",
        "starts": starts,
        "ends": "5pm",
        "capacity": "3",
    } | more


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (moved_to("31", "4", "10am"), "Day must be a real date"),
        (
            moved_to("28", "3", "1:30am"),
            "On Sunday 28 March 2027 the clocks go forward at 1am, so there is no 1:30am. "
            "Choose a time before 1am or from 2am.",
        ),
        (
            moved_to("1", "4", "10am", capacity="0"),
            "Places must be 1 or more",
        ),
        (moved_to("1", "4", "6pm"), "The end must be after the start"),
        (moved_to("1", "4", "25:00"), "Enter a time, like 10:30am or 2pm"),
    ],
)
def test_a_session_that_cannot_be(team, session, answers, sentence):
    response = team.post(reverse("cafes:session-edit", args=[session.pk]), answers)

    assert errors(response) == [sentence]
    session.refresh_from_db()
    assert (session.moved_at, session.capacity) == (None, 3)


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    form = SessionForm(moved_to("31", "10", "1:30am"))

    assert form.is_valid()
    assert form.said()["starts_at"].isoformat() == "2027-10-31T01:30:00+01:00"


def test_a_day_in_the_rule_that_is_none(team, session):
    answers = {
        "frequency": "monthly",
        "every": "0",
        "starts": "ten",
        "from_date_day": "31",
        "from_date_month": "4",
        "from_date_year": "2027",
    }
    response = team.post(reverse("cafes:series-edit", args=[session.cafe.slug]), answers)

    assert errors(response)[1:] == [
        "Choose at least one day of the week",
        "Enter a time, like 10:30am or 2pm",
        "First day must be a real date",
        "Choose which of them in the month",
    ]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (("31", "4", "2027"), "Day must be a real date"),
        (("29", "2", "2027"), "Day must be a real date"),
        (("", "", ""), "Enter the day on which it does not meet"),
        (("x" * 10_000, "4", "2027"), "Day must be a real date"),
    ],
)
def test_a_day_to_leave_out_that_is_none(team, session, answers, sentence):
    parts = dict(zip(("day_day", "day_month", "day_year"), answers, strict=True))

    response = team.post(reverse("cafes:day-leave-out", args=[session.cafe.slug]), parts)

    assert errors(response) == [sentence]
    assert session.cafe.left_out.count() == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("0", "Places must be 1 or more"),
        ("-1", "Places must be 1 or more"),
        ("1001", "Places must be 1000 or less"),
        ("many", "Enter a whole number, like 3"),
    ],
)
def test_a_café_has_a_number_of_places(team, session, number, sentence):
    response = team.post(reverse("cafes:cafe-edit", args=[session.cafe.slug]), {"capacity": number})

    assert sentence in errors(response)


@pytest.mark.parametrize(
    "link", ["video.example.org", "http://x.example.org", "https://[", "https://"]
)
def test_a_link_that_is_none(team, session, link):
    response = team.post(
        reverse("cafes:cafe-edit", args=[session.cafe.slug]), {"online_link": link}
    )

    assert "Enter a whole link, which starts with https://" in errors(response)
