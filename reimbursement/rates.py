"""What the reimbursement policy pays, as sums: pounds are Decimal, and a penny is the least.

Each sum is rounded once, where it is made: to whole pence, half a penny up.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

PENNY, NONE = Decimal("0.01"), Decimal(0)
NOTHING, SESSION, LENGTH, BLOCKS = "nothing", "session", "length", "blocks"


@dataclass(frozen=True)
class Band:
    """What is paid for an activity of up to so many hours; `up_to_hours` None is for any length."""

    up_to_hours: Decimal | None
    amount: Decimal


@dataclass(frozen=True)
class Sum:
    """So many of something, at so much for each. `unit` is empty for a mile."""

    quantity: Decimal
    rate: Decimal
    unit: str = ""

    @property
    def amount(self):
        return to_pence(self.quantity * self.rate)


def to_pence(pounds):
    """Return pounds in whole pence, half a penny up: the only rounding there is."""
    return pounds.quantize(PENNY, ROUND_HALF_UP)


def total(amounts):
    """The sum of some pounds, as a Decimal also where there are none."""
    return sum(amounts, NONE)


def payment(basis, bands, hours):
    """Return what is paid for `hours` of taking part, as a Sum, or None for nothing.

    By "session" there is one band, whatever the length. By "length" it is the first band that is
    long enough, and the longest one for what is longer still. By "blocks" each `up_to_hours` of the
    one band is paid, the last one also if it is not full. `hours` None, for a length that nobody
    knows, pays nothing but a session.
    """
    bands = sorted(bands, key=lambda band: (band.up_to_hours is None, band.up_to_hours or 0))
    if basis == NOTHING or not bands or (hours is None and basis != SESSION):
        return None
    if basis == SESSION:
        return Sum(Decimal(1), bands[0].amount, "session")
    if basis == BLOCKS:
        block = bands[0].up_to_hours
        count = (hours / block).to_integral_value(ROUND_CEILING)
        return Sum(count, bands[0].amount, f"{in_hours(block)}, or part of it")
    band = next((band for band in bands if _fits(band, hours)), bands[-1])
    return Sum(Decimal(1), band.amount, _activity(band, hours, bands))


def _fits(band, hours):
    return band.up_to_hours is None or hours <= band.up_to_hours


def _activity(band, hours, bands):
    limits = [one.up_to_hours for one in bands if one.up_to_hours is not None]
    if band.up_to_hours is not None and _fits(band, hours):
        return f"activity of up to {in_hours(band.up_to_hours)}"
    return f"activity of more than {in_hours(limits[-1])}" if limits else "activity"


def mileage(miles, before, rate, threshold=None, rate_after=None):
    """Return what is paid for `miles`, as a list of one Sum, or two where the rate changes.

    `before` are the miles of this tax year that were claimed already. Past `threshold` miles in
    the tax year each mile is paid at `rate_after`.
    """
    if threshold is None or rate_after is None:
        return [Sum(miles, rate)]
    first = min(miles, max(threshold - before, Decimal(0)))
    parts = [Sum(first, rate), Sum(miles - first, rate_after)]
    return [part for part in parts if part.quantity > 0]


def tax_year(day):
    """Return the tax year of a day as (first day, last day): it begins on 6 April."""
    year = day.year if (day.month, day.day) >= (4, 6) else day.year - 1
    return datetime.date(year, 4, 6), datetime.date(year + 1, 4, 5)


def in_hours(hours):
    """Hours in words: "1 hour", "3 hours", "1.5 hours"."""
    return f"{plain(hours)} hour{'' if hours == 1 else 's'}"


def plain(number):
    """A Decimal without needless zeros: "14", "7.5"."""
    return f"{number.normalize():f}"


def money(pounds):
    """Pounds as they are written: "£6.30", and less than a pound as "45p"."""
    if 0 < pounds < 1:
        return f"{plain(pounds * 100)}p"
    return f"£{to_pence(pounds):,}"
