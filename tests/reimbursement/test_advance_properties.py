"""Whatever is given before the day, spent, given back and taken back: the accounts agree."""

from decimal import Decimal as D

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from involvement.actions import cancel, mark_attended
from reimbursement import actions
from reimbursement.models import Advance, Entry, Line, Way
from reimbursement.rates import NONE
from reimbursement.reconciling import differences

from .before import MONEY, agreed, approved, coming, over, policy_that_helps, spent
from .test_payment_properties import STEPS, Finance

pytestmark = pytest.mark.slow

BEFORE = ["give", "go", "spend", "stay_away", "settle"]
SEQUENCES = st.lists(st.tuples(st.sampled_from(STEPS + BEFORE * 2), st.integers(0, 3)), max_size=25)
COSTS = (D("4.10"), D(20), D("26.40"), D("12.35"))


class WithAdvances(Finance):
    """Finance, and members who are given £20.00 before the day."""

    def __init__(self):
        policy_that_helps()
        super().__init__()
        self.give(0)

    def coming(self):
        """Somebody who is expected, and whom finance knows."""
        part = coming()
        reference = f"M{part.member.pk}"
        actions.set_payee(member=part.member, way=Way.PAYABLES, reference=reference, by=None)
        return part

    def give(self, number):
        agreed(self.coming(), help=MONEY)

    def go(self, number):
        part = self._part(number)
        over(part)
        mark_attended(involvement=part, hours=None, by=None)

    def stay_away(self, number):
        cancel(involvement=self._part(number), by=None)

    def spend(self, number):
        part = self._part(number)
        claim = actions.claim_again(involvement=part, by=None)
        actions.choose_payment(member=part.member, what="expenses", by=None)
        spent(claim, COSTS[number])
        approved(claim)

    def settle(self, number):
        advance = self._advance(number)
        what = [Entry.What.RETURNED, Entry.What.WAIVED][number % 2]
        actions.settle_before(advance=advance, what=what, reason="A reason", by=self.clerk)

    def _part(self, number):
        return self._advance(number).involvement

    def _advance(self, number):
        count = Advance.objects.count()
        return Advance.objects.order_by("pk")[number % count]


class AnySequence(TestCase):
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=SEQUENCES)
    def test_nobody_is_paid_twice_for_what_was_given_before(self, sequence):
        finance = WithAdvances()
        for name, number in sequence:
            finance.step(name, number)

        assert list(differences()) == []
        for advance in Advance.objects.accounted():
            lines = Line.objects.filter(
                involvement=advance.involvement_id, reversed_at=None, claim__status="approved"
            )
            has = _sum(lines, "amount_approved") - advance.returned
            cost = _sum(lines.filter(claim__advance=None), "spent")
            assert has <= cost + max(advance.left, NONE) + advance.waived
            assert _sum(lines, "advanced") + advance.returned <= advance.amount_agreed


def _sum(lines, name):
    return lines.aggregate(sum=Sum(name))["sum"] or NONE
