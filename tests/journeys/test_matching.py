"""From interest to a place: a member, the team and a lead, each on their own pages."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from opportunities import actions, invitations
from opportunities.models import Application
from people.availability import mask_of
from tests.browser import (
    DESKTOP,
    DESKTOP_WITHOUT_SCRIPT,
    PHONE,
    PHONE_WITHOUT_SCRIPT,
    enter_code,
    follow,
    look,
    on_screens,
    press,
    shoot,
    sign_in,
)
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import (
    CriterionFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import (
    MemberFactory,
    PersonFactory,
    PETeamUserFactory,
    ServiceRoleFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.journey


@pytest.fixture
def opportunity(live_server, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    opportunity = OpportunityPageFactory(
        opportunity=OpportunityFactory(title="Help choose a name", online=True)
    ).opportunity
    starts_at = timezone.now() + datetime.timedelta(days=40)
    opportunity.activities.add(
        ActivityFactory(
            service=opportunity.service,
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(hours=2),
            online=True,
        )
    )
    for label, importance in (("Chairing meetings", "must"), ("Plain writing", "helps")):
        CriterionFactory(
            opportunity=opportunity, term=TermFactory(label=label), importance=importance
        )
    CriterionFactory(opportunity=opportunity, kind="place", weight=3)
    CriterionFactory(opportunity=opportunity, kind="availability", slots=mask_of([(1, 0), (3, 1)]))
    return opportunity


@pytest.fixture
def member(opportunity):
    terms = [criterion.term for criterion in opportunity.criteria.filter(kind="skill")]
    member = MemberFactory(
        person=PersonFactory(name="Ada Example", signs_in=True),
        terms=terms,
        meets_online=True,
        availability=mask_of([(1, 0)]),
    )
    for task in ("skills", "where", "when"):
        member.task_answers.create(task=task, answered_at=timezone.now())
    return member


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT, DESKTOP_WITHOUT_SCRIPT)
def test_a_member_is_interested_is_invited_and_says_yes(page, opportunity, member):
    interest = reverse("opportunities:interest-create", args=[opportunity.slug])

    # Given someone who finds the opportunity before they sign in
    page.goto(interest)
    look(page, "matching-interest-start")
    follow(page.get_by_role("main").get_by_role("link", name="Sign in"))
    enter_code(page, member.person.email)
    assert urlsplit(page.url).path == interest
    page.goto("/my-involvement/")
    look(page, "matching-my-involvement-suggestions")
    page.goto(interest)

    # When they say too much, then enough
    page.get_by_label("Anything you would like us to know?").fill("x" * 1001)
    press(page, "I am interested")
    look(page, "matching-interest-error")
    page.get_by_label("Anything you would like us to know?").fill("I chair my tenants' group.")
    press(page, "I am interested")

    # Then they are told what happens next, and told again if they come back
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you for telling us"
    look(page, "matching-interest-done")
    page.goto(interest)
    look(page, "matching-interest-already")

    # When the team invites them, they answer by the link in their message
    application = actions.invite(opportunity=opportunity, person=member.person, by=None)
    page.goto("/my-involvement/")
    look(page, "matching-my-involvement-invited")
    page.goto(invitations.path_of(application))
    look(page, "matching-invitation")
    press(page, "Yes, I would like to take part")
    assert page.get_by_role("heading", level=1).inner_text() == "You said yes"
    look(page, "matching-invitation-yes")

    # And when they think again, one button is enough
    page.goto("/my-involvement/")
    follow(page.get_by_role("button", name="Withdraw"))
    assert page.get_by_text("You have withdrawn from").is_visible()
    look(page, "matching-my-involvement-withdrawn")
    page.goto(invitations.path_of(application))
    look(page, "matching-invitation-over")
    page.goto(invitations.path_of(application)[:-2] + "/")
    look(page, "matching-invitation-unknown")
    actions.close(opportunity=opportunity, by=None)
    page.goto(interest)
    look(page, "matching-interest-refused")


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_the_team_finds_people_invites_them_and_gives_places(page, opportunity, member):
    actions.express_interest(opportunity=opportunity, person=member.person, by=None)
    MemberFactory(
        person=PersonFactory(name="Bo Example", by_post=True, needs_note="Large print"), own_limit=0
    )
    MemberFactory(person=PersonFactory(name="Cy Example", by_phone=True))
    MemberFactory.create_batch(24)
    team = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    address = reverse("opportunities:shortlist-show", args=[opportunity.slug])

    # Given the register in order, the best first
    sign_in(page, team.email, go_to=address)
    look(page, "matching-shortlist")
    first = page.locator("tbody tr").first.inner_text()
    assert "Ada Example" in first
    assert "Has: chairing meetings and plain writing." in first
    assert "Applied: they told us" in first

    # When three of them are chosen
    for name in ("Ada Example", "Bo Example", "Cy Example"):
        page.get_by_label(name, exact=True).check()
    press(page, "Invite")

    # Then nothing happens before it is confirmed
    assert page.get_by_text("Messages: 1 by email, 1 by letter, 1 phone call.").is_visible()
    look(page, "matching-shortlist-confirm")
    assert Application.objects.filter(status="invited").count() == 0
    press(page, "Invite")
    assert page.get_by_text("3 people are invited.").is_visible()
    look(page, "matching-shortlist-invited")
    assert Application.objects.filter(status="invited").count() == 3

    # And a lead sees who has a place, and what helps them
    page.get_by_label("Bo Example", exact=True).check()
    press(page, "Give a place")
    press(page, "Give a place")
    page.goto(reverse("opportunities:placed-list", args=[opportunity.slug]))
    assert page.get_by_text("Large print").is_visible()
    look(page, "matching-placed-list")


def test_the_list_for_the_day_prints_on_paper(page, opportunity):
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead, service=opportunity.service)
    for number in range(3):
        person = MemberFactory(person__name=f"Person {number}").person
        actions.place(opportunity=opportunity, person=person, by=None)

    sign_in(page, lead.email, reverse("opportunities:placed-list", args=[opportunity.slug]))
    page.emulate_media(media="print")

    shoot(page, "matching-placed-print")
    assert page.locator("tbody tr:visible").count() == 3
