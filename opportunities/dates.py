"""What is planned in opportunities that people can still join, as things with a date."""

from design_system.dated import DatedThing
from opportunities.models.opportunities import Opportunity


def dated_things(now, pks=None):
    """What is to come of opportunities that are open or will be, as a list of DatedThing."""
    listed = Opportunity.objects.listed(now).filter(rank__lt=2)
    if pks is not None:
        listed = listed.filter(page__in=pks)
    planned = Opportunity.activities.through.objects.filter(
        opportunity__in=listed, activity__starts_at__isnull=False, activity__ends_at__gt=now
    ).select_related("activity__site", "opportunity__page")
    return [dated_thing(row.opportunity, row.opportunity.page, row.activity) for row in planned]


def dated_thing(opportunity, page, activity):
    """The DatedThing of one `activity` of `opportunity`, which `page` tells of."""
    site = activity.site
    return DatedThing(
        key=f"page-{page.pk}-activity-{activity.pk}",
        url=page.get_url(),
        title=page.title,
        text=page.summary,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        changed_at=page.published()[1],
        place=f"{site.name}, {site.address}, {site.postcode}" if site else "",
        online=activity.online,
        until=opportunity.closes_at,
    )
