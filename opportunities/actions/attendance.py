"""What happened in the end: someone who had a place took part."""

from django.db import transaction

from design_system.refusals import Refusal
from involvement import actions as involvement_actions
from opportunities.models import Application, Opportunity

from ._steps import _application, _locked, _move


class CannotRecordTakingPart(Refusal):
    """Someone without a place cannot have taken part by having one."""


@transaction.atomic
def record_taking_part(*, involvement, hours, by):
    """The member of `involvement` took part for `hours` (a Decimal, or None if nobody counted).

    Whoever had a place there is marked as having taken part. Returns the Involvement; raises
    `involvement.actions.CannotMarkAttendance`, before the activity has begun among others.
    """
    for opportunity in Opportunity.objects.filter(activities=involvement.activity_id):
        row = _locked(opportunity, CannotRecordTakingPart)
        application = _application(row, involvement.member.person)
        if application and application.status == Application.Status.PLACED:
            _move(
                application,
                Application.Status.TOOK_PART,
                verb="record_taking_part",
                by=by,
                tell=None,
                refusal=CannotRecordTakingPart,
            )
    return involvement_actions.mark_attended(involvement=involvement, hours=hours, by=by)
