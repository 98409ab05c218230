"""What a member was paid in a tax year, as the ledger says it. Nothing here writes."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from reimbursement import rates
from reimbursement.models import Choice, Entry, Kind, Way

EARLIEST_YEAR = 2000  # before any portal: an address with an earlier year is mistyped


@dataclass(frozen=True)
class Paid:
    """One amount that went out: when, for what, and when it was found wrong (None: it stands)."""

    date: datetime.date
    way: Way
    activity: str
    activity_date: datetime.date
    what: str
    amount: Decimal
    given_away: bool
    taken_back_date: datetime.date | None


@dataclass(frozen=True)
class Part:
    """What was paid one Way, as a list of Paid."""

    way: Way
    paid: list

    @property
    def total(self):
        return rates.total(one.amount for one in self.paid)

    @property
    def given_away(self):
        """The pounds that the member gave away."""
        return rates.total(one.amount for one in self.paid if one.given_away)


@dataclass(frozen=True)
class Statement:
    """All that went out in the tax year from `first_date` to `last_date`, as of `made_date`."""

    first_date: datetime.date
    last_date: datetime.date
    made_date: datetime.date
    time: Part
    expenses: Part
    taken_back: list
    given_back: list  # of money for before a day, as entries of the ledger: it is in the sums

    @property
    def year(self):
        """The year in which it begins, by which it is asked for."""
        return self.first_date.year

    @property
    def is_over(self):
        """Whether nothing can be added any more."""
        return self.last_date < self.made_date

    @property
    def total(self):
        return self.time.total + self.expenses.total


@dataclass(frozen=True)
class Year:
    """A tax year in a list, with the pounds that were paid."""

    first_date: datetime.date
    last_date: datetime.date
    total: Decimal

    @property
    def year(self):
        return self.first_date.year


def years_of(member):
    """Each tax year (Year) from the first payment to `member` to this one, the newest first."""
    rows = Entry.objects.paid_to(member).values_list("entered_at", "amount", "taken_back_at")
    sums = {}
    for entered_at, amount, taken_back_at in rows:
        year = _year_of(timezone.localdate(entered_at))
        sums[year] = sums.get(year, rates.NONE) + (rates.NONE if taken_back_at else amount)
    if not sums:
        return []
    years = range(_year_of(timezone.localdate()), min(sums) - 1, -1)
    return [Year(*_days(year), sums.get(year, rates.NONE)) for year in years]


def is_a_year(year):
    """Whether there can be a statement of the tax year that begins in `year`."""
    return EARLIEST_YEAR <= year <= _year_of(timezone.localdate())


def statement_of(member, year):
    """The Statement of `member` for the tax year that begins in `year`."""
    first, last = _days(year)
    within = {
        "entered_at__gte": _midnight(first),
        "entered_at__lt": _midnight(last + datetime.timedelta(days=1)),
    }
    rows, returned = (
        entries.filter(**within)
        .select_related("line__claim__involvement__activity")
        .order_by("entered_at", "pk")
        for entries in (Entry.objects.paid_to(member), Entry.objects.given_back_by(member))
    )
    paid = [_paid(entry) for entry in rows]
    stands = [one for one in paid if one.taken_back_date is None]
    time, expenses = (Part(way, [one for one in stands if one.way == way]) for way in Way)
    return Statement(
        first_date=first,
        last_date=last,
        made_date=timezone.localdate(),
        time=time,
        expenses=expenses,
        taken_back=[one for one in paid if one.taken_back_date],
        given_back=list(returned),
    )


def _paid(entry):
    line, claim = entry.line, entry.line.claim
    is_time = line.kind == Kind.PAYMENT
    own_words = f": {line.description}" if line.description else ""
    return Paid(
        date=timezone.localdate(entry.entered_at),
        way=Way.PAYROLL if is_time else Way.PAYABLES,
        activity=claim.involvement.activity.title,
        activity_date=claim.activity_date,
        what="Your time" if is_time else f"{line.get_kind_display()}{own_words}",
        amount=entry.amount,
        given_away=is_time and claim.choice == Choice.What.DONATE,
        taken_back_date=entry.taken_back_at and timezone.localdate(entry.taken_back_at),
    )


def _days(year):
    return rates.tax_year(datetime.date(year, 4, 6))


def _year_of(day):
    return rates.tax_year(day)[0].year


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
