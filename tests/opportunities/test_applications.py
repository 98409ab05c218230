"""From interest to a place: one action at a time, what it writes, says and refuses."""

import contextlib
import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from design_system.refusals import Refusal
from involvement.models import Involvement
from opportunities import actions
from opportunities.models import Application, Decision, Opportunity
from outbox.models import Message
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import (
    ApplicationFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
Status = Application.Status


@pytest.fixture
def opportunity():
    opportunity = OpportunityPageFactory().opportunity
    opportunity.activities.add(ActivityFactory(service=opportunity.service))
    return opportunity


@pytest.fixture
def person():
    return MemberFactory().person


def purposes():
    return list(Message.objects.values_list("purpose", flat=True))


def log_of(application):
    entries = ModelLogEntry.objects.for_instance(application).order_by("pk")
    return [(entry.action, entry.data["status"]) for entry in entries]


def interested(opportunity, person, note=""):
    return actions.express_interest(opportunity=opportunity, person=person, note=note, by=None)


def placed(opportunity, person):
    return actions.place(opportunity=opportunity, person=person, by=None)


def test_expressing_interest_twice_is_once(opportunity, person):
    first = interested(opportunity, person, "I know the building.")
    second = interested(opportunity, person, "I know the building.")

    assert first == second
    assert (second.status, second.note) == (Status.INTERESTED, "I know the building.")
    assert purposes() == ["interest-received"]
    assert log_of(first) == [("opportunities.express_interest", "interested")]


def test_a_new_note_of_someone_already_in_hand_is_kept_and_nothing_else_changes(
    opportunity, person
):
    interested(opportunity, person, "First")
    actions.invite(opportunity=opportunity, person=person, by=None)

    again = interested(opportunity, person, "Second")

    assert (again.status, again.note) == (Status.INVITED, "Second")
    assert purposes() == ["interest-received", "invited"]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"closes_at": datetime.datetime(2026, 5, 3, 17, tzinfo=datetime.UTC)}
            | {"opens_at": datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)},
            "This opportunity closed on Sunday 3 May 2026 at 6pm.",
        ),
        ({"status": "cancelled"}, "This opportunity was cancelled."),
        ({"status": "filled"}, "All the places on this opportunity are taken."),
        (
            {
                "opens_at": datetime.datetime(2199, 5, 3, tzinfo=datetime.UTC),
                "closes_at": datetime.datetime(2199, 6, 3, tzinfo=datetime.UTC),
            },
            "This opportunity opens on Friday 3 May 2199.",
        ),
        (
            {
                "status": "closed",
                "status_changed_at": datetime.datetime(2026, 5, 3, tzinfo=datetime.UTC),
            },
            "This opportunity closed early, on Sunday 3 May 2026.",
        ),
    ],
)
def test_interest_in_what_is_not_open_is_refused_with_what_to_do_next(person, facts, sentence):
    opportunity = OpportunityFactory(**facts)
    OpportunityPageFactory(opportunity=opportunity)

    with pytest.raises(actions.CannotExpressInterest) as refusal:
        interested(opportunity, person)

    assert str(refusal.value) == (
        f"{sentence} You can look at other opportunities, or ask "
        "Jo Example on 01632 960001 or at involvement@example.org."
    )
    assert (Application.objects.count(), purposes()) == (0, [])


@pytest.mark.parametrize("how", ["unpublished", "deleted"])
def test_interest_in_what_is_gone_is_refused(opportunity, person, how):
    opportunity.page.delete() if how == "deleted" else opportunity.page.unpublish()
    if how == "deleted":
        Opportunity.objects.filter(pk=opportunity.pk).delete()

    with pytest.raises(actions.CannotExpressInterest, match="not on our website any more"):
        interested(opportunity, person)


@pytest.mark.parametrize(
    ("status", "words"),
    [("paused", "taking a break"), ("left", "not on our register"), ("joining", "confirm")],
)
def test_only_members_of_today_are_taken(opportunity, status, words):
    with pytest.raises(actions.CannotExpressInterest, match=words):
        interested(opportunity, MemberFactory(status=status).person)
    with pytest.raises(actions.CannotExpressInterest, match="not on our register"):
        interested(opportunity, PersonFactory())


