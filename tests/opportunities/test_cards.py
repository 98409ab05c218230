"""What "My involvement" and the team's page of a member tell of opportunities."""

import pytest
from django.urls import reverse

from opportunities import actions, cards, invitations
from opportunities.models import Application, Opportunity
from people import slots
from people.actions import leave_register
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import (
    ApplicationFactory,
    CriterionFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def opportunity():
    return OpportunityPageFactory().opportunity


def standing_of(member):
    _, context = cards.interests(member)
    (standing,) = context["standings"]
    return standing


def test_the_cards_are_registered():
    assert {cards.interests, cards.suggestions} <= set(slots.my_involvement)
    assert cards.for_the_team in set(slots.member_page)
    assert cards.withdraw_all in set(slots.leaving)


def test_who_has_no_interest_has_no_such_card(member):
    assert cards.interests(member) is None


def test_an_invitation_can_be_answered_from_the_card(member, opportunity):
    application = actions.invite(opportunity=opportunity, person=member.person, by=None)

    standing = standing_of(member)

    assert standing.words == "You are invited. Please tell us yes or no"
    assert standing.answer_path == invitations.path_of(application)
    assert (standing.may_withdraw, standing.may_try_again) == (True, False)


def test_a_place_tells_when_and_where(member, opportunity):
    opportunity.activities.add(ActivityFactory(service=opportunity.service, online=True))
    actions.place(opportunity=opportunity, person=member.person, by=None)

    standing = standing_of(member)

    assert standing.words == "You have a place"
    assert standing.meetings == ["Day and time to be agreed (online)"]
    assert (standing.answer_path, standing.may_withdraw) == (None, True)


@pytest.mark.parametrize(
    ("status", "may_withdraw", "may_try_again"),
    [
        ("interested", True, False),
        ("accepted", True, False),
        ("reserve", True, False),
        ("withdrawn", False, True),
        ("declined", False, True),
        ("not_this_time", False, False),
        ("took_part", False, False),
    ],
)
def test_what_can_be_done_depends_on_where_it_stands(
    member, opportunity, status, may_withdraw, may_try_again
):
    ApplicationFactory(opportunity=opportunity, person=member.person, status=status)

    standing = standing_of(member)

    assert standing.words == Application.PUBLIC_LABELS[status]
    assert (standing.may_withdraw, standing.may_try_again) == (may_withdraw, may_try_again)


def test_what_was_withdrawn_from_and_has_closed_cannot_be_tried_again(member):
    over = OpportunityFactory(over=True)
    ApplicationFactory(opportunity=over, person=member.person, status="withdrawn")

    assert standing_of(member).may_try_again is False


def test_what_was_cancelled_says_so_and_offers_nothing(member, opportunity):
    ApplicationFactory(opportunity=opportunity, person=member.person)
    Opportunity.objects.update(status="cancelled")

    standing = standing_of(member)

    assert standing.words == "This was cancelled"
    assert (standing.may_withdraw, standing.may_try_again) == (False, False)


def test_the_best_three_are_suggested_and_nothing_that_scores_nothing(member):
    skill = TermFactory()
    member.terms.add(skill)
    for _ in range(4):
        CriterionFactory(opportunity=OpportunityPageFactory().opportunity, term=skill)
    CriterionFactory(opportunity=OpportunityPageFactory().opportunity)

    _, context = cards.suggestions(member)

    assert [(one.score, one.reasons_for) for one in context["suggestions"]] == [
        (100, [f"You have: {skill.label}."])
    ] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_my_involvement_asks_as_little_for_three_as_for_one(
    client, number, django_assert_num_queries
):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    for page in OpportunityPageFactory.create_batch(2 * number):
        CriterionFactory(opportunity=page.opportunity, kind="place")
        page.opportunity.activities.add(ActivityFactory(service=page.opportunity.service))
        if page.pk % 2:
            actions.invite(opportunity=page.opportunity, person=member.person, by=None)
    client.get("/my-involvement/")

    with django_assert_num_queries(22):
        response = client.get("/my-involvement/")

    assert response.content.decode().count("Answer the invitation") == number


def test_the_page_shows_the_cards_and_their_buttons(client, opportunity):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    client.post(reverse("opportunities:interest-create", args=[opportunity.slug]))

    words = client.get("/my-involvement/").content.decode()

    withdraw = reverse("opportunities:interest-withdraw", args=[opportunity.slug])
    assert words.count(f'<form method="post" action="{withdraw}">') == 1
    assert "You told us you are interested" in words


def test_the_team_sees_a_member_s_interests_with_links_and_nobody_else_does(member, opportunity):
    ApplicationFactory(opportunity=opportunity, person=member.person)

    _, context = cards.for_the_team(member, PETeamUserFactory())

    assert (len(context["applications"]), context["linked"]) == (1, True)
    assert cards.for_the_team(member, UserFactory()) is None


def test_leaving_the_register_withdraws_quietly_and_frees_the_place(member, opportunity):
    actions.place(opportunity=opportunity, person=member.person, by=None)
    done = ApplicationFactory(person=member.person, status="took_part")

    leave_register(member=member, by=None)

    opportunity.refresh_from_db()
    done.refresh_from_db()
    application = opportunity.applications.get()
    assert (application.status, opportunity.places_taken) == ("withdrawn", 0)
    assert list(member.person.messages.filter(purpose="withdrawn")) == []
    assert done.status == "took_part"
