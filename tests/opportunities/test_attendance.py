"""Who came, and for how long: it stands in the record of taking part, and can be corrected."""

from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from involvement.actions import CannotMarkAttendance, cancel, expect
from involvement.models import Activity, Category, Involvement
from opportunities import actions, cards
from opportunities.matching import shortlist
from opportunities.models import Application
from outbox.models import Message
from people.actions import erase_person, leave_register
from reimbursement.actions import choose_payment
from reimbursement.models import Claim
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.opportunities import OpportunityFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.factories.reimbursement import PolicyFactory
from tests.opportunities.dates import (
    HOUR,
    came,
    date_of,
    form_of,
    opportunity_that_starts,
    placed,
    said,
    sign_in_as_lead,
    stands,
)

pytestmark = pytest.mark.django_db
Status = Application.Status


def take_part(part):
    return actions.record_taking_part(involvement=part, hours=Decimal("1.5"), by=None)


def record(opportunity, came, activity=None, by=None):
    activity = activity or opportunity.activities.latest("starts_at")
    return actions.record_attendance(opportunity=opportunity, activity=activity, came=came, by=by)


def entries(**filters):
    rows = ModelLogEntry.objects.filter(**filters).order_by("pk")
    return [(entry.action, entry.user, entry.data) for entry in rows]


# --- One person --------------------------------------------------------------------------------
def test_taking_part_is_recorded_once(opportunity):
    application, part = placed(opportunity)
    take_part(part)
    take_part(part)

    application.refresh_from_db()
    assert application.status == Status.TOOK_PART
    assert said(part) == ("attended", Decimal("1.5"))
    assert len(entries(action="opportunities.record_taking_part")) == 1
    assert application.opportunity.places_taken == 1


def test_nobody_has_taken_part_before_it_began():
    application, part = placed(opportunity_that_starts(days=1))
    with pytest.raises(CannotMarkAttendance, match="not started"):
        take_part(part)

    assert stands(application) == Status.PLACED


def test_a_guest_without_a_place_only_has_their_part_recorded(opportunity):
    part = expect(activity=opportunity.activities.get(), member=MemberFactory(), by=None)

    assert take_part(part).status == Involvement.Status.ATTENDED
    assert Application.objects.count() == 0


def test_the_person_is_held_before_the_opportunity(opportunity, locks):
    _, part = placed(opportunity)
    locks.clear()
    take_part(part)
    assert locks[:3] == ["Person", "Opportunity", "Involvement"]


# --- Everybody of one date ---------------------------------------------------------------------
def test_who_came_and_who_did_not_is_said_at_once(opportunity):
    (ada, ada_part), (bo, bo_part), (cy, cy_part) = (placed(opportunity) for _ in range(3))
    by = UserFactory()

    record(opportunity, {ada_part.pk: Decimal("2.25"), bo_part.pk: None}, by=by)

    assert said(ada_part) == ("attended", Decimal("2.25"))
    assert said(bo_part) == ("did_not_attend", None)
    assert said(cy_part) == ("expected", None)
    assert [stands(one) for one in (ada, bo, cy)] == ["took_part", "placed", "placed"]
    opportunity.refresh_from_db()
    assert opportunity.places_taken == 3
    assert entries(action="opportunities.record_attendance") == [
        (
            "opportunities.record_attendance",
            by,
            {"activity": str(ada_part.activity), "people": 2},
        )
    ]


def test_saying_it_again_changes_nothing_and_nobody_is_written_to(opportunity):
    application, part = placed(opportunity)
    sent = Message.objects.count()
    for _ in range(2):
        record(opportunity, {part.pk: Decimal(2)})

    assert (stands(application), said(part)) == (Status.TOOK_PART, ("attended", Decimal(2)))
    assert len(entries(action="involvement.mark_attended")) == 1
    assert len(entries(action="opportunities.record_taking_part")) == 1
    assert Message.objects.count() == sent


