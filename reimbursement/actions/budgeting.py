"""Saying what a cost centre has to spend. It warns and is never in the way of a claim."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from reimbursement.models import Budget
from reimbursement.models.budgets import FIRST_YEAR, LAST_YEAR
from reimbursement.permissions import why_not_set_budget

MOST = Decimal("999999999.99")


class CannotSetBudget(Refusal):
    """Somebody else sets budgets, or this is not one."""


@transaction.atomic
def set_budget(*, cost_centre, year, amount, by):
    """Set the pounds of `cost_centre` for the financial year that begins in `year`; or set anew.

    Returns the Budget. Raises CannotSetBudget.
    """
    if by is not None and (why_not := why_not_set_budget(by)):
        raise CannotSetBudget(why_not)
    if not cost_centre.strip():
        raise CannotSetBudget("Choose a cost centre.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CannotSetBudget(f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}.")
    if not 0 <= amount <= MOST:
        raise CannotSetBudget("Enter an amount in pounds, or 0 for nothing.")
    budget, is_new = Budget.objects.select_for_update(of=("self",)).get_or_create(
        cost_centre=cost_centre.strip(),
        year=year,
        defaults={"amount": amount, "set_at": timezone.now(), "set_by": by},
    )
    before = None if is_new else str(budget.amount)
    if not is_new:
        budget.amount, budget.set_at, budget.set_by = amount, timezone.now(), by
        budget.save(update_fields=["amount", "set_at", "set_by"])
    data = {"amount": str(amount), "before": before}
    log(budget, "reimbursement.set_budget", user=by, data=data)
    return budget