def test_whoever_withdrew_can_be_interested_again(opportunity, person):
    application = interested(opportunity, person)
    actions.withdraw(application=application, by=None)
    actions.withdraw(application=application, by=None)
    interested(opportunity, person)

    assert purposes() == ["interest-received", "withdrawn", "interest-received"]
    assert [status for _, status in log_of(application)] == [
        "interested",
        "withdrawn",
        "interested",
    ]


def test_an_invitation_is_sent_once_and_answered_once(opportunity, person):
    invited = actions.invite(opportunity=opportunity, person=person, by=None)
    actions.invite(opportunity=opportunity, person=person, by=None)
    answered = actions.answer_invitation(application=invited, accepts=True, by=None)
    actions.answer_invitation(application=invited, accepts=True, by=None)

    assert (answered.origin, answered.status) == (Application.Origin.TEAM, Status.ACCEPTED)
    assert answered.answered_at is not None
    assert purposes() == ["invited", "accepted"]
    with pytest.raises(actions.CannotAnswerInvitation, match="already said yes"):
        actions.answer_invitation(application=invited, accepts=False, by=None)


def test_an_invitation_that_ran_out_can_be_sent_anew(opportunity, person):
    invited = actions.invite(opportunity=opportunity, person=person, by=None)
    long_ago = timezone.now() - datetime.timedelta(days=61)
    Application.objects.filter(pk=invited.pk).update(invited_at=long_ago)

    again = actions.invite(opportunity=opportunity, person=person, by=None)

    assert (again.status, again.invited_at > long_ago) == (Status.INVITED, True)
    assert purposes() == ["invited", "invited"]


def test_placing_expects_the_member_and_takes_the_last_place(opportunity, person):
    opportunity.capacity = 1
    opportunity.save()

    application = placed(opportunity, person)
    placed(opportunity, person)

    opportunity.refresh_from_db()
    assert (opportunity.places_taken, opportunity.status) == (1, Opportunity.Status.FILLED)
    assert list(Involvement.objects.values_list("member", "status")) == [
        (person.member.pk, "expected")
    ]
    assert purposes() == ["placed"]
    assert log_of(application) == [("opportunities.place", "placed")]
    with pytest.raises(actions.CannotPlace, match="The only place is taken"):
        placed(opportunity, MemberFactory().person)


@pytest.mark.parametrize("leaving", ["withdraw", "say_not_this_time"])
def test_who_leaves_a_place_frees_it(opportunity, person, leaving):
    opportunity.capacity = 1
    opportunity.save()
    application = placed(opportunity, person)

    if leaving == "withdraw":
        actions.withdraw(application=application, by=None)
    else:
        actions.say_not_this_time(opportunity=opportunity, person=person, by=None)

    opportunity.refresh_from_db()
    assert (opportunity.places_taken, opportunity.status) == (0, Opportunity.Status.OPEN)
    assert list(Involvement.objects.values_list("status", flat=True)) == ["cancelled"]
    placed(opportunity, MemberFactory().person)


def test_the_database_never_sells_a_place_twice(opportunity):
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(places_taken=4)


def test_reserve_and_not_this_time_are_only_for_people_in_hand(opportunity, person):
    for action, refusal in (
        (actions.put_on_reserve, actions.CannotPutOnReserve),
        (actions.say_not_this_time, actions.CannotSayNotThisTime),
    ):
        with pytest.raises(refusal, match="has not applied and was not asked"):
            action(opportunity=opportunity, person=person, by=None)

    interested(opportunity, person)
    actions.put_on_reserve(opportunity=opportunity, person=person, by=None)
    actions.say_not_this_time(opportunity=opportunity, person=person, by=None)
    actions.say_not_this_time(opportunity=opportunity, person=person, by=None)
    assert purposes() == ["interest-received", "reserve", "not-this-time"]


