"""The record of taking part: planned, expected, attended or not, and frozen then."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from involvement import actions
from involvement.models import Category, Involvement
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Involvement.Status


def log_of(thing):
    entries = ModelLogEntry.objects.for_instance(thing).order_by("pk")
    return [entry.action.removeprefix("involvement.") for entry in entries]


def test_planning_writes_an_activity_and_says_by_whom():
    user = UserFactory()
    start = timezone.now()

    activity = actions.plan_activity(
        title="Meet the team",
        service=ServiceFactory(),
        category=Category.EXPERT,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        online=True,
        by=user,
    )

    activity.refresh_from_db()
    assert (activity.title, activity.category, activity.online) == ("Meet the team", "expert", True)
    assert activity.ends_at - activity.starts_at == timedelta(hours=2)
    entry = ModelLogEntry.objects.for_instance(activity).get()
    assert (entry.action, entry.user, entry.data) == (
        "involvement.plan_activity",
        user,
        {"category": "expert"},
    )


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (1, None, "Give both the start and the end, or neither."),
        (None, 1, "Give both the start and the end, or neither."),
        (1, 1, "The end must be after the start."),
        (2, 1, "The end must be after the start."),
    ],
)
def test_times_that_contradict_each_other_are_refused(start, end, sentence):
    now = timezone.now()
    starts_at, ends_at = (hours and now + timedelta(hours=hours) for hours in (start, end))

    with pytest.raises(actions.CannotPlanActivity) as refusal:
        actions.plan_activity(
            title="Meeting",
            service=ServiceFactory(),
            category=Category.ONE_OFF,
            starts_at=starts_at,
            ends_at=ends_at,
            by=None,
        )

    assert str(refusal.value) == sentence


def test_expecting_twice_is_once():
    activity, member = ActivityFactory(), MemberFactory()

    first = actions.expect(activity=activity, member=member, by=None)
    second = actions.expect(activity=activity, member=member, by=None)

    assert first == second
    assert log_of(first) == ["expect"]


def test_a_cancelled_part_can_be_expected_again():
    involvement = InvolvementFactory()

    actions.cancel(involvement=involvement, by=None)
    actions.cancel(involvement=involvement, by=None)
    again = actions.expect(activity=involvement.activity, member=involvement.member, by=None)

    assert (again.pk, again.status) == (involvement.pk, Status.EXPECTED)
    assert log_of(involvement) == ["cancel", "expect"]


def test_a_part_that_is_over_stays_when_expected_and_cannot_be_cancelled():
    involvement = InvolvementFactory()
    actions.mark_attended(involvement=involvement, hours=None, by=None)

    same = actions.expect(activity=involvement.activity, member=involvement.member, by=None)

    assert same.status == Status.ATTENDED
    with pytest.raises(actions.CannotCancel):
        actions.cancel(involvement=involvement, by=None)


def test_category_and_cost_centre_are_frozen_at_the_first_attendance():
    service = ServiceFactory(cost_centre="CC1")
    involvement = InvolvementFactory(activity__service=service)
    activity = involvement.activity

    actions.mark_attended(involvement=involvement, hours=Decimal("2.5"), by=None)
    activity.category, activity.cost_centre = Category.EXPERT, "CC2"
    activity.save()
    actions.mark_did_not_attend(involvement=involvement, by=None)
    actions.mark_attended(involvement=involvement, hours=Decimal("3"), by=None)

    involvement.refresh_from_db()
    assert (involvement.category, involvement.cost_centre) == (Category.ONE_OFF, "CC1")
    assert (involvement.status, involvement.hours) == (Status.ATTENDED, Decimal("3"))
    assert log_of(involvement) == ["mark_attended", "mark_did_not_attend", "mark_attended"]


def test_the_activitys_own_cost_centre_comes_before_the_services():
    involvement = InvolvementFactory(activity__cost_centre="CC9")

    row = actions.mark_attended(involvement=involvement, hours=None, by=None)

    assert row.cost_centre == "CC9"


def test_repeating_changes_nothing_and_other_hours_correct():
    involvement = InvolvementFactory()

    for hours in ("2", "2", "2.5"):
        actions.mark_attended(involvement=involvement, hours=Decimal(hours), by=None)

    involvement.refresh_from_db()
    assert involvement.hours == Decimal("2.5")
    assert log_of(involvement) == ["mark_attended", "mark_attended"]


def test_who_did_not_attend_has_no_hours():
    involvement = InvolvementFactory()
    actions.mark_attended(involvement=involvement, hours=Decimal("2"), by=None)

    actions.mark_did_not_attend(involvement=involvement, by=None)
    row = actions.mark_did_not_attend(involvement=involvement, by=None)

    assert (row.status, row.hours) == (Status.DID_NOT_ATTEND, None)
    assert log_of(involvement) == ["mark_attended", "mark_did_not_attend"]


@pytest.mark.parametrize("hours", ["0", "-1", "1000"])
def test_impossible_hours_are_refused(hours):
    with pytest.raises(actions.CannotMarkAttendance, match="more than 0 and less than 1,000"):
        actions.mark_attended(involvement=InvolvementFactory(), hours=Decimal(hours), by=None)


@pytest.mark.parametrize("mark", ["attended", "did_not_attend"])
def test_nothing_is_recorded_before_it_starts_or_once_cancelled(mark):
    def record(involvement):
        if mark == "attended":
            actions.mark_attended(involvement=involvement, hours=None, by=None)
        else:
            actions.mark_did_not_attend(involvement=involvement, by=None)

    start = timezone.now() + timedelta(hours=1)
    coming = ActivityFactory(starts_at=start, ends_at=start + timedelta(hours=1))
    with pytest.raises(actions.CannotMarkAttendance, match="not started yet"):
        record(InvolvementFactory(activity=coming))
    with pytest.raises(actions.CannotMarkAttendance, match="was cancelled"):
        record(InvolvementFactory(status=Status.CANCELLED))


def test_the_database_itself_wants_the_category_of_whoever_attended():
    with pytest.raises(IntegrityError, match="involvement_category_frozen_when_attended"):
        InvolvementFactory(status=Status.ATTENDED)
