"""Where the pounds stand with which somebody is helped before the day."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from reimbursement import actions
from reimbursement.budgets import standing_of
from reimbursement.years import year_of
from tests.factories.organisation import ServiceFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import BudgetFactory
from tests.reimbursement.before import TICKET, TRAIN, agreed, asked, coming, pay, policy_that_helps

pytestmark = pytest.mark.django_db
TIME = D(75)  # what the policy pays for the day itself


@pytest.fixture
def part():
    """Somebody who comes in some days, and once told us what the train costs."""
    policy_that_helps()
    part = coming(service=ServiceFactory(cost_centre="4010"))
    part.activity.site = SiteFactory()
    part.activity.save()
    actions.remember_cost(
        member=part.member, kind=TRAIN, site=part.activity.site, spent=D(20), by=None
    )
    return part


def stands(part):
    day = timezone.localdate(part.activity.starts_at)
    budget = BudgetFactory(cost_centre="4010", year=year_of(day), amount=1000)
    standing = standing_of([budget])[budget.key]
    budget.delete()
    assert standing.left == 1000 - sum(
        [standing.committed, standing.approved, standing.paid, standing.bought]
    )
    return standing.committed, standing.approved, standing.paid, standing.bought


def test_what_is_only_asked_for_is_counted_as_it_usually_costs(part):
    asked(part)
    assert stands(part) == (TIME + 20, 0, 0, 0)


def test_money_that_was_agreed_is_owed_and_then_paid_and_not_promised_too(part):
    advance = agreed(part)
    assert stands(part) == (TIME, 20, 0, 0)
    pay(advance.claim)
    assert stands(part) == (TIME, 0, 20, 0)


def test_a_ticket_is_promised_until_it_is_bought(part):
    advance = agreed(part, help=TICKET)
    assert stands(part) == (TIME + 20, 0, 0, 0)
    buyer = UserFactory(permissions=["reimbursement.run_reimbursement"])
    actions.buy_before(advance=advance, cost=D("17.50"), cost_centre="4010", by=buyer)
    assert stands(part) == (TIME, 0, 0, D("17.50"))