def test_someone_on_a_break_can_be_told_not_this_time_but_not_invited(opportunity):
    member = MemberFactory(status="paused")
    ApplicationFactory(opportunity=opportunity, person=member.person)

    with pytest.raises(actions.CannotInvite, match="taking a break"):
        actions.invite(opportunity=opportunity, person=member.person, by=None)
    said = actions.say_not_this_time(opportunity=opportunity, person=member.person, by=None)

    assert said.status == Status.NOT_THIS_TIME


def test_nobody_is_asked_before_the_facts_are_ready_or_after_a_cancellation(person):
    for facts, words in (
        ({"draft": True}, "not marked as ready"),
        ({"status": "cancelled"}, "was"),
    ):
        with pytest.raises(actions.CannotInvite, match=words):
            actions.invite(opportunity=OpportunityFactory(**facts), person=person, by=None)


@pytest.mark.parametrize("before", Status.values)
@pytest.mark.parametrize(
    ("action", "after"),
    [
        (actions.invite, "invited"),
        (actions.place, "placed"),
        (actions.put_on_reserve, "reserve"),
        (actions.say_not_this_time, "not_this_time"),
    ],
)
def test_decisions_follow_the_table_of_transitions(opportunity, person, before, action, after):
    Opportunity.objects.filter(pk=opportunity.pk).update(places_taken=before == "placed")
    ApplicationFactory(opportunity=opportunity, person=person, status=before)
    # Who took part has a place again by another date, not by a decision of the team.
    follows = after in Application.TRANSITIONS[before] and before != "took_part"
    allowed = follows or before == after
    refused = pytest.raises(Refusal, match=f"marked as “{Status(before).label.lower()}”, so this")

    with contextlib.nullcontext() if allowed else refused:
        action(opportunity=opportunity, person=person, by=None)

    assert Application.objects.get().status == (after if allowed else before)


def test_together_those_who_can_are_decided_about_and_the_others_named(opportunity):
    opportunity.capacity = 1
    opportunity.save()
    people = [MemberFactory().person for _ in range(2)]

    for _ in range(2):
        outcome = actions.decide(
            opportunity=opportunity, people=people, decision=Decision.PLACE, by=None
        )

    assert [application.person for application in outcome.done] == people[:1]
    assert outcome.refused == [
        (people[1], "The only place is taken. Add a place, or use the reserve list.")
    ]
    assert purposes() == ["placed"]


@pytest.mark.parametrize(
    ("decision", "after"),
    [("said-yes", "accepted"), ("said-no", "declined"), ("withdrew", "withdrawn")],
)
def test_answers_by_phone_or_post_are_written_down(opportunity, decision, after):
    team = MemberFactory().person.user
    member = MemberFactory(person=PersonFactory(by_phone=True))
    actions.invite(opportunity=opportunity, person=member.person, by=team)

    outcome = actions.decide(
        opportunity=opportunity,
        people=[member.person, MemberFactory().person],
        decision=Decision(decision),
        by=team,
    )

    assert [application.status for application in outcome.done] == [after]
    assert [why for _, why in outcome.refused] == ["This person has not applied and was not asked."]


def test_cancelling_tells_everyone_in_hand_once_and_expects_nobody(opportunity):
    has_place, waits, withdrew = [MemberFactory().person for _ in range(3)]
    placed(opportunity, has_place)
    interested(opportunity, waits)
    actions.withdraw(application=interested(opportunity, withdrew), by=None)
    Message.objects.all().delete()

    for _ in range(2):
        actions.cancel(opportunity=opportunity, by=None)

    assert list(Message.objects.values_list("person", "purpose")) == [
        (has_place.pk, "cancelled"),
        (waits.pk, "cancelled"),
    ]
    opportunity.refresh_from_db()
    assert (opportunity.status, opportunity.places_taken) == ("cancelled", 0)
    assert not Involvement.objects.current().exists()
    assert Application.objects.in_hand().count() == 0
