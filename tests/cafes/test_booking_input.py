"""Whatever is sent to the booking form or its links: a sentence, nothing lost or booked twice."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cafes import actions, links
from cafes.models import Booking, Cafe, Session
from outbox.models import Message
from people.models import Person
from tests.factories.cafes import BookingFactory, CafePageFactory, SessionFactory
from tests.factories.people import MemberFactory, PersonFactory, PETeamUserFactory

pytestmark = pytest.mark.django_db

GITA = {"name": "Gita", "preferred_channel": "email", "email": "gita@example.org"}
LONG = "x" * 10_000
HTML = "<script>alert('x')</script><b>&amp;\"</b>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"
NAMES = [
    "محمد عبد الله",
    "李小龙",
    "પ્રિયા પટેલ",
    "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "Łucja Żółć-Święcicka",
    "Siobhán O'Neill-D'Arcy",
    "שרה כהן",
    "Zoë 🌻",
    "A" * 120,
]


@pytest.fixture
def session():
    return SessionFactory(cafe=CafePageFactory().cafe)


@pytest.fixture
def address(session):
    return reverse("cafes:booking-create", args=[session.pk])


@pytest.fixture
def member():
    return MemberFactory(person__signs_in=True, person__name="Mina Member")


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def text(response):
    return response.content.decode().replace("&#39;", "&#x27;")


# --- Too long, invisible, in every script ------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("name", "Your name must be 120 characters or less"),
        ("email", "Your email address must be 254 characters or less"),
        ("phone", "Your phone number must be 40 characters or less"),
        ("postal_address", "Your postal address must be 400 characters or less"),
        ("note", "What would help you must be 500 characters or less"),
    ],
)
def test_ten_thousand_characters_are_refused_and_shown_again(client, address, field, sentence):
    response = client.post(address, GITA | {field: LONG})

    assert errors(response) == {field: [sentence]}
    assert LONG in text(response)
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("key", ["", "\x00", LONG, "\ud800"])
def test_a_broken_key_stops_nobody(client, address, key):
    response = client.post(address, GITA | {"key": key.encode("utf-8", "replace").decode()})

    assert response["Location"] == address.replace("new", "done")
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_kept_as_it_is_written(client, address, name, session):
    client.post(address, GITA | {"name": name})

    assert Person.objects.get().name == name
    assert f"Dear {name}," in Message.objects.get().body
    client.force_login(PETeamUserFactory(permissions=["cafes.run_cafes"]))
    page = client.get(reverse("cafes:session-show", args=[session.pk]))
    assert name.replace("'", "&#x27;") in text(page)


@pytest.mark.parametrize("nothing", ["   ", "\x00", "\u202e\u202c", "\u200b", "\u3164", "\u0301"])
def test_a_name_that_nobody_can_see_is_asked_for_again(client, address, nothing):
    assert errors(client.post(address, GITA | {"name": nothing})) == {"name": ["Enter your name"]}
    assert Person.objects.count() == 0


def test_hidden_characters_are_taken_out(client, address):
    client.post(address, GITA | {"name": "Gi\x00ta\u202e", "note": "A seat\x00\r\nnear \u2066me"})

    booking = Booking.objects.get()
    assert (booking.person.name, booking.note) == ("Gita", "A seat\nnear me")


def test_html_is_shown_as_it_was_written(client, address, session):
    again = client.post(address, GITA | {"name": HTML, "note": HTML, "email": ""})
    client.post(address, GITA | {"name": HTML, "note": HTML})
    assert f"Dear {HTML}," in Message.objects.get().body
    client.force_login(PETeamUserFactory(permissions=["cafes.run_cafes"]))
    pages = [again, client.get(reverse("cafes:session-show", args=[session.pk]))]
    for name, pk in (("session-cancel", session.pk), ("booking-cancel", Booking.objects.get().pk)):
        pages.append(client.get(reverse(f"cafes:{name}", args=[pk])))

    for page in pages:
        assert ESCAPED in text(page)
        assert "<script>alert" not in text(page)


# --- What changed while they typed -------------------------------------------------------------
def _cancel(session):
    actions.cancel_session(session=session, by=None)


def _fill(session):
    Session.objects.update(places_taken=3)


def _begin(session):
    now = timezone.now()
    type(session.activity).objects.update(starts_at=now, ends_at=now + datetime.timedelta(hours=1))


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (_cancel, "was cancelled. Please choose another date, or ask us."),
        (_fill, "All the places on this date are taken. Please choose another date, or ask us."),
        (_begin, "This date has started or is over. Please choose another date, or ask us."),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_what_can_no_longer_be_booked_says_why_and_keeps_nobody(
    client, address, session, member, meanwhile, sentence, signed_in
):
    other = SessionFactory(cafe=session.cafe, days=20, places_taken=1)
    if signed_in:
        client.force_login(member.person.user)
    people = Person.objects.count()
    assert client.get(address).status_code == 200
    meanwhile(session)
    Session.objects.filter(pk=other.pk).update(places_taken=1)

    answers = {"note": "I use a wheelchair."} | ({} if signed_in else GITA)
    response = client.post(address, answers)

    assert response.status_code == 409
    assert "What you wrote" in text(response)
    assert sentence in text(response)
    if meanwhile is not _begin:
        assert reverse("cafes:booking-create", args=[other.pk]) in text(response)
    assert (Booking.objects.count(), Person.objects.count()) == (0, people)


@pytest.mark.parametrize("gone", ["stopped", "unpublished", "never there"])
def test_a_date_that_is_gone_is_said_and_the_note_given_back(client, address, session, gone):
    if gone == "stopped":
        Cafe.objects.update(status=Cafe.Status.STOPPED)
    elif gone == "unpublished":
        session.cafe.page.unpublish()
    else:
        address = address.replace(str(session.pk), str(session.pk + 99))

    response = client.post(address, GITA | {"note": "I use a wheelchair."})

    assert response.status_code == 409
    assert "We do not offer this date any more, so nothing is booked." in text(response)
    assert "<p>I use a wheelchair.</p>" in response.content.decode()
    assert session.cafe.title not in text(response)
    assert client.get(address).status_code == 404
    assert Person.objects.count() == 0


def test_one_form_sent_twice_is_one_place(client, address, session):
    key = client.get(address).context["form"].initial["key"]

    for _ in range(2):
        assert client.post(address, GITA | {"key": key})["Location"].endswith(f"{session.pk}/")

    session.refresh_from_db()
    assert (session.places_taken, Person.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_a_second_person_at_the_same_form_has_a_place_of_their_own(client, address):
    key = client.get(address).context["form"].initial["key"]

    for name in ("Gita", "Ted"):
        client.post(address, GITA | {"key": key, "name": name})

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Gita", "Ted"]


# --- Signed in or out meanwhile ----------------------------------------------------------------
def test_a_members_form_sent_after_signing_out_books_nothing_and_keeps_the_note(
    client, address, member
):
    client.force_login(member.person.user)
    whose = re.search(r'name="form_of" value="([^"]+)"', text(client.get(address)))[1]
    client.logout()

    response = client.post(address, {"form_of": whose, "note": "A seat\x00 near the door"})

    page = text(response)
    assert "You were signed out, so nothing is booked yet." in page
    assert f'href="/accounts/login/?next={address}"' in page
    assert "A seat near the door" in page
    assert errors(response) == {}
    assert Booking.objects.count() == 0


def test_a_guests_form_sent_after_signing_in_does_not_book_for_somebody_else(
    client, address, member
):
    key = client.get(address).context["form"].initial["key"]
    client.force_login(member.person.user)

    response = client.post(address, GITA | {"key": key, "note": "A seat near the door"})

    assert "You are signed in now. Press the button to book for yourself." in text(response)
    assert "A seat near the door" in text(response)
    assert Booking.objects.count() == 0
    client.post(address, {"form_of": str(member.person.user), "note": ""})
    assert Booking.objects.get().person == member.person


def test_a_form_of_somebody_else_is_not_shown_to_who_signed_in_after_them(client, address, member):
    client.force_login(member.person.user)

    response = client.post(address, {"form_of": "U-99999", "note": "Something private"})

    assert "You are signed in now." in text(response)
    assert "Something private" not in text(response)
    assert Booking.objects.count() == 0


# --- Addresses that were changed ---------------------------------------------------------------
@pytest.mark.parametrize(
    "query", ["x=1", "page=%00", "%FF=%FE", "name=<script>alert(1)</script>", f"note={LONG}"]
)
def test_questions_that_nobody_asked_change_nothing(client, address, session, query):
    for path in (
        address,
        address.replace("new", "done"),
        links.path_of(BookingFactory(session=session)),
    ):
        page = client.get(f"{path}?{query}")
        assert page.status_code == 200
        assert "<script>alert" not in text(page)


@pytest.mark.parametrize(
    "query",
    [
        "page=9999",
        "page=0",
        "page=-1",
        "page=1.5",
        "page=%00",
        "page=%E2%80%AE",
        f"page={LONG}",
        "page=<script>alert(1)</script>",
        "from=%FF%FE",
        "when=31-04-2027",
    ],
)
def test_odd_questions_get_the_dates_of_the_café(session, query):
    page = Client().get(f"{session.cafe.page.get_url()}?{query}")

    assert page.status_code == 200
    assert "Book a place" in text(page)
    assert "<script>alert" not in text(page)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", ["cut", "longer", "other booking", "nul", "long", "script"])
def test_a_changed_link_opens_and_cancels_nothing(client, session, method, change):
    booking = BookingFactory(person=PersonFactory(name="Gita Guest"))
    other = BookingFactory()
    path = links.path_of(booking)
    changed = {
        "cut": path[:-2] + "/",
        "longer": path[:-1] + "A/",
        "other booking": path.replace(f"/{booking.pk}-", f"/{other.pk}-"),
        "nul": path[:-1] + "%00/",
        "long": f"/cafe-places/{LONG}/",
        "script": "/cafe-places/<script>alert(1)<~x/",
    }[change]

    response = getattr(client, method)(changed)

    assert response.status_code == 404
    assert "This link does not work" in text(response)
    assert "Gita" not in text(response)
    assert set(Booking.objects.values_list("status", flat=True)) == {"booked"}


def test_a_place_that_was_given_back_twice_is_given_back_once(client, session):
    booking = actions.book_as_member(session=session, person=PersonFactory(), by=None)
    path = links.path_of(booking)

    for _ in range(2):
        assert client.post(path)["Location"] == path

    session.refresh_from_db()
    assert session.places_taken == 0
    assert Message.objects.filter(purpose="cafe-cancelled-by-you").count() == 1
