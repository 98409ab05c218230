"""Nobody hears what is not true any more: of places, of changes, after they left."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from opportunities import actions, matching
from opportunities.models import Application, Decision, Opportunity
from outbox.models import Message
from people.actions import erase_person, leave_register, pause
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import (
    ApplicationFactory,
    CriterionFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.django_db
Status = Opportunity.Status


def by_post():
    return MemberFactory(person__by_post=True).person


def letters(person):
    return list(Message.objects.filter(person=person).values_list("purpose", "status"))


def log_of(opportunity):
    entries = ModelLogEntry.objects.for_instance(opportunity).order_by("pk")
    return [entry.action for entry in entries]


def test_whoever_leaves_is_sent_nothing_more():
    person, opportunity = by_post(), OpportunityFactory()
    actions.invite(opportunity=opportunity, person=person, by=None)

    leave_register(member=person.member, by=None)

    assert letters(person) == [("invited", "cancelled")]


def test_a_letter_that_later_news_overtakes_is_not_posted():
    person, opportunity = by_post(), OpportunityFactory()
    actions.invite(opportunity=opportunity, person=person, by=None)

    actions.cancel(opportunity=opportunity, by=None)

    assert letters(person) == [("invited", "cancelled"), ("cancelled", "queued")]


def test_the_letter_of_another_opportunity_stays():
    person = by_post()
    first, second = OpportunityFactory(), OpportunityFactory()
    actions.invite(opportunity=first, person=person, by=None)
    actions.invite(opportunity=second, person=person, by=None)

    actions.say_not_this_time(opportunity=first, person=person, by=None)

    assert letters(person) == [
        ("invited", "cancelled"),
        ("invited", "queued"),
        ("not-this-time", "queued"),
    ]


@pytest.mark.parametrize("go", [erase_person, None])
def test_nobody_who_left_or_was_erased_since_is_placed(go):
    """The people in hand may be old copies: what counts is how they are now."""
    person, opportunity = MemberFactory().person, OpportunityFactory()
    assert person.member.status == "active"
    if go:
        go(person=person, by=None)
    else:
        leave_register(member=MemberFactory._meta.model.objects.get(person=person), by=None)

    with pytest.raises(actions.CannotPlace, match="This person is not on the register"):
        actions.place(opportunity=opportunity, person=person, by=None)
    assert Message.objects.count() == 0


# --- Places ------------------------------------------------------------------------------------
def test_facts_that_somebody_waits_on_stay():
    opportunity = ApplicationFactory().opportunity

    with pytest.raises(actions.CannotGoBackToDraft, match="wait for it"):
        actions.back_to_draft(opportunity=opportunity, by=None)


def test_no_more_places_than_are_taken_is_full_and_more_opens_it():
    opportunity = OpportunityFactory(capacity=8, places_taken=4)

    def with_places(number):
        facts = {"capacity": number}
        return actions.change_facts(opportunity=opportunity, facts=facts, by=None).status

    assert [with_places(number) for number in (4, 5)] == [Status.FILLED, Status.OPEN]


def test_the_last_place_and_a_free_one_are_logged():
    opportunity, person = OpportunityFactory(capacity=1), MemberFactory().person

    application = actions.place(opportunity=opportunity, person=person, by=None)
    actions.withdraw(application=application, by=None)

    assert log_of(opportunity) == ["opportunities.turn", "opportunities.turn"]


def test_what_was_full_before_it_was_taken_back_is_not_ready():
    opportunity = OpportunityFactory(status=Status.DRAFT, capacity=2, places_taken=2)

    with pytest.raises(actions.CannotMakeReady, match="All places are taken"):
        actions.make_ready(opportunity=opportunity, by=None)


def test_when_all_places_are_taken_nobody_is_invited_and_a_no_still_counts():
    opportunity, person = OpportunityFactory(capacity=1), MemberFactory().person
    asked = actions.invite(opportunity=opportunity, person=person, by=None)
    actions.place(opportunity=opportunity, person=MemberFactory().person, by=None)

    with pytest.raises(actions.CannotInvite, match="The only place is taken"):
        actions.invite(opportunity=opportunity, person=MemberFactory().person, by=None)
    with pytest.raises(actions.CannotAnswerInvitation, match="All the places have been taken"):
        actions.answer_invitation(application=asked, accepts=True, by=None)
    answered = actions.answer_invitation(application=asked, accepts=False, by=None)
    assert answered.status == Application.Status.DECLINED


# --- Another day -------------------------------------------------------------------------------
def move_by(opportunity, days):
    starts_at = timezone.now() + datetime.timedelta(days=days)
    facts = {"starts_at": starts_at, "ends_at": starts_at + datetime.timedelta(hours=1)}
    return actions.change_facts(opportunity=opportunity, facts=facts, by=None)


@pytest.mark.parametrize(("days", "told"), [(40, ["placed", "changed"]), (-4, ["placed"])])
def test_people_with_a_place_hear_of_another_day_that_is_still_to_come(days, told):
    opportunity = OpportunityFactory()
    opportunity.activities.add(ActivityFactory(service=opportunity.service))
    placed, interested = MemberFactory().person, MemberFactory().person
    actions.place(opportunity=opportunity, person=placed, by=None)
    ApplicationFactory(opportunity=opportunity, person=interested)

    move_by(opportunity, days)
    actions.change_facts(opportunity=opportunity, facts={"contact_name": "Bo"}, by=None)

    assert [purpose for purpose, _ in letters(placed)] == told
    assert letters(interested) == []


# --- What the team writes down -----------------------------------------------------------------


def test_interest_that_was_told_by_phone_is_written_down():
    opportunity, person = OpportunityPageFactory().opportunity, MemberFactory().person

    outcome = actions.decide(
        opportunity=opportunity, people=[person], decision=Decision.INTERESTED, by=None
    )

    [application] = outcome.done
    assert (application.status, application.origin) == ("interested", "member")


def test_whoever_takes_a_break_can_be_chosen_to_be_told_no(client):
    team = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    client.force_login(team)
    application = ApplicationFactory(person=MemberFactory().person)
    pause(member=application.person.member, by=None)

    page = client.get(f"/admin/opportunities/{application.opportunity.slug}/shortlist/")

    assert f'value="{application.person.pk}"' in page.text
    outcome = actions.decide(
        opportunity=application.opportunity,
        people=[application.person],
        decision=Decision.NOT_THIS_TIME,
        by=None,
    )
    assert [done.status for done in outcome.done] == ["not_this_time"]


# --- Words that became one ---------------------------------------------------------------------
def test_words_that_became_one_are_asked_once():
    old, new = TermFactory(label="Leading meetings"), TermFactory(label="Chairing meetings")
    opportunity = OpportunityFactory()
    CriterionFactory(opportunity=opportunity, term=old, importance="must", weight=2)
    CriterionFactory(opportunity=opportunity, term=new, weight=5)
    old.replaced_by, old.retired_at = new, timezone.now()
    old.save()

    [ask] = matching.asked_of(opportunity)

    assert (ask.must, ask.weight, ask.label) == (True, 5, "Chairing meetings")
