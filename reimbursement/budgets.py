"""How budgets stand, and what is charged to whom. Nothing of it is stored.

The day of the activity decides the financial year, whenever it is claimed or paid: what was taken
part in during March is paid from the old year's budget. Each line of a claim counts once:

- committed: what has not been claimed, as `committed` estimates it, the lines of drafts, and what
  we agreed to buy before a day for people who still come
- claimed: sent, and not decided yet, also while the member answers a question
- approved: owed, and not paid yet, in a batch or not
- paid: what the ledger says went out, less what was given back; also what was found wrong since,
  until it is corrected there
- bought: what we bought for people before a day, which no ledger of ours pays
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Max, Min, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from organisation.models import Service
from reimbursement.committed import promises
from reimbursement.models import Advance, Claim, Entry, Line, Way, unpaid
from reimbursement.rates import NONE, money
from reimbursement.years import days_of

Status = Claim.Status
TO_DECIDE = (Status.SENT, Status.SECOND, Status.RETURNED)
BOUGHT = "bought"  # beside the ways in which money leaves
PAID, GIVEN_BACK = Q(kind=Entry.What.PAID), Q(kind=Entry.What.RETURNED)


@dataclass(frozen=True)
class Standing:
    """How one budget stands, in pounds. `unknown` are parts of which nobody can say the cost."""

    budget: Decimal
    committed: Decimal
    claimed: Decimal
    approved: Decimal
    paid: Decimal
    bought: Decimal
    unknown: int = 0

    @property
    def left(self):
        gone = self.paid + self.bought
        return self.budget - self.committed - self.claimed - self.approved - gone

    @property
    def left_in_words(self):
        """A sum, or by how much it is overspent: a sign before a sum is easily missed."""
        return money(self.left) if self.left >= 0 else f"Overspent by {money(-self.left)}"

    @property
    def not_counted(self):
        """Of whom nobody can say the cost, in a few words: "1 person" or ""."""
        if not self.unknown:
            return ""
        return "1 person" if self.unknown == 1 else f"{self.unknown} people"


@dataclass(frozen=True)
class Recharge:
    """What one cost centre spent in one financial year, one way: a Way, or "bought"."""

    directorate: str
    cost_centre: str
    way: str
    payments: int  # or tickets
    paid: Decimal
    found_wrong: Decimal = NONE  # of it, what was taken back after it was paid
    given_back: Decimal = NONE  # of it, what people gave back of money for before a day

    @property
    def charged(self):
        """What the directorate pays in the end. What was found wrong went out, so it is in it."""
        return self.paid - self.given_back


def standing_of(budgets):
    """How each of `budgets` stands, as a dict of its key, (cost centre, year), to a Standing."""
    budgets = list(budgets)
    if not budgets:
        return {}
    keys = [budget.key for budget in budgets]
    promised, claims, to_pay = promises(keys), _claims(keys), _approved(keys)
    paid, help_before = _paid(keys), _bought(keys)
    found = {}
    for budget in budgets:
        asked, promise = claims.get(budget.key, {}), promised[budget.key]
        gone, before = paid.get(budget.key, {}), help_before.get(budget.key, {})
        found[budget.key] = Standing(
            budget=budget.amount,
            committed=promise.pounds + asked.get("drafted", NONE) + before.get("agreed", NONE),
            claimed=asked.get("claimed", NONE),
            approved=to_pay.get(budget.key, {}).get("approved", NONE),
            paid=gone.get("paid", NONE) - gone.get("back", NONE),
            bought=before.get("bought", NONE),
            unknown=promise.unknown,
        )
    return found


def recharges(year):
    """What was spent on the activities of a financial year, as a list of Recharge.

    By directorate, cost centre and way; the service that pays says which directorate it is.
    """
    spent = [*_went_out(year), *_tickets(year)]
    return sorted(spent, key=lambda row: (row.directorate, row.cost_centre, row.way))


def first_and_last_days():
    """The first and the last day of which there is a claim, or something bought, as a list."""
    bounds = {"first": Min("activity_date"), "last": Max("activity_date")}
    rows = (Claim.objects, _with_day(Advance.objects.bought()))
    return [day for one in rows for day in one.aggregate(**bounds).values() if day]


def _went_out(year):
    of_year = Entry.objects.filter(line__claim__activity_date__range=days_of(year))
    # Only money for expenses is given back, and in no batch.
    way = Coalesce("batch__way", Value(Way.PAYABLES.value))
    rows = of_year.filter(PAID | GIVEN_BACK).annotate(way=way).order_by()
    of_claim, wrong = "line__claim", PAID & Q(line__reversed_at__isnull=False)
    names = (f"{of_claim}__service__directorate__name", f"{of_claim}__cost_centre", "way")
    rows = rows.values_list(*names).annotate(
        count=Count("pk", filter=PAID), paid=_sum(PAID), wrong=_sum(wrong), back=_sum(GIVEN_BACK)
    )
    return [Recharge(*row) for row in rows]


def _tickets(year):
    rows = _with_day(Advance.objects.bought()).filter(activity_date__range=days_of(year))
    rows = rows.annotate(directorate=_directorate_of_cost_centre()).order_by()
    rows = rows.values_list("directorate", "cost_centre")
    sums = rows.annotate(count=Count("pk"), pounds=Sum("cost"))
    return [Recharge(name, centre, BOUGHT, *of_one) for name, centre, *of_one in sums]


def _directorate_of_cost_centre():
    """The name of the directorate whose cost centre it is, or of the one that was asked to pay.

    A ticket may be bought on another cost centre than that of the service which agreed to it.
    """
    own = Service.objects.filter(cost_centre=OuterRef("cost_centre")).exclude(cost_centre="")
    own = own.order_by().values("cost_centre")
    own = own.annotate(different=Count("directorate", distinct=True), name=Min("directorate__name"))
    only = own.filter(different=1).values("name")
    return Coalesce(Subquery(only), "service__directorate__name")


def _claims(keys):
    """What is asked for, as a dict of key to a dict of drafted and claimed pounds."""
    asked = Coalesce("amount_approved", "amount")
    return _by_key(
        Line.objects.standing(),
        keys,
        "claim__",
        drafted=Sum(asked, filter=Q(claim__status=Status.DRAFT), default=NONE),
        claimed=Sum(asked, filter=Q(claim__status__in=TO_DECIDE), default=NONE),
    )


def _approved(keys):
    """What is still to go out, as a dict of key to a dict of approved pounds."""
    return _by_key(unpaid(), keys, "claim__", approved=Sum("amount_approved", default=NONE))


def _paid(keys):
    """What went out, as a dict of key to a dict of pounds: all of it, and what came back."""
    entries = Entry.objects.filter(PAID | GIVEN_BACK)
    return _by_key(entries, keys, "line__claim__", paid=_sum(PAID), back=_sum(GIVEN_BACK))


def _bought(keys):
    """What is bought for people before a day, as a dict of key to pounds: agreed, and bought."""
    return _by_key(
        _with_day(Advance.objects.to_buy() | Advance.objects.bought()),
        keys,
        "",
        agreed=Sum("amount_agreed", filter=Q(status=Advance.Status.AGREED), default=NONE),
        bought=Sum("cost", default=NONE),
    )


def _with_day(advances):
    """These with `activity_date`; today, where the day is not set yet."""
    day = TruncDate("involvement__activity__starts_at")
    return advances.annotate(activity_date=Coalesce(day, Value(timezone.localdate())))


def _by_key(rows, keys, claim, **sums):
    """`sums` of `rows`, as a dict of each of `keys` that has any to a dict of their pounds.

    `claim` is where a row has its cost centre and day: a prefix.
    """
    days = [day for _, year in keys for day in days_of(year)]
    rows = rows.filter(
        **{
            f"{claim}cost_centre__in": {cost_centre for cost_centre, _ in keys},
            f"{claim}activity_date__range": (min(days), max(days)),
        }
    )
    rows = rows.annotate(year=_year(keys, claim)).order_by()
    rows = rows.values(f"{claim}cost_centre", "year").annotate(**sums)
    return {(row[f"{claim}cost_centre"], row["year"]): row for row in rows}


def _sum(condition):
    return Sum("amount", filter=condition, default=NONE)


def _year(keys, claim):
    years = sorted({year for _, year in keys})
    return Case(
        *(When(**{f"{claim}activity_date__range": days_of(y)}, then=Value(y)) for y in years)
    )
