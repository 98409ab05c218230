"""Where the pounds stand with which somebody is helped before the day."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.actions import cancel, mark_did_not_attend
from reimbursement import actions
from reimbursement.budgets import Recharge, recharges, standing_of
from reimbursement.models import Kind, Way
from reimbursement.years import year_of
from tests.factories.organisation import ServiceFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import BudgetFactory
from tests.reimbursement.before import (
    TICKET,
    TRAIN,
    agreed,
    asked,
    attended,
    coming,
    finance,
    over,
    pay,
    policy_that_helps,
)

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


def year_of_day(part):
    return year_of(timezone.localdate(part.activity.starts_at))


def stands(part):
    budget = BudgetFactory(cost_centre="4010", year=year_of_day(part), amount=1000)
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


# --- Somebody does not come --------------------------------------------------------------------
def stay_away(part, how):
    if how == "cancelled":
        cancel(involvement=part, by=None)
    else:
        over(part)
        mark_did_not_attend(involvement=part, by=None)
    part.activity.refresh_from_db()


@pytest.fixture(params=["cancelled", "did_not_attend"])
def how(request):
    return request.param


def in_batch():
    clerk, checker = finance(), finance()
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
    actions.check_batch(batch=batch, by=checker)
    return batch


def payee(part):
    return actions.set_payee(member=part.member, way=Way.PAYABLES, reference="M1", by=None)


def test_money_that_nobody_pays_any_more_is_free_again(part, how):
    agreed(part)

    stay_away(part, how)

    assert stands(part) == (0, 0, 0, 0)


def test_money_in_a_batch_may_be_on_its_way(part, how):
    agreed(part)
    payee(part)
    in_batch()

    stay_away(part, how)

    assert stands(part) == (0, 20, 0, 0)


def test_money_that_went_out_is_spent_until_it_comes_back(part, how):
    advance = agreed(part)
    pay(advance.claim)
    stay_away(part, how)
    assert stands(part) == (0, 0, 20, 0)

    actions.settle_before(advance=advance, what="returned", reason="Cash", by=finance())

    assert stands(part) == (0, 0, 0, 0)


def test_what_they_may_keep_is_spent(part, how):
    advance = agreed(part)
    pay(advance.claim)
    stay_away(part, how)

    actions.settle_before(advance=advance, what="waived", reason="Rain", by=finance())

    assert stands(part) == (0, 0, 20, 0)


def test_a_ticket_that_nobody_bought_is_free_again(part, how):
    agreed(part, help=TICKET)

    stay_away(part, how)

    assert stands(part) == (0, 0, 0, 0)


def test_a_ticket_that_nobody_bought_before_the_day_is_not_bought_any_more(part):
    agreed(part, help=TICKET)
    attended(part)
    part.activity.refresh_from_db()

    assert stands(part) == (TIME + 20, 0, 0, 0)  # their draft has the train, and the time


def test_a_ticket_that_was_bought_is_spent_whoever_comes(part, how):
    bought(part)

    stay_away(part, how)

    assert stands(part) == (0, 0, 0, D("17.50"))


# --- Less than it costs ------------------------------------------------------------------------
@pytest.mark.parametrize(("given", "rest"), [(12, 8), (20, 0), (25, 0)])
def test_money_helps_with_a_part_of_what_it_usually_costs(part, given, rest):
    agreed(part, amount=given)

    assert stands(part) == (TIME + rest, given, 0, 0)


def test_a_ticket_stands_for_the_whole_journey(part):
    actions.remember_cost(
        member=part.member, kind=Kind.CAR, site=part.activity.site, miles=D(10), by=None
    )
    assert stands(part) == (TIME + D("24.50"), 0, 0, 0)

    agreed(part, help=TICKET, amount=12)

    assert stands(part) == (TIME + 12, 0, 0, 0)


# --- What directorates pay ---------------------------------------------------------------------
def bought(part, cost_centre="4010"):
    buyer = UserFactory(permissions=["reimbursement.run_reimbursement"])
    advance = agreed(part, help=TICKET)
    return actions.buy_before(advance=advance, cost=D("17.50"), cost_centre=cost_centre, by=buyer)


def test_what_is_charged_is_what_the_budget_has_paid_and_bought(part):
    directorate = part.activity.service.directorate.name
    bought(part)
    over(part)
    part.activity.refresh_from_db()
    pays_back, keeps = (agreed(coming(service=part.activity.service)) for _ in range(2))
    pay(pays_back.claim, keeps.claim)
    for advance, what in ((pays_back, "returned"), (keeps, "waived")):
        stay_away(advance.involvement, "did_not_attend")
        actions.settle_before(advance=advance, what=what, reason="Rain", by=finance())

    charged = recharges(year_of_day(part))

    assert charged == [
        Recharge(directorate, "4010", "bought", 1, D("17.50")),
        Recharge(directorate, "4010", "payables", 2, D(40), given_back=D(20)),
    ]
    paid, of_tickets = stands(part)[2:]
    assert [row.charged for row in charged] == [of_tickets, paid] == [D("17.50"), D(20)]
    assert recharges(year_of_day(part) - 1) == []


@pytest.mark.parametrize(("services", "theirs"), [(1, True), (2, False), (0, False)])
def test_a_ticket_on_another_cost_centre_is_paid_by_its_directorate(part, services, theirs):
    paying = [ServiceFactory(cost_centre="7700") for _ in range(services)]
    bought(part, cost_centre="7700")

    [row] = recharges(year_of_day(part))

    expected = paying[0] if theirs else part.activity.service
    assert (row.cost_centre, row.directorate) == ("7700", expected.directorate.name)
