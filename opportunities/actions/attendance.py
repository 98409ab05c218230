"""What happened in the end: who came to a date, and for how long."""

from django.db import transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from involvement import actions as involvement_actions
from involvement.models import Involvement
from opportunities.models import Opportunity
from opportunities.permissions import why_too_early
from people.models import Person

from ._steps import _locked, _locked_people, _settle


class CannotRecordTakingPart(Refusal):
    """Someone without a place cannot have taken part by having one."""


class CannotRecordAttendance(Refusal):
    """Who came cannot be said of this date, or not yet."""


@transaction.atomic
def record_attendance(*, opportunity, activity, came, by):
    """Say who came to one date: `came` is a dict of the key of an Involvement to hours.

    Hours are a Decimal above 0, or None for who did not attend. Saying it again corrects it. Who is
    left out stays as they are, and so does whose part was cancelled or is not in `activity`.
    Returns the Activity; raises CannotRecordAttendance, or for hours that cannot be
    `involvement.actions.CannotMarkAttendance`.
    """
    parts = activity.involvements.filter(pk__in=came)
    _locked_people(Person.objects.filter(member__involvements__in=parts))
    opportunity = _locked(opportunity, CannotRecordAttendance)
    activity = opportunity.activities.filter(pk=activity.pk).first()
    if activity is None:
        raise CannotRecordAttendance("This is not a date of this opportunity any more.")
    if sentence := why_too_early(activity):
        raise CannotRecordAttendance(sentence)
    parts = parts.exclude(status=Involvement.Status.CANCELLED).select_related("member__person")
    for part in parts:
        if came[part.pk] is None:
            involvement_actions.mark_did_not_attend(involvement=part, by=by)
        else:
            involvement_actions.mark_attended(involvement=part, hours=came[part.pk], by=by)
        _settle(opportunity, part.member.person, by=by, refusal=CannotRecordAttendance)
    data = {"activity": str(activity), "people": len(parts)}
    log(opportunity, action="opportunities.record_attendance", user=by, data=data)
    return activity


@transaction.atomic
def record_taking_part(*, involvement, hours, by):
    """The member of `involvement` took part for `hours` (a Decimal, or None if nobody counted).

    Whoever had a place there, and is expected at no other date, is marked as having taken part.
    Returns the Involvement; raises `involvement.actions.CannotMarkAttendance`, before the activity
    has begun among others.
    """
    _locked_people([involvement.member.person])
    opportunities = [
        _locked(opportunity, CannotRecordTakingPart)
        for opportunity in Opportunity.objects.filter(activities=involvement.activity_id)
    ]
    part = involvement_actions.mark_attended(involvement=involvement, hours=hours, by=by)
    for opportunity in opportunities:
        _settle(opportunity, part.member.person, by=by, refusal=CannotRecordTakingPart)
    return part
