"""A guest finds a café, books a place and cancels it by the link; the host says who came."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from cafes.models import Booking, Session
from involvement.models import Involvement
from tests.browser import PHONE, follow, look, main, on_every_screen, on_screens, press, sign_in
from tests.factories.cafes import LINK, BookingFactory, CafePageFactory, SessionFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.journey

GITA = "gita@example.org"


def heading(page):
    return page.locator("h1").inner_text()


def a_cafe():
    """With a date to book, one that is full and one that was cancelled."""
    cafe = CafePageFactory(cafe__title="Recovery Café").cafe
    full = SessionFactory(cafe=cafe, days=14, places_taken=3)
    SessionFactory(cafe=cafe, days=21, status="cancelled")
    return SessionFactory(cafe=cafe), full


def she_finds_the_cafe(page):
    page.goto("/")
    menu = page.get_by_role("button", name="Browse")
    if menu.is_visible():
        menu.click()
    follow(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Cafés"))
    look(page, "cafe-list")
    follow(page.get_by_role("link", name="Recovery Café"))
    look(page, "cafe-page")
    assert LINK not in page.content()


def she_books(page):
    follow(page.get_by_role("link", name="Book a place"))
    look(page, "cafe-book")
    press(page, "Book my place")
    look(page, "cafe-book-errors")
    assert "Enter your name" in main(page)
    page.get_by_label("Your name").fill("Gita Guest")
    page.get_by_label("By email").check()
    press(page, "Book my place")
    assert "Enter your email address, so that we can write to you" in main(page)
    assert page.get_by_label("Your name").input_value() == "Gita Guest"
    page.get_by_label("Your email address").fill(GITA)
    press(page, "Book my place")
    look(page, "cafe-booked")
    assert heading(page) == "You are booked"
    assert LINK not in page.content()


def she_cancels_by_the_link(page):
    call_command("send_outbox")
    [letter] = [message for message in mail.outbox if message.to == [GITA]]
    [calendar] = letter.attachments
    assert calendar.get_content_type() == "text/calendar"
    assert LINK in letter.body
    link = re.search(r"https?://[^/]+(/cafe-places/\S+/)", letter.body)[1]
    page.goto(link)
    look(page, "cafe-place")
    assert LINK in main(page)
    assert Booking.objects.get().status == "booked"
    press(page, "Cancel my place")
    look(page, "cafe-cancelled")
    assert heading(page) == "Your place is cancelled"
    assert (Booking.objects.get().status, Session.objects.first().places_taken) == ("cancelled", 0)
    page.goto(link[:-2] + ("A" if link[-2] != "A" else "B") + "/")
    look(page, "cafe-altered-link")
    assert heading(page) == "This link does not work"


@on_every_screen
def test_a_guest_books_a_place_and_cancels_it(page):
    _, full = a_cafe()
    she_finds_the_cafe(page)
    she_books(page)
    she_cancels_by_the_link(page)
    page.goto(reverse("cafes:booking-create", args=[full.pk]))
    look(page, "cafe-full")
    assert "All the places on this date are taken." in main(page)


@on_screens(PHONE)
def test_a_member_books_with_one_button_and_sees_it_on_my_involvement(page):
    session, _ = a_cafe()
    MemberFactory(person=PersonFactory(email="mina@example.org", signs_in=True))

    sign_in(page, "mina@example.org", reverse("cafes:booking-create", args=[session.pk]))
    look(page, "cafe-member-book")
    press(page, "Book my place")
    follow(page.get_by_role("main").get_by_role("link", name="My involvement"))
    look(page, "cafe-member-card")
    follow(page.get_by_role("link", name="How to join, or cancel your place"))

    assert heading(page) == "Your place"


@on_every_screen
def test_the_host_says_who_came(page):
    cafe = CafePageFactory(cafe__title="Recovery Café").cafe
    over = SessionFactory(cafe=cafe, days=-1, places_taken=2)
    member = MemberFactory(person__name="Mina Member")
    BookingFactory(session=over, person=member.person, how="member")
    BookingFactory(session=over, person__name="Gita Guest", note="A seat near the door")
    host = UserFactory(email="host@example.org")
    host.groups.add(Group.objects.get(name="Service lead"))
    cafe.host = host
    cafe.save()

    sign_in(page, "host@example.org", reverse("desk-cafes"))
    page.goto(reverse("cafes:session-show", args=[over.pk]))
    look(page, "cafe-session")
    assert "A seat near the door" in main(page)
    page.get_by_role("group", name="Mina Member").get_by_label("Came").check()
    page.get_by_role("group", name="Gita Guest").get_by_label("Did not attend").check()
    press(page, "Save who came")
    look(page, "cafe-session-said")

    assert sorted(Booking.objects.values_list("status", flat=True)) == [
        "attended",
        "did_not_attend",
    ]
    part = Involvement.objects.get()
    assert (part.member, part.status, float(part.hours)) == (member, "attended", 1.5)


@on_every_screen
def test_the_team_reads_who_will_be_told_before_it_cancels(page):
    session, _ = a_cafe()
    for name, way in (("Gita Guest", {}), ("Ted Guest", {"by_phone": True})):
        BookingFactory(session=session, person=PersonFactory(name=name, **way))
    Session.objects.filter(pk=session.pk).update(places_taken=2)
    team = UserFactory(email="team@example.org")
    team.groups.add(Group.objects.get(name="PE team"))

    sign_in(page, "team@example.org", reverse("cafes:session-show", args=[session.pk]))
    look(page, "cafe-staff-places")
    follow(page.get_by_role("link", name="Cancel the place of Ted Guest"))
    look(page, "cafe-staff-place-cancel")
    press(page, "Cancel this place")
    follow(page.get_by_role("link", name="Cancel this session"))
    look(page, "cafe-staff-session-cancel")
    assert "By email, at once: Gita Guest" in main(page)
    assert "Ted Guest" not in main(page)
    press(page, "Cancel this session")

    assert set(Booking.objects.values_list("status", flat=True)) == {"cancelled"}


@on_screens(PHONE)
def test_the_team_makes_a_cafe_and_opens_it(page):
    ServiceFactory(name="Recovery service")
    team = UserFactory(email="team@example.org")
    team.groups.add(Group.objects.get(name="PE team"))

    sign_in(page, "team@example.org", reverse("cafes:cafe-create"))
    look(page, "cafe-staff-new")
    page.get_by_label("What is it called?").fill("Carers together")
    page.get_by_label("What kind of café is it?").select_option("carers")
    page.get_by_label("Which service is it for?").select_option(label="Recovery service")
    press(page, "Continue to its facts")
    look(page, "cafe-staff-facts")
    page.get_by_label("People can join online").check()
    page.get_by_label("Link to join online").fill(LINK)
    press(page, "Save the facts")
    follow(page.get_by_role("link", name="Change when it meets"))
    look(page, "cafe-staff-rule")
    page.get_by_label("Every so many weeks").check()
    page.get_by_label("Sunday").check()
    page.get_by_label("At what time does it start?").fill("1:30am")
    for part, value in (("Day", "31"), ("Month", "4"), ("Year", "2027")):
        page.get_by_role("group", name="From which day?").get_by_label(part).fill(value)
    press(page, "Save when it meets")
    look(page, "cafe-staff-rule-wrong")
    assert "First day must be a real date" in main(page)
    page.get_by_role("group", name="From which day?").get_by_label("Day").fill("30")
    press(page, "Save when it meets")
    press(page, "Let people book")
    look(page, "cafe-staff-cafe")
    assert "Running. Every Sunday, 1:30am" in main(page)
