"""The tables of docs/reimbursement-examples.md, performed on the demo's sample policies."""

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from involvement.models import Category
from portal.demo.loading.clock import clock_at
from portal.demo.loading.dates import LONDON
from portal.demo.loading.files import read
from portal.demo.loading.policies import load_policy
from reimbursement import actions
from reimbursement.models import EXPENSES, MILEAGE, Choice, Kind, Policy
from reimbursement.permissions import needs_receipt
from reimbursement.rates import money, total
from tests.architecture.house import ROOT
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.people import MemberFactory

PAGE = ROOT / "docs" / "reimbursement-examples.md"
LOADED = datetime.date(2026, 6, 30)
# For each sample policy the day of the activity; miles of before are claimed a week earlier.
DAYS = {1: datetime.datetime(2025, 6, 2, 10, tzinfo=LONDON),
        2: datetime.datetime(2026, 6, 2, 10, tzinfo=LONDON)}  # fmt: skip
HEADING = re.compile(r"## Sample policy (\d)")
LENGTH = re.compile(r"(?:(\d+) h)?(?: ?(\d+) min)?")
EXPENSE = re.compile(r"(.+): (?:£([\d.]+)|([\d.]+) miles?)")


@dataclass(frozen=True)
class Example:
    """One row: what is put in, as its words say, and the three cells that must come out."""

    policy: int
    number: str
    category: str
    choice: str
    length: str
    expenses: str
    before: str
    lines: str
    receipts: str
    total: str

    def __str__(self):
        return f"example {self.number}"


def examples(text=None):
    """Every row of the page's tables, as a list of Example."""
    found, policy = [], 0
    for line in (text or PAGE.read_text()).splitlines():
        if heading := HEADING.match(line):
            policy = int(heading[1])
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].isdigit():
            found.append(Example(policy, *cells))
    return found


@dataclass(frozen=True)
class Outcome:
    lines: str
    receipts: str
    total: str


def perform(example):
    """What comes of an example through the actions that members and staff use."""
    day, member = DAYS[example.policy], MemberFactory()
    if example.before != "-":
        _claim_miles(member, example, day - datetime.timedelta(days=7))
    with clock_at(day + datetime.timedelta(days=1)):
        claim = _drafted(member, example, day)
        if claim is None:
            return Outcome("No claim is written", "-", "£0.00")
        not_paid = [words for words in _listed(example.expenses) if not _added(claim, words)]
    lines = sorted(claim.lines.all(), key=lambda line: (line.kind != Kind.PAYMENT, line.pk))
    said = [f"{line.called}: {line.how}" for line in lines]
    said += [f"{words.partition(':')[0]}: not paid" for words in not_paid]
    needed = [line.called for line in lines if needs_receipt(claim, line)]
    return Outcome(
        "; ".join(said) or "Nothing to pay yet",
        ", ".join(needed) or "-",
        money(total(line.amount for line in lines)) if lines else "£0.00",
    )


def wrong_cells(example):
    """What of an example is not true, as readable sentences."""
    outcome = perform(example)
    return [
        f"Example {example.number}, sample policy {example.policy}, “{name}”:\n"
        f"  the page says: {getattr(example, name)}\n"
        f"  it comes out as: {getattr(outcome, name)}"
        for name in ("lines", "receipts", "total")
        if getattr(example, name) != getattr(outcome, name)
    ]


def _listed(cell):
    return [] if cell == "-" else cell.split("; ")


def _hours(words):
    """The end of an activity in hours: "4 h 15 min"; None for "not known"."""
    if words == "not known":
        return None
    hours, minutes = LENGTH.fullmatch(words).groups()
    return Decimal(hours or 0) + Decimal(minutes or 0) / 60


def _drafted(member, example, day):
    category, hours = Category(_value(Category, example.category)), _hours(example.length)
    times = {}
    if hours is not None:
        ends_at = day + datetime.timedelta(hours=float(hours))
        times = {"starts_at": day, "ends_at": ends_at}
    part = InvolvementFactory(
        member=member,
        activity=ActivityFactory(category=category, **times),
        status="attended",
        status_changed_at=day,
        category=category,
    )
    policy = Policy.objects.on(day.date())
    assert policy.title.startswith(f"Sample policy {example.policy},")
    if example.choice != "Not said yet":
        what = _value(Choice.What, example.choice)
        actions.choose_payment(member=member, what=what, guidance=policy, by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    assert claim is None or claim.policy == policy
    return claim


def _added(claim, words):
    """Add the expense in `words` to `claim`; whether it is paid at all."""
    label, pounds, miles = EXPENSE.fullmatch(words).groups()
    kind = next(kind for kind in EXPENSES if kind.label == label)
    assert (miles is not None) == (kind in MILEAGE)
    numbers = {"miles": Decimal(miles)} if miles else {"spent": Decimal(pounds)}
    try:
        actions.add_expense(claim=claim, kind=kind, **numbers, by=None)
    except actions.CannotWriteClaim:
        return False
    return True


def _claim_miles(member, example, day):
    with clock_at(day + datetime.timedelta(days=1)):
        part = InvolvementFactory(
            member=member,
            activity=ActivityFactory(starts_at=day, ends_at=day + datetime.timedelta(hours=1)),
            status="attended",
            status_changed_at=day,
            category=Category.ONE_OFF,
        )
        claim = actions.draft_claim(involvement=part, by=None)
        miles = Decimal(example.before.replace(",", ""))
        actions.add_expense(claim=claim, kind=Kind.CAR, miles=miles, by=None)
        actions.send_claim(claim=claim, by=None)


def _value(choices, label):
    return next(choice for choice in choices if choice.label == label)


@pytest.fixture(autouse=True)
def _policies(db):
    for facts in read("policies"):
        load_policy(facts, LOADED, None)


@pytest.mark.parametrize("example", examples(), ids=str)
def test_each_example_comes_out_as_the_page_says(example):
    wrong = wrong_cells(example)
    assert not wrong, "\n".join(wrong)


def test_there_are_examples_enough_and_each_has_its_own_number():
    numbers = [int(example.number) for example in examples()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 30
    assert {example.policy for example in examples()} == {1, 2}
    assert {example.category for example in examples()} == set(Category.labels)
    assert {example.choice for example in examples()} == {*Choice.What.labels, "Not said yet"}


def test_a_wrong_cell_is_found_and_said():
    first = examples()[0]
    wrong = wrong_cells(replace(first, total="£1.00"))

    assert wrong == [
        "Example 1, sample policy 1, “total”:\n"
        "  the page says: £1.00\n"
        f"  it comes out as: {first.total}"
    ]
