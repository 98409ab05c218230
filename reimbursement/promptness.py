"""How long people wait for their money: from the day of the activity until they are paid.

A claim is paid once all its standing lines are (nothing of it refused, nothing found wrong counts),
on the day of the last payment. Days are those of a calendar on the wall, in London.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate

from dateutil.relativedelta import relativedelta
from django.db.models import (
    Case,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from reimbursement.models import Claim, Entry, Line, Payment
from reimbursement.years import days_of, year_of

MOST_DAYS = 30
"""After how many days somebody has waited too long.

The trust asks for a list of those over 30 days. Public bodies pay their suppliers within 30 days;
no source was found that promises it to members, so nobody but staff reads of it.
"""

Status = Claim.Status


class Standing(TextChoices):
    """Where a claim is that somebody waits for."""

    MEMBER = "member", "Waits for the member"
    RATES = "rates", "Waits for rates for its day"
    APPROVER = "approver", "Waits for approval"
    SECOND = "second", "Waits for a second approval"
    FINANCE = "finance", "Waits for finance"
    FAILED = "failed", "The payment failed"
    PAID = "paid", "Paid, but late"


# --- Claims ------------------------------------------------------------------------------------
def waited_for(claims):
    """Of `claims`, those that ask for something, with `paid_day`, `standing` and `waited`.

    What is given before the day is none of them: nobody has waited for it since the day.
    `paid_day` is None for what is not paid yet, and `waited` a timedelta, up to today for those.
    """
    lines = Line.objects.standing().filter(claim=OuterRef("pk"), amount__gt=0)
    payments = Payment.objects.filter(line=OuterRef("pk"))
    failed = Exists(payments.filter(status=Payment.Status.FAILED))
    live = Exists(payments.filter(status__in=[Payment.Status.WAITING, Payment.Status.PAID]))
    over = [Status.REFUSED, Status.WITHDRAWN]
    rows = claims.afterwards().exclude(status__in=over).filter(Exists(lines))
    rows = rows.annotate(paid_day=_paid_day(lines))
    standing = Case(
        When(paid_day__isnull=False, then=Value(Standing.PAID)),
        When(Exists(lines.filter(failed, ~live)), then=Value(Standing.FAILED)),
        When(status=Status.APPROVED, then=Value(Standing.FINANCE)),
        When(status=Status.SECOND, then=Value(Standing.SECOND)),
        When(status=Status.SENT, then=Value(Standing.APPROVER)),
        When(policy=None, then=Value(Standing.RATES)),
        default=Value(Standing.MEMBER),
    )
    until = Coalesce("paid_day", Value(timezone.localdate(), output_field=DateField()))
    return rows.annotate(standing=standing, waited=_days(until))


def too_long(claims):
    """Those of `waited_for(…)` that took more than MOST_DAYS, or have taken more already."""
    return claims.filter(waited__gt=datetime.timedelta(days=MOST_DAYS))


def in_period(claims, period):
    """Those of `waited_for(…)` that were paid in `period`, and all that are not paid yet.

    The keys say first which may be: years of claims that were paid before need not be looked at.
    """
    unpaid = Line.objects.standing().filter(~Exists(_paid().filter(line=OuterRef("pk"))))
    may_be = Q(pk__in=_paid_since(period)) | Q(pk__in=unpaid.values("claim"))
    in_it = Q(paid_day=None) | Q(paid_day__range=(period.first, period.last))
    return claims.filter(may_be, in_it)


def _paid():
    return Entry.objects.filter(kind=Entry.What.PAID)


def _paid_since(period):
    """The keys of claims of which something was paid since `period` began."""
    since = timezone.make_aware(datetime.datetime.combine(period.first, datetime.time.min))
    return _paid().filter(entered_at__gte=since).values("line__claim")


def _paid_day(lines):
    """The day on which the last of the standing `lines` of a claim was paid; None before."""
    unpaid = lines.filter(~Exists(_paid().filter(line=OuterRef("pk"))))
    last = _paid().filter(line__claim=OuterRef("pk"), line__reversed_at=None)
    return Case(
        When(Exists(unpaid), then=None),
        default=TruncDate(Subquery(last.order_by("-entered_at").values("entered_at")[:1])),
        output_field=DateField(),
    )


def _days(until):
    return ExpressionWrapper(until - F("activity_date"), output_field=DurationField())


# --- Periods -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Period:
    """From a `first` to a `last` day, with the `key` that stands in addresses."""

    key: str
    words: str
    first: datetime.date
    last: datetime.date


def last_12_months():
    """The period that is looked at unless another is chosen; it ends today."""
    today = timezone.localdate()
    first = today - relativedelta(months=12) + datetime.timedelta(days=1)
    return Period("", "The last 12 months", first, today)


def periods():
    """The last 12 months, and each financial year since the first payment, the newest first."""
    today = timezone.localdate()
    first = _paid().aggregate(at=Min("entered_at"))["at"]
    begun = year_of(timezone.localdate(first) if first else today)
    years = range(year_of(today), begun - 1, -1)
    return [last_12_months(), *(_year(year) for year in years)]


def _year(year):
    words = f"April {year} to March {year + 1}"
    return Period(f"{year}-{year + 1}", words, *days_of(year))


# --- By service --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Wait:
    """How long claims took that were paid: how many there were, and their days."""

    service: str
    count: int
    median: int
    ninetieth: int
    late: int


def by_service(claims, period):
    """For each service that paid some of `claims` in `period` a Wait, in order of its name.

    The last one is of all together, where there are several. However many claims there are, it is
    one query, whose rows are no more than services by different numbers of days.
    """
    paid = waited_for(claims.filter(pk__in=_paid_since(period)))
    paid = paid.filter(paid_day__range=(period.first, period.last))
    rows = paid.order_by().values_list("service__name", "waited").annotate(number=Count("pk"))
    days = defaultdict(Counter)
    for service, waited, number in rows:
        days[service][waited.days] += number
    waits = [_wait(service, days[service]) for service in sorted(days)]
    return [*waits, _wait("All services", sum(days.values(), Counter()))] if waits[1:] else waits


def _wait(service, days):
    late = sum(number for day, number in days.items() if day > MOST_DAYS)
    return Wait(service, sum(days.values()), nearest_rank(days, 50), nearest_rank(days, 90), late)


def nearest_rank(days, percent):
    """The smallest number of days within which `percent` of all were paid, or more.

    `days` counts how many took each number of days. This is the nearest rank: always a number of
    days that somebody did wait, never one between two, and so the same on every database.
    """
    in_order = sorted(days)
    so_far = accumulate(days[day] for day in in_order)
    enough = percent * sum(days.values())
    return next(day for day, paid in zip(in_order, so_far, strict=True) if paid * 100 >= enough)
