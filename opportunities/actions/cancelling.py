"""What a cancelled opportunity means for everyone who waits for it or has a place."""

from django.db import transaction

from design_system.refusals import Refusal
from opportunities.models import Application

from ._steps import _locked, _locked_people, _move


class CannotEndApplications(Refusal):
    pass


@transaction.atomic
def end_applications(*, opportunity, by):
    """Tell everyone in hand that `opportunity` was cancelled; nobody is expected any more."""
    opportunity = _locked(opportunity, CannotEndApplications)
    in_hand = opportunity.applications.in_hand()
    people = {person.pk: person for person in _locked_people(in_hand.people())}
    for application in in_hand:
        application.opportunity, application.person = opportunity, people[application.person_id]
        _move(
            application,
            Application.Status.NOT_THIS_TIME,
            verb="end_application",
            by=by,
            tell="cancelled",
            refusal=CannotEndApplications,
        )
