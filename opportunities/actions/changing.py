"""What another day, time or place means for everyone who has a place."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ._steps import _locked_people, _tell

# What somebody with a place plans their day by.
MEETING = {"starts_at", "ends_at", "site", "online", "locality"}


@transaction.atomic
def tell_of_change(*, opportunity, by):
    """Tell everyone with a place on a locked `opportunity` when and where it is now.

    Returns how many; nobody is told of what is over.
    """
    now = timezone.now()
    activity = opportunity.activities.first()
    if activity.ends_at and activity.ends_at <= now:
        return 0
    placed = opportunity.applications.placed()
    people = {person.pk: person for person in _locked_people(placed.people())}
    for application in placed:
        application.opportunity, application.person = opportunity, people[application.person_id]
        _tell(application, "changed", now, by=by)
    if people:
        log(opportunity, "opportunities.tell_of_change", user=by, data={"told": len(people)})
    return len(people)
