"""Another date for the same people: whoever has a place is expected there and told of it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from involvement.models import Involvement
from opportunities import actions
from opportunities.matching import shortlist
from outbox.models import Message
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.opportunities import ApplicationFactory, OpportunityFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.opportunities.dates import date_of, opportunity_that_starts, placed, stands

pytestmark = pytest.mark.django_db


def add(opportunity, days=7, hours=2, by=None):
    starts_at = (timezone.now() + datetime.timedelta(days=days)).replace(microsecond=0)
    ends_at = starts_at + datetime.timedelta(hours=hours)
    return actions.add_date(opportunity=opportunity, starts_at=starts_at, ends_at=ends_at, by=by)


def test_another_date_is_like_the_opportunity_and_expects_whoever_has_a_place(opportunity):
    by = UserFactory()
    has_place, _ = placed(opportunity)
    took_part, part = placed(opportunity)
    actions.record_attendance(
        opportunity=opportunity,
        activity=part.activity,
        came={part.pk: Decimal(2)},
        by=None,
    )
    ApplicationFactory(opportunity=opportunity)
    gone = ApplicationFactory(
        opportunity=opportunity, person=MemberFactory(status="left").person, status="took_part"
    )

    activity = add(opportunity, by=by)

    facts = ("title", "service", "category", "cost_centre", "site", "online")
    assert [getattr(activity, name) for name in facts] == [
        getattr(opportunity, name) for name in facts
    ]
    assert activity in opportunity.activities.all()
    assert set(activity.involvements.values_list("member__person", "status")) == {
        (has_place.person_id, "expected"),
        (took_part.person_id, "expected"),
    }
    assert [stands(one) for one in (has_place, took_part, gone)] == [
        "placed",
        "placed",
        "took_part",
    ]
    entry = ModelLogEntry.objects.get(action="opportunities.add_date")
    assert (entry.user, entry.data) == (by, {"activity": str(activity), "people": 2})


def test_those_who_are_expected_are_told_of_the_date_and_of_none_that_is_over(opportunity):
    placed(opportunity, name="Ada Example")
    Message.objects.all().delete()

    add(opportunity, days=7)

    message = Message.objects.get()
    assert message.purpose == "another-date"
    assert message.subject == f"Another date: {opportunity.title}"
    assert message.body.count("\n- ") == 1


def test_nobody_is_told_of_a_date_that_is_over(opportunity):
    application, _ = placed(opportunity)
    Message.objects.all().delete()

    activity = add(opportunity, days=-8)

    assert Message.objects.count() == 0
    assert activity.involvements.get().member.person == application.person


def test_the_same_start_twice_is_refused_and_nothing_happens_twice(opportunity):
    placed(opportunity)
    activity = add(opportunity)
    before = Message.objects.count()

    with pytest.raises(actions.CannotAddDate, match="already has a date that starts then"):
        actions.add_date(
            opportunity=opportunity,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at + datetime.timedelta(hours=1),
            by=None,
        )

    assert (opportunity.activities.count(), Message.objects.count()) == (2, before)


@pytest.mark.parametrize(
    ("days", "facts", "sentence"),
    [
        (800, {}, "The day must be within two years of today"),
        (-800, {}, "The day must be within two years of today"),
        (7, {"status": "cancelled"}, "This opportunity was cancelled, so it can have"),
    ],
)
def test_a_date_that_makes_no_sense_is_refused(days, facts, sentence):
    opportunity = opportunity_that_starts(days=-1, **facts)
    with pytest.raises(actions.CannotAddDate, match=sentence):
        add(opportunity, days=days)
    assert opportunity.activities.count() == 1


def test_the_first_date_is_given_before_another(opportunity):
    opportunity.activities.add(ActivityFactory(service=opportunity.service))
    for without in (opportunity, OpportunityFactory()):
        with pytest.raises(actions.CannotAddDate, match=r"Please give the day and the time"):
            add(without)


def test_an_opportunity_has_a_hundred_dates_and_no_more(opportunity):
    start = opportunity.activities.get().starts_at
    opportunity.activities.add(
        *ActivityFactory.create_batch(
            99,
            service=opportunity.service,
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=1),
        )
    )
    with pytest.raises(actions.CannotAddDate, match="has 100 dates already"):
        add(opportunity)


def test_an_end_before_the_start_is_refused(opportunity):
    with pytest.raises(actions.CannotAddDate, match="The end must be after the start"):
        add(opportunity, hours=-1)


def test_people_are_held_before_the_opportunity_gets_a_date(opportunity, locks):
    placed(opportunity)
    locks.clear()
    add(opportunity)
    assert locks[:2] == ["Person", "Opportunity"]


# --- What many dates mean for the rest ---------------------------------------------------------
def test_who_gets_a_place_later_is_expected_at_what_is_to_come(opportunity):
    to_come = add(opportunity)
    application, _ = placed(opportunity)

    parts = Involvement.objects.filter(member__person=application.person)
    assert [part.activity for part in parts] == [to_come]
    assert Message.objects.get(purpose="placed").body.count("\n- ") == 1


def test_another_place_is_that_of_every_date_to_come(opportunity):
    over = date_of(opportunity, days=-8)
    to_come = add(opportunity)
    placed(opportunity)
    Message.objects.all().delete()

    actions.change_facts(opportunity=opportunity, facts={"online": True}, by=None)

    to_come.refresh_from_db()
    latest_over = opportunity.activities.exclude(pk__in=[over.pk, to_come.pk]).get()
    assert (latest_over.online, to_come.online) == (False, True)
    assert Message.objects.get().purpose == "changed"


def test_a_group_that_meets_often_counts_once_towards_what_a_member_wants_to_do(opportunity):
    add(opportunity)
    add(opportunity, days=14)
    application, _ = placed(opportunity)
    member = application.person.member
    InvolvementFactory(member=member)

    [row] = shortlist(OpportunityFactory())

    assert (Involvement.objects.current().count(), row.parts) == (3, 2)