def test_what_was_said_by_mistake_is_corrected(opportunity):
    application, part = placed(opportunity)

    record(opportunity, {part.pk: Decimal(2)})
    record(opportunity, {part.pk: Decimal(3)})
    assert (stands(application), said(part)) == (Status.TOOK_PART, ("attended", Decimal(3)))

    record(opportunity, {part.pk: None})
    assert (stands(application), said(part)) == (Status.PLACED, ("did_not_attend", None))
    assert entries(action="opportunities.keep_place") == [
        (
            "opportunities.keep_place",
            None,
            {
                "opportunity": opportunity.reference,
                "person": application.person.reference,
                "status": "placed",
            },
        )
    ]
    opportunity.refresh_from_db()
    assert opportunity.places_taken == 1


def test_whoever_is_expected_at_another_date_keeps_their_place(opportunity):
    later = date_of(opportunity, days=7)
    application, part_to_come = placed(opportunity)
    first = opportunity.activities.earliest("starts_at")
    part = expect(activity=first, member=application.person.member, by=None)

    record(opportunity, {part.pk: Decimal(2)}, activity=first)
    assert stands(application) == Status.PLACED

    later.starts_at, later.ends_at = first.starts_at, first.ends_at
    later.save()
    record(opportunity, {part_to_come.pk: None}, activity=later)
    assert stands(application) == Status.TOOK_PART


def test_a_place_is_not_given_again_to_somebody_who_took_part(opportunity):
    application, part = placed(opportunity)
    record(opportunity, {part.pk: Decimal(2)})

    with pytest.raises(actions.CannotPlace, match="marked as “took part”, so this"):
        actions.place(opportunity=opportunity, person=application.person, by=None)

    opportunity.refresh_from_db()
    assert opportunity.places_taken == 1


def test_whoever_gives_their_place_back_can_still_have_come_before(opportunity):
    application, past = placed(opportunity)
    to_come = expect(activity=date_of(opportunity, days=7), member=past.member, by=None)

    actions.withdraw(application=application, by=None)

    assert (said(past)[0], said(to_come)[0]) == ("expected", "cancelled")

    record(opportunity, {past.pk: Decimal(2)}, activity=past.activity)

    assert said(past) == ("attended", 2)
    assert stands(application) == Status.WITHDRAWN


def test_parts_in_other_dates_and_opportunities_and_cancelled_parts_are_left_alone(opportunity):
    _, elsewhere = placed(opportunity_that_starts(days=-1))
    other_date = InvolvementFactory(activity=date_of(opportunity, days=-8))
    gone = cancel(involvement=placed(opportunity)[1], by=None)
    parts = [elsewhere, other_date, gone]

    record(opportunity, {part.pk: Decimal(2) for part in parts} | {0: None})

    assert [said(part)[0] for part in parts] == ["expected", "expected", "cancelled"]


@pytest.mark.parametrize("status", ["open", "cancelled"])
def test_who_came_cannot_be_said_too_early(status):
    opportunity = opportunity_that_starts(days=1, status=status)
    part = InvolvementFactory(activity=opportunity.activities.get())
    sentence = "This has not started yet. You can say who came once it has."

    with pytest.raises(actions.CannotRecordAttendance) as refusal:
        record(opportunity, {part.pk: Decimal(2)})

    assert (str(refusal.value), said(part)) == (sentence, ("expected", None))


def test_a_date_without_a_day_is_given_one_first():
    opportunity = OpportunityFactory()
    activity = ActivityFactory(service=opportunity.service)
    opportunity.activities.add(activity)
    with pytest.raises(actions.CannotRecordAttendance, match=r"Please give the day and the time"):
        record(opportunity, {}, activity=activity)


def test_what_is_another_opportunitys_date_is_refused(opportunity):
    elsewhere = opportunity_that_starts(days=-1).activities.get()
    with pytest.raises(actions.CannotRecordAttendance, match="not a date of this opportunity"):
        record(opportunity, {}, activity=elsewhere)


