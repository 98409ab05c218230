"""Whether a budget covers what is planned: said before it is made public, and refusing nothing."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from involvement.models import Involvement
from reimbursement.budgets import standing_of
from reimbursement.committed import Policies, entitlement_of
from reimbursement.models import Budget, Kind, Line
from reimbursement.rates import NONE, in_hours, money, to_pence, total
from reimbursement.years import in_words, year_of

LOOK_BACK = timedelta(days=365)
ALL_THE_SAME = "You can publish. Talk to the budget holder first."


@dataclass(frozen=True)
class Date:
    """One date for one person: its year, its length, and what the policy of its day pays."""

    year: int
    hours: Decimal | None
    time: Decimal
    pays_expenses: bool


def budget_warnings(planned):
    """What to think of before `planned` is made public, as a list of sentences.

    Nothing where the policy pays nothing for it, where its cost centre never had a budget, and
    where the budget covers it.
    """
    dates = _dates(planned)
    if not dates or planned.people == 0 or not planned.cost_centre:
        return []
    budgets = Budget.objects.filter(cost_centre=planned.cost_centre)
    known = {budget.year: budget for budget in budgets}
    if not known:
        return []
    years = sorted({date.year for date in dates})
    standing = standing_of(known[year] for year in years if year in known)
    spent = _usually_spent(planned.category) if any(d.pays_expenses for d in dates) else NONE
    said = []
    for year in years:
        stands = standing.get((planned.cost_centre, year))
        of_year = [date for date in dates if date.year == year]
        said.append(_warning(planned, year, stands, of_year, spent))
    return [sentence for sentence in said if sentence]


def _dates(planned):
    """The dates that the policy pays something for: today, of unknown length, if none is set."""
    policies, found = Policies(), []
    for starts, ends in planned.dates or [(None, None)]:
        day = timezone.localdate(starts) if starts else timezone.localdate()
        policy = policies.on(day)
        entitlement = entitlement_of(policy, planned.category) if policy else None
        if entitlement is None or not entitlement.pays_anything:
            continue
        hours = _hours(starts, ends) if starts else None
        time = entitlement.payment(hours)
        amount = time.amount if time else NONE
        found.append(Date(year_of(day), hours, amount, entitlement.pays_expenses))
    return found


def _hours(starts, ends):
    return round(Decimal((ends - starts).total_seconds()) / 3600, 2)


def _usually_spent(category):
    """What one person's expenses for one activity came to, on average over the last year."""
    since = timezone.now() - LOOK_BACK
    parts = Involvement.objects.filter(
        status=Involvement.Status.ATTENDED, category=category, status_changed_at__gte=since
    )
    lines = Line.objects.counted().filter(involvement__in=parts).exclude(kind=Kind.PAYMENT)
    spent = lines.aggregate(total=Sum("amount"))["total"]
    return to_pence(spent / parts.count()) if spent else NONE


def _warning(planned, year, stands, dates, spent):
    """The warning about one financial year, or None."""
    whose = f"cost centre {planned.cost_centre} for {in_words(year)}"
    if stands is None:
        return (
            f"No budget is set for {whose}, so nobody can say whether it covers this. "
            f"{ALL_THE_SAME}"
        )
    each = total(date.time + (spent if date.pays_expenses else NONE) for date in dates)
    cost = (planned.people or 0) * each
    if stands.left > 0 and cost <= stands.left:
        return None
    words = [f"The budget of {whose} {_left(stands.left)}.", _costs(planned, dates, cost)]
    return " ".join([*words, *_how(dates, spent, cost), ALL_THE_SAME])


def _left(left):
    if left < 0:
        return f"is overspent by {money(-left)}"
    return f"has {money(left)} left" if left else "has nothing left"


def _costs(planned, dates, cost):
    if not cost:
        return "We cannot say yet what this will cost."
    people = "1 person" if planned.people == 1 else f"{planned.people} people"
    come = "comes" if planned.people == 1 else "come"
    if len(dates) > 1:
        return f"{people} on {len(dates)} dates {come} to about {money(cost)}."
    length = f" for {in_hours(dates[0].hours)}" if dates[0].hours else ""
    return f"{people}{length} {come} to about {money(cost)}."


def _how(dates, spent, cost):
    """How that arises for each person, as a list of sentences."""
    if not cost:
        return []
    times = dict.fromkeys(money(date.time) for date in dates if date.time)
    on_each = " on each date" if len(dates) > 1 else ""
    said = []
    if times:
        said = [f"That is {' or '.join(times)} for the time of each person{on_each}."]
    if spent:
        said.append(
            f"What people spent on such an activity was {money(spent)} each on average over the "
            "last 12 months."
        )
    elif any(date.pays_expenses for date in dates):
        said.append("Journeys are not in it, because nobody knows them yet.")
    return said
