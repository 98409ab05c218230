"""What is to be thought of before an opportunity is made public, as the rooms that know it say."""

from django.utils import timezone

from involvement.planned import Planned
from involvement.slots import before_publishing


def warnings_about(opportunity):
    """Sentences to read before the page of `opportunity` is published, as a list.

    Who has a place is not asked for any more, and what is over costs nothing more.
    """
    now, status = timezone.now(), opportunity.Status
    dates = list(opportunity.activities.exclude(starts_at=None).values_list("starts_at", "ends_at"))
    ahead = tuple((starts, ends) for starts, ends in dates if ends > now)
    over = dates and not ahead
    if over or opportunity.status in (status.FILLED, status.CLOSED, status.CANCELLED):
        return []
    capacity = opportunity.capacity
    planned = Planned(
        service=opportunity.service,
        cost_centre=opportunity.cost_centre or opportunity.service.cost_centre,
        category=opportunity.category,
        dates=ahead,
        people=None if capacity is None else capacity - opportunity.places_taken,
    )
    return [sentence for warn in before_publishing for sentence in warn(planned)]
