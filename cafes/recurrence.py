"""When a café meets: sums of days and clock times, without Django.

A rule is written in local clock time, so a café at 10am stays at 10am when the clocks change. Two
clock times in a year are no plain moments, and both are decided as calendars do (RFC 5545):
a time that the clocks skip in March is an hour later (1:30am becomes 2:30am), and a time that
comes twice in October is the first of the two.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil import rrule

LONDON = ZoneInfo("Europe/London")
WEEKLY, MONTHLY = "weekly", "monthly"
LAST = -1  # as `nth`: the last such day of the month


class NoSuchTime(ValueError):
    """A local time that the clocks skip. Its text is a sentence fit to be shown."""


@dataclass(frozen=True)
class Rule:
    """Every `every` weeks on `weekdays` (0 is Monday), or monthly on the `nth` of its weekdays.

    Weeks are counted from the week of `from_date`. `until_date` is the last day on which it may
    meet; None is without end. `length` is a timedelta of real time.
    """

    frequency: str
    every: int
    weekdays: tuple[int, ...]
    nth: int | None
    from_date: datetime.date
    until_date: datetime.date | None
    starts: datetime.time
    length: datetime.timedelta
    left_out: frozenset[datetime.date] = frozenset()


@dataclass(frozen=True)
class Occurrence:
    """One meeting: its day in the rule, and when it starts and ends (aware, in London)."""

    day: datetime.date
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@dataclass(frozen=True)
class ClockChange:
    """The day on which the clocks go forward an hour, or else back."""

    day: datetime.date
    forward: bool


def days(rule, first, last):
    """The days from `first` to `last` (dates, both included) on which `rule` meets, as a list."""
    until = min(filter(None, [rule.until_date, last]))
    wanted = rrule.rrule(
        rrule.WEEKLY if rule.frequency == WEEKLY else rrule.MONTHLY,
        interval=rule.every,
        byweekday=[_weekday(rule, number) for number in rule.weekdays],
        wkst=rrule.MO,
        dtstart=datetime.datetime.combine(rule.from_date, datetime.time()),
        until=datetime.datetime.combine(until, datetime.time()),
    )
    found = [moment.date() for moment in wanted]
    return [day for day in found if day >= first and day not in rule.left_out]


def occurrences(rule, first, last):
    """The Occurrences of `rule` on the days from `first` to `last`, as a list."""
    return [_occurrence(rule, day) for day in days(rule, first, last)]


def moment(day, time, *, lenient=False):
    """The aware datetime of a local `day` and `time`; of two such moments, the first.

    A time that the clocks skip raises NoSuchTime, or is an hour later if `lenient`.
    """
    local = datetime.datetime.combine(day, time, tzinfo=LONDON)
    real = local.astimezone(datetime.UTC).astimezone(LONDON)
    if real.replace(tzinfo=None) != local.replace(tzinfo=None) and not lenient:
        raise NoSuchTime(
            f"On {day:%A %-d %B %Y} the clocks go forward at 1am, so there is no "
            f"{time:%-I:%M}am. Choose a time before 1am or from 2am."
        )
    return real


@lru_cache(maxsize=512)
def clock_change(day):
    """The change of the clocks on `day` or in the 6 days before it, as a ClockChange, or None.

    Any weekly café has one date to which this applies, the first with the new time.
    """
    for ago in range(7):
        changed = day - datetime.timedelta(days=ago)
        before, after = _offset(changed), _offset(changed + datetime.timedelta(days=1))
        if before != after:
            return ClockChange(changed, forward=after > before)
    return None


def _offset(day):
    """How far London is from UTC as `day` begins, as a timedelta."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=LONDON).utcoffset()


def _weekday(rule, number):
    weekday = rrule.weekdays[number]
    return weekday(rule.nth) if rule.frequency == MONTHLY else weekday


def _occurrence(rule, day):
    starts_at = moment(day, rule.starts, lenient=True)
    ends_at = (starts_at.astimezone(datetime.UTC) + rule.length).astimezone(LONDON)
    return Occurrence(day, starts_at, ends_at)
