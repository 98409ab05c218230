"""How budgets stand, and what is charged to whom. Nothing of it is stored.

The day of the activity decides the financial year, whenever it is claimed or paid: what was taken
part in during March is paid from the old year's budget. Each line of a claim counts once:

- committed: what has not been claimed, as `committed` estimates it, the lines of drafts, and what
  we agreed to buy before a day
- claimed: sent, and not decided yet, also while the member answers a question
- approved: owed, and not paid yet
- paid: what the ledger says went out, also what was found wrong since, until it is corrected there
- bought: what we bought for people before a day, which no ledger of ours pays
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from reimbursement.committed import promises
from reimbursement.models import Advance, Claim, Entry, Line
from reimbursement.rates import NONE, money
from reimbursement.years import days_of

Status = Claim.Status
TO_DECIDE = (Status.SENT, Status.SECOND, Status.RETURNED)
IS_PAID = Q(kind=Entry.What.PAID)


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
    def in_words(self):
        """What that means: "£120.00 is left of £500.00."."""
        if self.left < 0:
            said = f"{money(-self.left)} more is promised or paid than there is."
        elif self.left == 0:
            said = f"Nothing is left of {money(self.budget)}."
        else:
            said = f"{money(self.left)} is left of {money(self.budget)}."
        return f"{said} {self._not_counted}".strip()

    @property
    def _not_counted(self):
        if not self.unknown:
            return ""
        people = "1 person" if self.unknown == 1 else f"{self.unknown} people"
        return f"What {people} will cost is not counted, because nobody can say it yet."


@dataclass(frozen=True)
class Recharge:
    """What was paid in one financial year by one cost centre, one way."""

    directorate: str
    cost_centre: str
    way: str
    payments: int
    paid: Decimal
    found_wrong: Decimal  # of it, what was taken back after it was paid


def standing_of(budgets):
    """How each of `budgets` stands, as a dict of its key, (cost centre, year), to a Standing."""
    budgets = list(budgets)
    if not budgets:
        return {}
    keys = [budget.key for budget in budgets]
    promised, claims, paid, help_before = promises(keys), _claims(keys), _paid(keys), _bought(keys)
    found = {}
    for budget in budgets:
        asked, gone = claims.get(budget.key, {}), paid.get(budget.key, {})
        promise, before = promised[budget.key], help_before.get(budget.key, {})
        found[budget.key] = Standing(
            budget=budget.amount,
            committed=promise.pounds + asked.get("drafted", NONE) + before.get("agreed", NONE),
            claimed=asked.get("claimed", NONE),
            approved=asked.get("approved", NONE) - gone.get("standing", NONE),
            paid=gone.get("paid", NONE),
            bought=before.get("bought", NONE),
            unknown=promise.unknown,
        )
    return found


def recharges(year):
    """What was paid for the activities of a financial year, as a list of Recharge.

    By directorate, cost centre and way; the service that pays says which directorate it is.
    """
    of_claim = "line__claim"
    rows = Entry.objects.filter(IS_PAID, line__claim__activity_date__range=days_of(year))
    names = (f"{of_claim}__service__directorate__name", f"{of_claim}__cost_centre", "batch__way")
    wrong = Sum("amount", filter=Q(line__reversed_at__isnull=False), default=NONE)
    rows = rows.order_by(*names).values_list(*names)
    return [Recharge(*row) for row in rows.annotate(Count("pk"), Sum("amount"), wrong=wrong)]


def _claims(keys):
    """What lines ask for, as a dict of key to a dict of drafted, claimed and approved pounds."""
    asked = Coalesce("amount_approved", "amount")
    lines = Line.objects.standing().filter(**_within(keys, "claim"))
    rows = (
        lines.annotate(year=_year(keys, "claim__")).order_by().values("claim__cost_centre", "year")
    )
    rows = rows.annotate(
        drafted=Sum(asked, filter=Q(claim__status=Status.DRAFT), default=NONE),
        claimed=Sum(asked, filter=Q(claim__status__in=TO_DECIDE), default=NONE),
        approved=Sum(asked, filter=Q(claim__status=Status.APPROVED), default=NONE),
    )
    return {(row["claim__cost_centre"], row["year"]): row for row in rows}


def _paid(keys):
    """What went out, as a dict of key to a dict of pounds: all, and what still stands."""
    entries = Entry.objects.filter(IS_PAID, **_within(keys, "line__claim"))
    rows = entries.annotate(year=_year(keys, "line__claim__")).order_by()
    rows = rows.values("line__claim__cost_centre", "year").annotate(
        paid=Sum("amount"),
        standing=Sum("amount", filter=Q(line__reversed_at=None), default=NONE),
    )
    return {(row["line__claim__cost_centre"], row["year"]): row for row in rows}


def _bought(keys):
    """What is bought for people before a day, as a dict of key to pounds: agreed, and bought."""
    day = Coalesce(TruncDate("involvement__activity__starts_at"), Value(timezone.localdate()))
    rows = Advance.objects.agreed().filter(
        help=Advance.Help.TICKET, cost_centre__in={cost_centre for cost_centre, _ in keys}
    )
    rows = rows.annotate(activity_date=day).annotate(year=_year(keys, ""))
    rows = (
        rows.order_by()
        .values("cost_centre", "year")
        .annotate(
            agreed=Sum("amount_agreed", filter=Q(status=Advance.Status.AGREED), default=NONE),
            bought=Sum("cost", default=NONE),
        )
    )
    return {(row["cost_centre"], row["year"]): row for row in rows}


def _within(keys, claim):
    """The condition that something belongs to one of the cost centres, and to the years."""
    days = [day for _, year in keys for day in days_of(year)]
    return {
        f"{claim}__cost_centre__in": {cost_centre for cost_centre, _ in keys},
        f"{claim}__activity_date__range": (min(days), max(days)),
    }


def _year(keys, claim):
    years = sorted({year for _, year in keys})
    return Case(
        *(When(**{f"{claim}activity_date__range": days_of(y)}, then=Value(y)) for y in years)
    )
