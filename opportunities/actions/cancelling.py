"""What a cancelled opportunity means for everyone who waits for it or has a place."""

from django.db import transaction
from django.db.models import Q

from design_system.refusals import Refusal
from involvement import actions as involvement
from opportunities.models import Application
from people.models import Person

from ._steps import _expected_ahead, _locked, _locked_people, _move


class CannotEndApplications(Refusal):
    pass


@transaction.atomic
def end_applications(*, opportunity, by):
    """Tell everyone in hand that `opportunity` was cancelled; nobody is expected at what is ahead.

    Of dates that have begun, whoever ran them still says who came.
    """
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
    for part in _expected_ahead(opportunity):  # whose place was given back before a date was moved
        involvement.cancel(involvement=part, by=by)


def _people_of(opportunity):
    """For whom cancelling `opportunity` changes something, as a QuerySet of Person."""
    in_hand = Q(applications__in=opportunity.applications.in_hand())
    expected = Q(member__involvements__in=_expected_ahead(opportunity))
    return Person.objects.filter(in_hand | expected).distinct()
