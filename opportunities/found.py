"""Opportunities where they are told of outside their list: search, feeds, calendar."""

from wagtail.models import Page

from design_system.dated import DatedThing
from opportunities.listing import TOLD, Listed
from opportunities.models.opportunities import Opportunity


def to_come(now):
    """What the public list holds and people can still join, now or later, as a QuerySet."""
    ready = Opportunity.Status.OPEN
    return Opportunity.objects.listed().filter(status=ready, closes_at__gt=now)


def states(pks, now):
    """Those of the pages `pks` that a visitor may find at `now`: {pk: "open" or "other"}."""
    listed = Opportunity.objects.listed().filter(page__in=pks)
    facts = ("status", "opens_at", "closes_at")
    return {
        pk: "open" if Opportunity(**dict(zip(facts, told, strict=True))).is_open(now) else "other"
        for pk, *told in listed.values_list("page", *facts)
    }


def results(pks, request, now):
    """What the search tells of the pages `pks` at `now`: {pk: Teaser}."""
    listed = Opportunity.objects.listed().filter(page__in=pks)
    rows = listed.values_list("page", "page__url_path", *TOLD)
    return {
        pk: Listed(*told).teaser(_above(Page(pk=pk, url_path=path).get_url(request)), now)
        for pk, path, *told in rows
    }


def _above(url):
    """The address of the list in which the page at `url` stands."""
    return url.rstrip("/").rpartition("/")[0] + "/"


def dated(now, pks=None):
    """What is planned, is still to come and can still be joined, as a list of DatedThing."""
    opportunities = to_come(now) if pks is None else to_come(now).filter(page__in=pks)
    planned = Opportunity.activities.through.objects.filter(
        opportunity__in=opportunities, activity__starts_at__isnull=False, activity__ends_at__gt=now
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
        place=site.in_full if site else "",
        online=activity.online,
        until=opportunity.closes_at,
    )
