"""Whatever finance does, in whatever order: every pound stands in one sum, as the ledger has it."""

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis.extra.django import TestCase

from reimbursement.budgets import recharges, standing_of
from reimbursement.models import Budget, Claim, Entry, Line
from reimbursement.rates import NONE, total
from reimbursement.reconciling import totals
from reimbursement.years import year_of
from tests.factories.reimbursement import BudgetFactory

from .stories import drafted
from .test_payment_properties import SEQUENCES, Finance

pytestmark = pytest.mark.slow

PAID_AND_FOUND_WRONG = [
    ("make", 0), ("make", 1), ("check", 1), ("export", 1), ("paid", 1), ("reverse", 0),
    ("reverse", 1), ("again", 1),
]  # fmt: skip


def pounds(lines):
    return lines.aggregate(total=Sum("amount"))["total"] or NONE


def with_budgets():
    """A budget for each cost centre and year in which there is a claim."""
    keys = {(c.cost_centre, year_of(c.activity_date)) for c in Claim.objects.all()}
    for cost_centre, year in keys:
        BudgetFactory(cost_centre=cost_centre, year=year)
    return list(Budget.objects.all())


class AnySequence(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=SEQUENCES)
    @example(sequence=PAID_AND_FOUND_WRONG)
    def test_every_pound_stands_in_one_sum(self, sequence):
        finance = Finance()
        for name, number in sequence:
            finance.step(name, number)
        drafted(Claim.objects.first().policy)
        budgets = with_budgets()

        stand = standing_of(budgets).values()

        ledger, gone = totals(), Entry.objects.filter(kind="paid")
        lost = gone.filter(line__reversed_at__isnull=False)  # paid, and found wrong afterwards
        paid = total(one.paid for one in stand)
        owed = total(one.approved for one in stand)
        assert (paid, owed) == (ledger["paid"], ledger["owed"] + pounds(lost))
        standing = Line.objects.standing()
        drafts, sent = (standing.filter(claim__status=status) for status in ("draft", "sent"))
        assert total(one.committed for one in stand) == pounds(drafts)
        assert total(one.claimed for one in stand) == pounds(sent)
        everything = total(one.budget - one.left for one in stand)
        assert everything == pounds(standing) + pounds(lost)
        years = {budget.year for budget in budgets}
        charged = [row for year in years for row in recharges(year)]
        assert total(row.paid for row in charged) == pounds(gone)
        assert total(row.found_wrong for row in charged) == pounds(lost)
