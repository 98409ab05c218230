"""The whole path: a carer joins, says what she can offer, is found, invited, and gets a place."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from involvement.models import Involvement
from opportunities.models import Application, Criterion
from people.availability import slot
from people.models import Member, Term
from tests.browser import follow, last_code, look, on_every_screen, press, sign_in
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import CriterionFactory, OpportunityPageFactory
from tests.factories.people import MemberFactory, UserFactory

pytestmark = pytest.mark.journey

MINA = "mina@example.org"
TUESDAY_MORNING = slot(1, 0)


def heading(page):
    return page.locator("h1").inner_text()


def an_opportunity():
    """Reading complaints, which asks for listening and for Tuesday mornings."""
    listening = Term.objects.offered(Term.Kind.SKILL).get(code="listening")
    page = OpportunityPageFactory(opportunity__title="Read complaints with us")
    opportunity = page.opportunity
    opportunity.activities.add(ActivityFactory(service=opportunity.service))
    CriterionFactory(opportunity=opportunity, kind=Criterion.Kind.SKILL, term=listening)
    CriterionFactory(
        opportunity=opportunity, kind=Criterion.Kind.AVAILABILITY, slots=TUESDAY_MORNING, term=None
    )
    return opportunity


def she_finds_it_and_joins(page, opportunity):
    page.goto("/")
    look(page, "path-home")
    follow(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Opportunities"))
    look(page, "path-list")
    follow(page.get_by_role("link", name=opportunity.title))
    look(page, "path-opportunity")
    follow(page.get_by_role("button", name="I am interested").first)
    look(page, "path-interest-not-joined")
    join = re.compile("join", re.IGNORECASE)
    main = page.get_by_role("main")
    follow(main.get_by_role("link", name=join).or_(main.get_by_role("button", name=join)).first)
    press(page, "Join online")
    page.get_by_label("What is your name?").fill("Mina Example")
    press(page, "Continue")
    page.get_by_label("By email").check()
    press(page, "Continue")
    page.get_by_label("What is your email address?").fill(MINA)
    press(page, "Continue")
    page.get_by_label("Yes", exact=True).check()
    press(page, "Continue")
    page.get_by_label("I agree").check()
    press(page, "Continue")
    press(page, "Join")
    page.locator("main input[name=code]").fill(last_code(MINA))
    press(page, "Sign in")
    assert heading(page) == "You have joined"


def she_says_what_she_can_offer(page):
    page.goto("/my-involvement/")
    follow(page.get_by_role("link", name="Skills I can bring"))
    page.get_by_label("Listening", exact=False).first.check()
    press(page, "Save and go back")
    follow(page.get_by_role("link", name="When I am free"))
    page.get_by_role("group", name="Tuesday").get_by_label("Morning").check()
    press(page, "Save and go back")
    look(page, "path-task-list")


def she_says_that_she_is_interested(page, opportunity):
    page.goto(reverse("opportunities:interest-create", args=[opportunity.slug]))
    look(page, "path-interest")
    follow(page.locator("main form button[type=submit], main form button:not([type])").first)
    look(page, "path-interest-done")


def the_team_invites_her(page, opportunity):
    page.goto(reverse("opportunities:shortlist-show", args=[opportunity.slug]))
    look(page, "path-shortlist")
    first = page.locator("tbody tr").first.inner_text()
    assert "Mina Example" in first
    assert "Free on Tuesday mornings." in first
    page.get_by_label("Mina Example").check()
    press(page, "Invite")
    look(page, "path-invite-check")
    press(page, "Invite")
    look(page, "path-invited")


def she_answers_by_the_link(page):
    call_command("send_outbox")
    letters = [m for m in mail.outbox if m.to == [MINA] and "/invitations/" in m.body]
    link = re.search(r"https?://\S+?(/invitations/\S+/)", letters[-1].body)[1]
    page.goto(link)
    look(page, "path-invitation")
    assert Application.objects.get().status == Application.Status.INVITED
    press(page, "Yes, I would like to take part")
    look(page, "path-invitation-answered")
    assert Application.objects.get().status == Application.Status.ACCEPTED


def the_team_gives_her_a_place(page, opportunity):
    page.goto(reverse("opportunities:shortlist-show", args=[opportunity.slug]))
    page.get_by_label("Mina Example").check()
    press(page, "Give a place")
    look(page, "path-place-check")
    press(page, "Give a place")
    page.goto(reverse("opportunities:placed-list", args=[opportunity.slug]))
    assert "Mina Example" in page.locator("main").inner_text()
    look(page, "path-placed-list")


@on_every_screen
def test_from_joining_to_a_place(page, another_page):
    opportunity = an_opportunity()
    MemberFactory(person__name="Somebody Else")
    Group.objects.get(name="PE team").user_set.add(UserFactory(email="pe@example.org"))

    she_finds_it_and_joins(page, opportunity)
    she_says_what_she_can_offer(page)
    she_says_that_she_is_interested(page, opportunity)

    team = another_page()
    sign_in(team, "pe@example.org")
    the_team_invites_her(team, opportunity)
    she_answers_by_the_link(another_page())
    the_team_gives_her_a_place(team, opportunity)

    page.goto("/my-involvement/")
    assert "You have a place" in page.locator("main").inner_text()
    look(page, "path-my-involvement")
    part = Involvement.objects.get()
    assert (part.member, part.status) == (Member.objects.get(person__email=MINA), "expected")
