"""Reading the file in which finance answers, without Django."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

PAID, FAILED = "paid", "failed"
MOST_TOLD = 5  # problems that are named; of more, how many there are
HEADINGS = ("Payment", "Amount", "Result", "Reason")


class CannotReadResults(Exception):
    """The file is not one that we can read; the text says what to do."""


@dataclass(frozen=True)
class Result:
    """What finance says of one payment: its key, the pounds, paid or failed, and why."""

    payment: int
    amount: Decimal
    status: str
    reason: str = ""


def read(content):
    """Return the results in `content`, the bytes of a CSV file, as a list of Result.

    Columns are found by their headings, in any order. Raises CannotReadResults.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotReadResults("Save the file as CSV (UTF-8), and choose it again.") from None
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    headings = [heading.strip().lower() for heading in rows[0]] if rows else []
    missing = [name for name in HEADINGS if name.lower() not in headings]
    if missing:
        raise CannotReadResults(f"The file has no column called {' or '.join(missing)}.")
    where = [headings.index(name.lower()) for name in HEADINGS]
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not filled:
        raise CannotReadResults("The file has no lines below its headings.")
    return [_result(number, [_cell(row, at) for at in where]) for number, row in filled]


def problems_of(results, payments):
    """Why `results` do not fit `payments` (a dict of key to payment), as a list of sentences."""
    problems, seen = [], {}
    for result in results:
        name, payment = f"PY-{result.payment:07d}", payments.get(result.payment)
        if payment is None:
            problems.append(f"{name} is not in this batch.")
        elif result.amount != payment.amount:
            problems.append(f"{name} is £{payment.amount}, and the file says £{result.amount}.")
        elif seen.setdefault(result.payment, result.status) != result.status:
            problems.append(f"{name} is in the file twice, as paid and as failed.")
        elif payment.status != "waiting" and payment.status != result.status:
            problems.append(f"{name} is marked as {payment.status} already.")
    if len(problems) > MOST_TOLD:
        more = len(problems) - MOST_TOLD
        problems = [*problems[:MOST_TOLD], f"There are {more} more like these."]
    return [*problems, "Nothing was written down."] if problems else []


def _delimiter(text):
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _cell(row, at):
    return row[at].strip() if at < len(row) else ""


def _result(number, cells):
    name, amount, status, reason = cells
    digits = name.upper().removeprefix("PY-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise CannotReadResults(f"Line {number}: “{name}” is no payment of ours, like PY-0000012.")
    try:
        pounds = Decimal(amount.replace("£", "").replace(",", ""))
    except InvalidOperation:
        pounds = Decimal("NaN")
    if not pounds.is_finite():
        raise CannotReadResults(f"Line {number}: “{amount}” is no amount, like 12.50.")
    if status.lower() not in (PAID, FAILED):
        raise CannotReadResults(f"Line {number}: the result must be “paid” or “failed”.")
    if status.lower() == FAILED and not reason:
        raise CannotReadResults(f"Line {number}: say why it failed.")
    return Result(int(digits), pounds, status.lower(), reason[:200])