def test_one_wrong_number_and_nothing_is_said(opportunity):
    (ada, ada_part), (_, bo_part) = placed(opportunity), placed(opportunity)

    with pytest.raises(CannotMarkAttendance, match="more than 0 and less than 1,000"):
        record(opportunity, {ada_part.pk: Decimal(2), bo_part.pk: Decimal(0)})

    assert (stands(ada), said(ada_part)) == (Status.PLACED, ("expected", None))
    assert entries(action="opportunities.record_attendance") == []


def test_everybody_is_held_before_the_opportunity(opportunity, locks):
    parts = [placed(opportunity)[1] for _ in range(2)]
    locks.clear()
    record(opportunity, {part.pk: Decimal(2) for part in parts})
    assert locks[:2] == ["Person", "Opportunity"]


# --- Of what was cancelled ---------------------------------------------------------------------
def both_dates(opportunity, **facts):
    """Somebody with a place: their parts in the date of yesterday and in one to come."""
    application, past = placed(opportunity, **facts)
    to_come = expect(activity=date_of(opportunity, days=7), member=past.member, by=None)
    return application, past, to_come


def test_who_came_is_said_of_dates_that_had_begun_before_it_was_cancelled(opportunity):
    policy = PolicyFactory()
    Activity.objects.update(category=Category.EXPERT)
    application, past, to_come = both_dates(opportunity)
    choose_payment(member=past.member, what="both", guidance=policy, by=None)

    actions.cancel(opportunity=opportunity, by=None)

    assert (said(past)[0], said(to_come)[0]) == ("expected", "cancelled")
    record(opportunity, {past.pk: Decimal(2), to_come.pk: Decimal(2)}, activity=past.activity)

    assert (said(past), said(to_come)[0]) == (("attended", 2), "cancelled")
    assert stands(application) == Status.NOT_THIS_TIME
    assert [row.parts for row in shortlist(OpportunityFactory())] == [0]
    assert Claim.objects.get().lines.get().amount == Decimal(75)


def test_whoever_did_not_come_to_what_was_cancelled_since_has_no_place(opportunity):
    application, part = placed(opportunity)
    record(opportunity, {part.pk: Decimal(2)})
    actions.cancel(opportunity=opportunity, by=None)
    assert stands(application) == Status.TOOK_PART

    record(opportunity, {part.pk: None})

    opportunity.refresh_from_db()
    assert (said(part)[0], stands(application)) == ("did_not_attend", Status.NOT_THIS_TIME)
    assert (opportunity.places_taken, Message.objects.filter(purpose="cancelled").count()) == (0, 0)


def test_nobody_is_expected_at_what_was_cancelled_not_even_after_a_date_was_moved(opportunity):
    application, part = placed(opportunity)
    actions.withdraw(application=application, by=None)
    now = timezone.now()
    times = {"starts_at": now + 24 * HOUR, "ends_at": now + 26 * HOUR}
    actions.change_facts(opportunity=opportunity, facts=times, by=None)
    assert said(part)[0] == "expected"

    actions.cancel(opportunity=opportunity, by=None)

    assert said(part)[0] == "cancelled"


@pytest.mark.parametrize(
    "end",
    [
        lambda opportunity, member: actions.close(opportunity=opportunity, by=None),
        lambda opportunity, member: opportunity.page.unpublish(),
        lambda opportunity, member: opportunity.page.delete(),
        lambda opportunity, member: leave_register(member=member, by=None),
    ],
    ids=["closed", "unpublished", "page deleted", "member left"],
)
def test_however_it_ends_whoever_ran_it_says_who_came(client, opportunity, end):
    _, past, _ = both_dates(opportunity)
    lead = sign_in_as_lead(client, opportunity.service)
    end(opportunity, past.member)

    assert len(cards.attendance_to_mark(lead)) == 1
    client.post(form_of(opportunity, past.activity), came(past))

    assert said(past) == ("attended", 2)
    assert cards.attendance_to_mark(lead) == []


def test_whoever_is_erased_is_expected_nowhere(opportunity):
    _, past, to_come = both_dates(opportunity)

    erase_person(person=past.member.person, by=None)

    assert (said(past)[0], said(to_come)[0]) == ("cancelled", "cancelled")
