"""Moments written as people say them, relative to the day on which the demo is loaded."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.availability import DAYS, PARTS, mask_of

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = [day.lower() for day in DAYS]
SHAPE = re.compile(
    r"(?:(?P<weekday>[a-z]+day) )?(?P<count>[+-]\d+) (?P<unit>days|weeks)"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d\d))?"
)


class CannotReadMoment(ValueError):
    """Words that are no moment."""


def moment(words, today):
    """Return `words` as an aware datetime in London; `today` is a date.

    "+21 days 17:00" counts from today; "tuesday +3 weeks 14:00" is the Tuesday of the third week
    after this one. Without an hour it is 10:00. Raises CannotReadMoment.
    """
    found = SHAPE.fullmatch(words)
    if not found or (found["weekday"] and found["weekday"] not in WEEKDAYS):
        raise CannotReadMoment(f"not a moment: {words!r}")
    day = today + timedelta(**{found["unit"]: int(found["count"])})
    if found["weekday"]:
        day += timedelta(days=WEEKDAYS.index(found["weekday"]) - day.weekday())
    hour = time(int(found["hour"] or 10), int(found["minute"] or 0))
    return datetime.combine(day, hour, tzinfo=LONDON)


def slots_of(names):
    """The availability mask of names such as "tuesday afternoon"."""
    pairs = [name.split() for name in names]
    return mask_of([(WEEKDAYS.index(day), PARTS.index(part)) for day, part in pairs])
