"""A carer joins on the phone, answers a bit at a time, takes a break, and comes back."""

import pytest
from django.urls import reverse

from people.models import Member, TaskAnswer
from tests.browser import (
    DESKTOP,
    PHONE,
    PHONE_WITHOUT_SCRIPT,
    follow,
    last_code,
    look,
    on_screens,
    press,
    sign_in,
)
from tests.factories.people import MemberFactory, PersonFactory, PETeamUserFactory

pytestmark = pytest.mark.journey

ADDRESS = "zofia@example.org"


def answer_questions(page):
    page.goto("/join/")
    look(page, "joining-start")
    press(page, "Join online")
    press(page, "Continue")
    look(page, "joining-name-missing")
    page.get_by_label("What is your name?").fill("Zofia O'Nowak-Łącka")
    press(page, "Continue")
    look(page, "joining-reach")
    page.get_by_label("By email").check()
    press(page, "Continue")
    page.get_by_label("What is your email address?").fill(ADDRESS)
    look(page, "joining-address")
    press(page, "Continue")
    look(page, "joining-age")
    page.get_by_label("No", exact=True).check()
    press(page, "Continue")
    look(page, "joining-guardian")
    follow(page.get_by_role("link", name="Back"))
    page.get_by_label("Yes", exact=True).check()
    press(page, "Continue")
    look(page, "joining-agree")
    page.get_by_label("I agree").check()
    press(page, "Continue")
    look(page, "joining-check")


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_joining_and_answering(page):
    answer_questions(page)
    press(page, "Join")
    look(page, "joining-code")
    page.locator("main input[name=code]").fill(last_code(ADDRESS))
    press(page, "Sign in")

    assert page.locator("h1").inner_text() == "You have joined"
    look(page, "joining-done")
    press(page, "Tell us more")
    look(page, "joining-task-list")

    for task in TaskAnswer.Task:
        follow(page.get_by_role("link", name=task.label, exact=True))
        look(page, f"joining-task-{task}")
        if task == TaskAnswer.Task.WHERE:
            page.locator("input[type=radio]").first.check()
        if task == TaskAnswer.Task.CONTACT:
            press(page, "Save and go back")
            continue
        press(page, "Save and go back")
        look(page, f"joining-task-{task}-missing")
        for box in page.locator("input[type=checkbox][value=none-of-these]").all():
            box.check()
        press(page, "Save and go back")

    assert "You have told us everything" in page.locator("main").inner_text()
    look(page, "joining-overview")
    follow(page.get_by_role("link", name="See or change your answers"))
    look(page, "joining-details")
    assert Member.objects.get().task_answers.count() == len(TaskAnswer.Task)


@on_screens(PHONE)
def test_the_other_two_ways(page):
    for way, done in [("ring", "We will ring you"), ("post", "Your form is on its way")]:
        page.goto(reverse(f"home:{way}-ask"))
        look(page, f"joining-{way}-ask")
        page.get_by_label("Your name").fill("Sam Example")
        if way == "ring":
            page.get_by_label("Your phone number").fill("07700 900123")
            page.get_by_label("Any time").check()
        else:
            page.get_by_label("Your address").fill("1 A Street\nLE1 1ZZ")
        follow(page.locator("main form button[type=submit]"))
        assert page.locator("h1").inner_text() == done
        look(page, f"joining-{way}-done")


@on_screens(PHONE, DESKTOP)
def test_a_break_and_leaving(page):
    member = MemberFactory(person__email=ADDRESS, person__signs_in=True)
    sign_in(page, ADDRESS, "/my-involvement/")
    follow(page.get_by_role("link", name="Take a break"))
    look(page, "joining-break")
    press(page, "Take a break")
    look(page, "joining-paused")
    press(page, "I am back from my break")
    for name in ["name", "email", "limit"]:
        page.goto(reverse(f"home:{name}-edit"))
        look(page, f"joining-edit-{name}")
    follow(page.get_by_role("link", name="Back"))
    page.goto("/my-involvement/leave/")
    look(page, "joining-leave")
    press(page, "Leave the register")
    look(page, "joining-left")
    page.goto("/my-involvement/")
    look(page, "joining-not-a-member")
    member.refresh_from_db()
    assert member.status == Member.Status.LEFT


@on_screens(PHONE, DESKTOP)
def test_the_pe_teams_pages(page):
    PETeamUserFactory(email="pe@example.org")
    member, person = MemberFactory(), PersonFactory(by_phone=True)
    sign_in(page, "pe@example.org")
    for address, name in [
        (reverse("people:member-show", args=[str(member)]), "staff-member"),
        (reverse("people:member-show", args=[str(person)]), "staff-person"),
        (reverse("people:member-add") + f"?person={person}", "staff-add"),
        (reverse("people:member-task-edit", args=[str(member), "when"]), "staff-when"),
        (reverse("people:person-email-edit", args=[str(member)]), "staff-email"),
        (reverse("people:member-pause", args=[str(member)]), "staff-pause"),
        (reverse("people:member-leave", args=[str(member)]), "staff-leave"),
    ]:
        page.goto(address)
        look(page, f"joining-{name}")
    page.goto(reverse("people:member-add"))
    press(page, "Put on the register")
    look(page, "joining-staff-add-missing")
    assert Member.objects.count() == 1
