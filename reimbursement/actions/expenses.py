"""An expense together with its receipt: both are kept, or neither is."""

from django.db import transaction

from .claiming import _to_write, add_expense, change_expense
from .receipts import add_receipt


@transaction.atomic
def add_expense_with_receipt(*, claim, receipt=None, after=None, by, **expense):
    """Add an expense as `add_expense` does, with `receipt`, a CleanReceipt, if there is one.

    `after` is the key of the newest line that they saw (0 for none): the same expense added since
    is the one of a form that was sent twice, and is returned. Raises CannotWriteClaim.
    """
    claim = _to_write(claim, with_person=expense.get("remember", False))
    if after is not None and (line := _sent_before(claim, after, expense)):
        return line
    line = add_expense(claim=claim, by=by, **expense)
    if receipt is not None:
        add_receipt(claim=claim, receipt=receipt, line=line, by=by)
    return line


@transaction.atomic
def change_expense_with_receipt(*, line, receipt=None, by, **expense):
    """Change an expense as `change_expense` does, and add a receipt to it if there is one."""
    line = change_expense(line=line, by=by, **expense)
    if receipt is not None:
        add_receipt(claim=line.claim, receipt=receipt, line=line, by=by)
    return line


def _sent_before(claim, after, expense):
    same = {name: expense.get(name, "") for name in ("kind", "description", "without_receipt")}
    if day := expense.get("spent_date"):
        same["spent_date"] = day
    numbers = (expense.get("miles"), expense.get("spent"))
    for line in claim.lines.filter(pk__gt=after, **same):
        if (line.miles if line.by_miles else None, line.spent) == numbers:
            return line
    return None
