"""Facts of an opportunity in the words that the public reads."""

import datetime

from django.utils import timezone

from design_system.prepared import Prepared
from involvement.models import Activity
from involvement.wording import activity_time, day, time_of_day
from opportunities.models.opportunities import Opportunity

Standing = Opportunity.Standing


def where(opportunity):
    """Where it happens: "Charnwood", "Online" or "Charnwood or online"; "" while not known."""
    place = opportunity.locality.name if opportunity.locality else ""
    return place_or_online(place, opportunity.online)


def place_or_online(place, online):
    """The same of a place's name, "" for none, and whether it happens online."""
    if online:
        return f"{place} or online" if place else "Online"
    return place


def last_day(moment):
    """The last day before `moment`, with the time unless it is the end of that day."""
    just_before = timezone.localtime(moment) - datetime.timedelta(microseconds=1)
    at_the_end = (just_before + datetime.timedelta(minutes=2)).date() > just_before.date()
    return day(just_before) if at_the_end else f"{day(moment)} at {time_of_day(moment)}"


def when_it_closes(opportunity, now):
    """One sentence about opening and closing at the moment `now`, without a full stop."""
    standing = opportunity.standing(now)
    if standing == Standing.OPEN:
        return f"Closes on {last_day(opportunity.closes_at)}"
    if standing == Standing.OPENS_LATER:
        return f"Opens on {day(opportunity.opens_at)}"
    if standing == Standing.CLOSED and opportunity.closes_at <= now:
        return f"Closed on {last_day(opportunity.closes_at)}"
    return standing.label


def places(opportunity):
    """How many people are wanted: "1 person", "12 people"; "" while not known."""
    if not opportunity.capacity:
        return ""
    return "1 person" if opportunity.capacity == 1 else f"{opportunity.capacity} people"


# The opportunity of a number, with all that its page tells of it; and what is planned for it.
AS_TOLD = Prepared(
    lambda pk: (
        Opportunity.objects.filter(pk=pk)
        .order_by()
        .select_related("activity_kind", "level", "locality", "site", "service")
    )
)
PLANNED = Prepared(
    lambda pk: (
        Activity.objects.filter(opportunities=pk).exclude(starts_at=None).select_related("site")
    )
)


def told_of(opportunity, now):
    """What an opportunity's page tells of its facts at the moment `now`, as a dict.

    `rows` are (name, words) pairs, and `activities` what is planned, with their times.
    """
    kind, standing = opportunity.activity_kind, opportunity.standing(now)
    times = PLANNED.objects(opportunity.pk)
    opens, closes = opportunity.opens_at, opportunity.closes_at
    dates = [activity_time(activity) for activity in times]
    rows = [
        ("What", kind.label if kind else ""),
        ("Where", where(opportunity)),
        ("Time", opportunity.time_commitment),
        ("Date" if len(dates) == 1 else "Dates", dates),
        ("Places", places(opportunity)),
        ("Service", opportunity.service.name),
        ("Opens", day(opens) if opens and standing == Standing.OPENS_LATER else ""),
        ("Closing date", last_day(closes) if closes else ""),
    ]
    return {
        "opportunity": opportunity,
        "standing": standing.value,
        "activities": times,
        "closing": when_it_closes(opportunity, now),
        "rows": [
            (name, words if isinstance(words, list) else [words]) for name, words in rows if words
        ],
    }
