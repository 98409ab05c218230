"""Whatever finance does, in whatever order: the accounts agree, and no line is paid twice."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from design_system.refusals import Refusal
from reimbursement import actions
from reimbursement.models import Batch, Entry, Line, Payment, Way
from reimbursement.rates import NONE
from reimbursement.reconciling import differences, totals
from reimbursement.results import FAILED, PAID, Result
from tests.factories.people import UserFactory
from tests.reimbursement.owing import approved

pytestmark = pytest.mark.slow

STEPS = ["approve", "make", "drop", "check", "export", "paid", "failed", "reverse", "again"]
SEQUENCES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=25)


class Finance:
    """Two people of finance, who do what they are told, or are refused."""

    def __init__(self):
        pays = ["reimbursement.pay"]
        self.clerk, self.checker = (UserFactory(permissions=pays) for _ in range(2))
        approved()

    def step(self, name, number):
        try:
            getattr(self, name)(number)
        except Refusal:
            return

    def approve(self, number):
        approved()

    def make(self, number):
        actions.make_batch(way=list(Way)[number % 2], by=self.clerk)

    def drop(self, number):
        self._batch(number, lambda b: actions.drop_batch(batch=b, by=self.clerk))

    def check(self, number):
        by = self.checker if number else self.clerk
        self._batch(number, lambda b: actions.check_batch(batch=b, by=by))

    def export(self, number):
        self._batch(
            number, lambda b: actions.export_batch(batch=b, layout="standard", by=self.clerk)
        )

    def paid(self, number):
        self._settle(number, PAID)

    def failed(self, number):
        self._settle(number, FAILED)

    def reverse(self, number):
        line = Line.objects.order_by("pk")[number : number + 1].first()
        if line:
            actions.reverse_line(line=line, reason="Wrong", by=self.clerk)

    def again(self, number):
        line = Line.objects.order_by("pk")[number : number + 1].first()
        if line:
            claim = actions.claim_again(involvement=line.involvement, by=None)
            actions.send_claim(claim=claim, by=None)

    def _settle(self, number, status):
        def settle(batch):
            some = batch.payments.order_by("pk")[: number + 1]
            results = [Result(p.pk, p.amount, status, "a reason") for p in some]
            actions.record_results(batch=batch, results=results, by=self.clerk)

        self._batch(number, settle)

    def _batch(self, number, act):
        batch = Batch.objects.order_by("-pk")[number : number + 1].first()
        if batch:
            act(batch)


class AnySequence(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=SEQUENCES)
    def test_the_accounts_agree_and_nothing_is_paid_twice(self, sequence):
        finance = Finance()
        for name, number in sequence:
            finance.step(name, number)

        assert list(differences()) == []
        paid = Counter(Entry.objects.filter(kind="paid").values_list("line", flat=True))
        assert [line for line, times in paid.items() if times > 1] == []
        live = Payment.objects.filter(status__in=["waiting", "paid"])
        assert len({p.line_id for p in live}) == len(live)
        sums = totals()
        assert sums["paid"] <= sums["approved"]
        assert all(payment.amount > NONE for payment in Payment.objects.all())
