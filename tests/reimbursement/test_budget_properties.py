"""Whatever finance and members do, in whatever order: every pound stands in one sum."""

from decimal import Decimal as D

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from involvement.models import Involvement
from reimbursement import actions
from reimbursement.budgets import recharges, standing_of
from reimbursement.entitled import cost_centre_of, day_of
from reimbursement.models import Advance, Budget, Claim, Entry, Way
from reimbursement.rates import NONE, total
from reimbursement.reconciling import differences, totals
from reimbursement.years import year_of
from tests.factories.organisation import ServiceFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import BudgetFactory

from .before import MONEY, TICKET, TRAIN, asked, coming
from .owing import approved
from .slow_budgets import SUMS, slowly
from .stories import drafted, holder_of
from .test_advance_properties import BEFORE, WithAdvances
from .test_payment_properties import STEPS

pytestmark = pytest.mark.slow

HELP = ["ask", "agree", "buy", "withdraw"]
SEQUENCES = st.lists(
    st.tuples(st.sampled_from(STEPS + BEFORE + HELP * 2), st.integers(0, 3)), max_size=30
)
PAID_AND_FOUND_WRONG = [
    ("make", 0), ("make", 1), ("check", 1), ("export", 1), ("paid", 1), ("reverse", 0),
    ("reverse", 1), ("again", 1),
]  # fmt: skip
NOT_COMING = [("stay_away", 0), ("ask", 1), ("agree", 1), ("stay_away", 1)]
PAID = [("make", 1), ("make", 0), ("check", 1), ("export", 1), ("paid", 1)]
GIVEN_BACK = [*PAID, ("stay_away", 0), ("settle", 0)]
LEFT_WITH_THEM = [*PAID, ("go", 0), ("settle", 1), ("spend", 1)]
IN_A_BATCH = [("make", 1), ("stay_away", 0)]
BOUGHT_ELSEWHERE = [("ask", 3), ("agree", 1), ("buy", 1), ("go", 1)]
BOUGHT_TOO_LATE = [("ask", 3), ("agree", 1), ("go", 1), ("withdraw", 1)]


def pounds(lines):
    return lines.aggregate(total=Sum("amount"))["total"] or NONE


def with_budgets():
    """A budget for each cost centre and year in which there is anything."""
    keys = {(c.cost_centre, c.activity_date) for c in Claim.objects.all()}
    for part in Involvement.objects.all():
        keys.add((cost_centre_of(part), day_of(part)))
        keys |= {(advance.cost_centre, day_of(part)) for advance in part.advances.all()}
    for cost_centre, year in {(cost_centre, year_of(day)) for cost_centre, day in keys}:
        BudgetFactory(cost_centre=cost_centre, year=year)
    return list(Budget.objects.all())


class OneService(WithAdvances):
    """People of one service, whose journey we know, and who may ask for money or a ticket."""

    def __init__(self):
        self.service = ServiceFactory(cost_centre="4010")
        super().__init__()

    def approve(self, number):
        approved(service=self.service)

    def coming(self):
        part = coming(service=self.service)
        part.activity.site = SiteFactory()
        part.activity.save()
        actions.remember_cost(
            member=part.member, kind=TRAIN, site=part.activity.site, spent=D(20), by=None
        )
        reference = f"M{part.member.pk}"
        actions.set_payee(member=part.member, way=Way.PAYABLES, reference=reference, by=None)
        return part

    def ask(self, number):
        asked(self.coming(), help=[MONEY, TICKET][number % 2], amount=[12, 26][number // 2])

    def agree(self, number):
        advance = self._advance(number)
        amount, by = advance.amount, holder_of(self.service)
        actions.agree_before(advance=advance, amount=amount, by=by)

    def buy(self, number):
        by = UserFactory(permissions=["reimbursement.run_reimbursement"])
        cost_centre = ["4010", "7700"][number % 2]
        actions.buy_before(
            advance=self._advance(number), cost=D("11.50"), cost_centre=cost_centre, by=by
        )

    def withdraw(self, number):
        actions.withdraw_before(advance=self._advance(number), by=None)


class AnySequence(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=SEQUENCES)
    @example(sequence=PAID_AND_FOUND_WRONG)
    @example(sequence=NOT_COMING)
    @example(sequence=GIVEN_BACK)
    @example(sequence=LEFT_WITH_THEM)
    @example(sequence=IN_A_BATCH)
    @example(sequence=BOUGHT_ELSEWHERE)
    @example(sequence=BOUGHT_TOO_LATE)
    def test_every_pound_stands_in_one_sum(self, sequence):
        finance = OneService()
        for name, number in sequence:
            finance.step(name, number)
        drafted(Claim.objects.first().policy)
        budgets = with_budgets()

        stand = standing_of(budgets)

        for budget in budgets:
            found = {name: getattr(stand[budget.key], name) for name in SUMS}
            assert found == slowly(budget)
            assert stand[budget.key].left == budget.amount - sum(found.values())
            assert stand[budget.key].unknown == 0
        sums, ledger = stand.values(), totals()
        assert total(one.approved for one in sums) == ledger["owed"]
        assert total(one.paid for one in sums) == ledger["paid"] - ledger["returned"]
        assert list(differences()) == []

        charged = [row for year in {b.year for b in budgets} for row in recharges(year)]
        for cost_centre in {budget.cost_centre for budget in budgets}:
            own = [stand[budget.key] for budget in budgets if budget.cost_centre == cost_centre]
            assert total(row.charged for row in charged if row.cost_centre == cost_centre) == total(
                one.paid + one.bought for one in own
            )
        gone = Entry.objects.filter(kind="paid")
        tickets = Advance.objects.bought().aggregate(cost=Sum("cost", default=NONE))["cost"]
        assert total(row.paid for row in charged) == pounds(gone) + tickets
        lost = gone.filter(line__reversed_at__isnull=False)  # paid, and found wrong afterwards
        assert total(row.found_wrong for row in charged) == pounds(lost)
