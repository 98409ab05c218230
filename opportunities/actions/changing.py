"""What another day, time or place, or one more date, means for everyone who has a place."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from opportunities.dates import is_over

from ._steps import _locked_people, _tell

# What somebody with a place plans their day by.
MEETING = {"starts_at", "ends_at", "site", "online", "locality"}


@transaction.atomic
def tell_of_change(*, opportunity, by):
    """Tell everyone with a place on a locked `opportunity` when and where it is now.

    Returns how many; nobody is told of what is over.
    """
    return _tell_everyone(opportunity, "changed", "tell_of_change", by)


@transaction.atomic
def tell_of_date(*, opportunity, by):
    """Tell everyone with a place on a locked `opportunity` that there is another date."""
    return _tell_everyone(opportunity, "another_date", "tell_of_date", by)


def _tell_everyone(opportunity, what, verb, by):
    now = timezone.now()
    if all(is_over(activity, now) for activity in opportunity.activities.all()):
        return 0
    placed = opportunity.applications.placed()
    people = {person.pk: person for person in _locked_people(placed.people())}
    for application in placed:
        application.opportunity, application.person = opportunity, people[application.person_id]
        _tell(application, what, now, by=by)
    if people:
        log(opportunity, f"opportunities.{verb}", user=by, data={"told": len(people)})
    return len(people)
