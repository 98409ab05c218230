"""A version of the policy in words: what each category and each expense is paid, and from when."""

import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date

from involvement.models import Category
from reimbursement.models import EXPENSES, Entitlement
from reimbursement.rates import in_hours, money

Basis = Entitlement.Basis


def day(date):
    """A day as it is written on these screens: "1 April 2027"."""
    return format_date(date, "j F Y")


def state(policy, today=None):
    """How a version stands: it needs `followed_date` (Policy.objects.followed())."""
    today = today or timezone.localdate()
    if not policy.is_published:
        return "Being prepared"
    if policy.from_date > today:
        return f"From {day(policy.from_date)}"
    if policy.followed_date is None or policy.followed_date > today:
        return "Counts now"
    return f"Until {day(policy.followed_date - datetime.timedelta(days=1))}"


def categories(policy):
    """Pairs of a category and the sentences about what it entitles to."""
    known = {one.category: one for one in policy.entitlements.prefetch_related("bands")}
    return [(category, entitlement(known.get(category))) for category in Category]


def entitlement(entitled):
    """What one Entitlement (or None) pays, as a list of sentences."""
    if entitled is None or not entitled.pays_anything:
        return ["Neither time nor expenses are paid."]
    expenses = "Expenses are paid." if entitled.pays_expenses else "Expenses are not paid."
    return [expenses, *(_time(entitled) if entitled.pays_time else ["Time is not paid."])]


def _time(entitled):
    bands = sorted(
        entitled.bands.all(), key=lambda band: (band.up_to_hours is None, band.up_to_hours)
    )
    first = bands[0]
    if entitled.basis == Basis.SESSION:
        return [f"{money(first.amount)} for each session, however long it is."]
    if entitled.basis == Basis.BLOCKS:
        return [f"{money(first.amount)} for each {_hours(first)}, or part of it."]
    limited = [band for band in bands if band.up_to_hours is not None]
    sentences = [f"{money(band.amount)} for up to {_hours(band)}." for band in limited]
    last = bands[-1]
    if not limited:
        return [f"{money(last.amount)} for an activity of any length."]
    longer = "" if last.up_to_hours is None else " too"
    return [*sentences, f"{money(last.amount)} for more than {_hours(limited[-1])}{longer}."]


def _hours(band):
    return in_hours(band.up_to_hours)


def expenses(policy):
    """Pairs of a kind of expense and the sentences about how it is paid."""
    known = {rule.kind: rule for rule in policy.expense_rules.all()}
    return [(kind, expense(known.get(kind))) for kind in EXPENSES]


def expense(rule):
    """How one ExpenseRule (or None) pays, as a list of sentences."""
    if rule is None:
        return ["Not paid."]
    sentences = [_miles(rule)] if rule.by_miles else ["What it cost."]
    if rule.cap is not None:
        sentences.append(f"At most {money(rule.cap)} for one activity.")
    if not rule.by_miles:
        sentences.append(_receipt(rule.receipt_over))
    if rule.agreed_first:
        sentences.append("It must be agreed before.")
    if first := _before_the_day(rule):
        sentences.append(first)
    if rule.evidence:
        sentences.append(f"We need to see: {rule.evidence}.")
    return sentences


def _before_the_day(rule):
    if rule.paid_first and rule.bought_first:
        return "The money can be given before the day, or we can buy it."
    if rule.paid_first:
        return "The money can be given before the day."
    return "We can buy it before the day." if rule.bought_first else None


def _miles(rule):
    if rule.threshold_miles is None:
        return f"{money(rule.rate)} a mile."
    return (
        f"{money(rule.rate)} a mile for the first {rule.threshold_miles:,} miles of a tax year, "
        f"and {money(rule.rate_after)} after that."
    )


def _receipt(limit):
    if limit is None:
        return "No receipt is needed."
    return f"A receipt is needed for more than {money(limit)}." if limit else "A receipt is needed."


def second_approval(policy):
    """When a second person has to agree, as a sentence."""
    limit = policy.second_approval_over
    if limit is None:
        return "It is enough for every claim that one person approves it."
    of_what = f"more than {money(limit)} for one activity" if limit else "every claim"
    return f"A second person has to agree to {of_what}."
