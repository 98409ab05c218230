"""What a cancelled opportunity means for everyone who waits for it or has a place."""

from django.db import transaction

from design_system.refusals import Refusal
from opportunities.models import Application

from ._steps import _locked, _move


class CannotEndApplications(Refusal):
    pass


@transaction.atomic
def end_applications(*, opportunity, by):
    """Tell everyone in hand that `opportunity` was cancelled; nobody is expected any more."""
    opportunity = _locked(opportunity, CannotEndApplications)
    for application in opportunity.applications.in_hand().select_related("person"):
        application.opportunity = opportunity
        _move(
            application,
            Application.Status.NOT_THIS_TIME,
            verb="end_application",
            by=by,
            tell="cancelled",
            refusal=CannotEndApplications,
        )
