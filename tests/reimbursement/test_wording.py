"""How each amount arises, as members and approvers read it."""

import datetime
from decimal import Decimal as D

import pytest

from reimbursement.models import ExpenseRule, Kind, Line, Payment
from reimbursement.wording import what_was_paid, what_we_pay


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"kind": Kind.CAR, "quantity": 14, "rate": "0.45"}, "14 miles × 45p = £6.30"),
        ({"kind": Kind.CAR, "quantity": 1, "rate": "0.45"}, "1 mile × 45p = 45p"),
        (
            {"kind": Kind.CAR, "quantity": 6, "rate": "0.45", "quantity_after": 8,
             "rate_after": "0.25"},
            "6 miles × 45p + 8 miles × 25p = £4.70",
        ),
        ({"kind": Kind.PAYMENT, "quantity": 1, "rate": 75, "unit": "activity of up to 4 hours"},
         "£75.00 for an activity of up to 4 hours"),
        ({"kind": Kind.PAYMENT, "quantity": 1, "rate": 20, "unit": "session"},
         "£20.00 for a session"),
        ({"kind": Kind.PAYMENT, "quantity": 2, "rate": 20, "unit": "3 hours, or part of it"},
         "2 × £20.00 (for each 3 hours, or part of it) = £40.00"),
        ({"kind": Kind.TAXI, "spent": "14.20"}, "£14.20"),
        ({"kind": Kind.SUBSISTENCE, "spent": 14, "amount": 10},
         "£14.00, of which we pay £10.00"),
    ],
)  # fmt: skip
def test_how_an_amount_arises(line, words):
    names = ("quantity", "rate", "quantity_after", "rate_after", "spent", "amount")
    numbers = {name: D(line[name]) for name in names if name in line}
    row = Line(**line | numbers)
    row.amount = numbers.get("amount", row.whole)
    assert row.how == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": Kind.BICYCLE, "rate": D("0.20")}, "We pay 20p for each mile."),
        (
            {"kind": Kind.CAR, "rate": D("0.45"), "threshold_miles": 10_000,
             "rate_after": D("0.25")},
            "We pay 45p for each mile. After 10,000 miles in a tax year it is 25p.",
        ),
        ({"kind": Kind.SUBSISTENCE, "cap": D(10), "receipt_over": D(0)},
         "We pay up to £10.00 for one activity. Please add a receipt."),
        ({"kind": Kind.PUBLIC_TRANSPORT, "receipt_over": D(5)},
         "Please add a receipt if it cost more than £5.00."),
        ({"kind": Kind.TAXI, "agreed_first": True, "evidence": "a letter from your doctor."},
         "Please agree it with us before you spend the money. "
         "We need to see: a letter from your doctor."),
        ({"kind": Kind.OTHER}, ""),
    ],
)  # fmt: skip
def test_what_the_policy_says_of_an_expense(rule, words):
    assert what_we_pay(ExpenseRule(**rule)) == words


@pytest.mark.parametrize(
    ("payments", "words"),
    [
        ([], "We tell you when it is paid."),
        ([(1, "waiting", 5)], "We tell you when it is paid."),
        ([(1, "paid", 5), (2, "paid", 70)], "We paid £75.00 on 5 June 2026."),
        ([(1, "failed", 5)], "A payment of £5.00 did not go through. We will try again."),
        ([(1, "failed", 5), (1, "paid", 5)], "We paid £5.00 on 5 June 2026."),
    ],
)
def test_what_was_paid(payments, words):
    moment = datetime.datetime(2026, 6, 5, 12, tzinfo=datetime.UTC)
    rows = [
        Payment(line_id=line, status=status, amount=D(amount), status_changed_at=moment)
        for line, status, amount in payments
    ]
    assert " ".join(what_was_paid(rows)) == words
