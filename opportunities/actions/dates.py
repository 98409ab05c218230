"""Groups meet again: another date on which the same people take part."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from involvement.actions import CannotPlanActivity, expect, plan_activity
from opportunities.dates import is_over
from opportunities.permissions import why_not_add_date
from people.models import Member

from ._steps import _locked, _locked_people, _settle
from .changing import tell_of_date
from .facts import _activity_facts

FARTHEST = datetime.timedelta(days=731)  # two years; a slip in the year is farther away


class CannotAddDate(Refusal):
    """There is such a date already, or there cannot be one."""


@transaction.atomic
def add_date(*, opportunity, starts_at, ends_at, by):
    """Plan another date of `opportunity`, and expect everybody who has or had a place there.

    They are told of it unless it is over. Returns the Activity; raises CannotAddDate, also where a
    date that starts at the same moment was added before.
    """
    applications = opportunity.applications.with_a_place()
    _locked_people(applications.people())
    opportunity = _locked(opportunity, CannotAddDate)
    if sentence := why_not_add_date(None, opportunity):
        raise CannotAddDate(sentence)
    if abs(starts_at - timezone.now()) > FARTHEST:
        raise CannotAddDate("The day must be within two years of today.")
    if opportunity.activities.filter(starts_at=starts_at).exists():
        raise CannotAddDate("This opportunity already has a date that starts then.")
    activity = _plan(opportunity, starts_at, ends_at, by)
    members = Member.objects.filter(person__in=applications.people())
    members = members.exclude(status=Member.Status.LEFT).select_related("person").order_by("pk")
    for member in members:
        expect(activity=activity, member=member, by=by)
        _settle(opportunity, member.person, by=by, refusal=CannotAddDate)
    data = {"activity": str(activity), "people": len(members)}
    log(opportunity, "opportunities.add_date", user=by, data=data)
    if not is_over(activity):
        tell_of_date(opportunity=opportunity, by=by)
    return activity


def _plan(opportunity, starts_at, ends_at, by):
    try:
        activity = plan_activity(
            **_activity_facts(opportunity), starts_at=starts_at, ends_at=ends_at, by=by
        )
    except CannotPlanActivity as refusal:
        raise CannotAddDate(str(refusal)) from refusal
    opportunity.activities.add(activity)
    return activity
