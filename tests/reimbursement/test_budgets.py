"""Budgets: who sets and sees them, and where each pound of a claim stands."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from reimbursement import actions
from reimbursement.budgets import Recharge, Standing, recharges, standing_of
from reimbursement.models import Budget, Claim, Kind, Line, Way
from reimbursement.results import FAILED, PAID, Result
from reimbursement.years import year_of
from tests.factories.organisation import ServiceFactory
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import BudgetFactory, PolicyFactory

from .owing import approved
from .stories import drafted, holder_of, in_group, sent

pytestmark = pytest.mark.django_db
PAYS = ["reimbursement.pay"]


@pytest.fixture
def clerk():
    return UserFactory(permissions=PAYS)


def of(claim, **facts):
    """The budget that pays for a claim."""
    return BudgetFactory(cost_centre=claim.cost_centre, year=year_of(claim.activity_date), **facts)


def sums(claim):
    """Committed, claimed, approved and paid pounds of the budget that pays for a claim."""
    budget = Budget.objects.filter(cost_centre=claim.cost_centre).first() or of(claim)
    stands = standing_of([budget])[budget.key]
    of_all = (stands.committed, stands.claimed, stands.approved, stands.paid)
    assert stands.left == budget.amount - sum(of_all) - stands.bought
    return of_all


def paid(clerk, status=PAID):
    """Put all that is owed for expenses into a batch, and let finance answer."""
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
    actions.check_batch(batch=batch, by=UserFactory(permissions=PAYS))
    batch = actions.export_batch(batch=batch, layout="standard", by=clerk)
    said = [Result(p.pk, p.amount, status, "No such payee") for p in batch.payments.all()]
    return actions.record_results(batch=batch, results=said, by=clerk)


# --- What a budget is --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "facts", [{"amount": D("-0.01")}, {"cost_centre": ""}, {"year": 1999}, {"year": 3000}]
)
def test_the_database_refuses_what_is_no_budget(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetFactory(**facts)


def test_a_cost_centre_has_one_budget_a_year():
    first = BudgetFactory()
    BudgetFactory(cost_centre=first.cost_centre, year=first.year + 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetFactory(cost_centre=first.cost_centre, year=first.year)


@pytest.mark.parametrize("group", ["PE team", "Finance"])
def test_a_budget_is_set_and_set_anew_and_both_are_written_down(group):
    by = in_group(group)

    actions.set_budget(cost_centre="4010", year=2026, amount=D(500), by=by)
    budget = actions.set_budget(cost_centre=" 4010 ", year=2026, amount=D(0), by=by)

    assert list(Budget.objects.values_list("cost_centre", "year", "amount")) == [("4010", 2026, 0)]
    assert (budget.set_by, str(budget)) == (by, "4010 2026")
    notes = ModelLogEntry.objects.filter(action="reimbursement.set_budget").order_by("pk")
    assert [note.data for note in notes] == [
        {"amount": "500", "before": None},
        {"amount": "0", "before": "500.00"},
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"cost_centre": " "}, "Choose a cost centre."),
        ({"year": 1999}, "Choose a year from 2000 to 2999."),
        ({"amount": D(-1)}, "Enter an amount in pounds, or 0 for nothing."),
        ({"amount": D("1e9")}, "Enter an amount in pounds, or 0 for nothing."),
    ],
)
def test_what_is_no_budget_is_refused_in_words(facts, words):
    with pytest.raises(actions.CannotSetBudget) as refused:
        actions.set_budget(**{"cost_centre": "4010", "year": 2026, "amount": D(5)} | facts, by=None)

    assert str(refused.value) == words


def test_a_holder_sets_no_budget():
    with pytest.raises(actions.CannotSetBudget) as refused:
        actions.set_budget(
            cost_centre="4010", year=2026, amount=D(5), by=holder_of(ServiceFactory())
        )

    assert str(refused.value) == "Only finance and the Patient Experience team can set budgets."


# --- Who sees it -------------------------------------------------------------------------------
def test_who_changed_service_sees_none_of_the_old():
    old, new = BudgetFactory(), BudgetFactory()
    today = timezone.localdate()
    service = ServiceFactory(cost_centre=old.cost_centre)
    holder = UserFactory()
    role = ServiceRoleFactory(user=holder, service=service, role="budget_holder")
    assert list(Budget.objects.visible_to(holder)) == [old]

    role.from_date = today - datetime.timedelta(days=9)
    role.to_date = today - datetime.timedelta(days=1)
    role.save()
    ServiceRoleFactory(
        user=holder, service=ServiceFactory(cost_centre=new.cost_centre), role="budget_holder"
    )

    assert list(Budget.objects.visible_to(holder)) == [new]


def test_whoever_only_leads_a_service_sees_none():
    budget = BudgetFactory()
    lead = UserFactory()
    ServiceRoleFactory(user=lead, service=ServiceFactory(cost_centre=budget.cost_centre))

    assert list(Budget.objects.visible_to(lead)) == []
    assert list(Budget.objects.visible_to(in_group("Finance"))) == [budget]
    assert list(Budget.objects.visible_to(in_group("PE team"))) == [budget]


def test_a_service_without_cost_centre_opens_no_budget():
    BudgetFactory()

    assert not Budget.objects.visible_to(holder_of(ServiceFactory(cost_centre=""))).exists()


# --- Where each pound stands -------------------------------------------------------------------
def test_a_claim_goes_from_committed_to_paid(policy, clerk):
    claim = drafted(policy)
    assert sums(claim) == (D("81.30"), 0, 0, 0)

    claim = actions.send_claim(claim=claim, by=None)
    assert sums(claim) == (0, D("81.30"), 0, 0)

    holder = holder_of(claim.service)
    actions.send_back(claim=claim, question="Which way?", by=holder)
    assert sums(claim) == (0, D("81.30"), 0, 0)

    claim = actions.send_claim(claim=claim, answer="The short one", by=None)
    decisions = {line.pk: (line.amount, "") for line in claim.lines.exclude(kind=Kind.CAR)}
    decisions |= {line.pk: (D(5), "A shorter way") for line in claim.lines.filter(kind=Kind.CAR)}
    actions.approve_claim(claim=claim, decisions=decisions, by=holder)
    assert sums(claim) == (0, 0, D(80), 0)

    actions.set_payee(member=claim.involvement.member, way=Way.PAYABLES, reference="M1", by=None)
    paid(clerk, FAILED)
    assert sums(claim) == (0, 0, D(80), 0)
    actions.set_payee(member=claim.involvement.member, way=Way.PAYABLES, reference="M2", by=None)
    paid(clerk)
    assert sums(claim) == (0, 0, D(75), D(5))


def test_what_waits_for_a_second_person_counts_as_it_was_approved():
    policy = PolicyFactory(second_approval_over=D(50))
    claim = sent(policy)
    decisions = {line.pk: (D(0), "No") for line in claim.lines.filter(kind=Kind.CAR)}
    decisions |= {line.pk: (line.amount, "") for line in claim.lines.exclude(kind=Kind.CAR)}
    actions.approve_claim(claim=claim, decisions=decisions, by=holder_of(claim.service))

    assert sums(claim) == (0, D(75), 0, 0)


def test_what_nobody_wants_paid_or_nobody_pays_costs_nothing(policy):
    not_wanted, refused = drafted(policy), sent(policy)
    actions.withdraw_claim(claim=not_wanted, by=None)
    nothing = {line.pk: (D(0), "No") for line in refused.lines.all()}
    actions.approve_claim(claim=refused, decisions=nothing, by=holder_of(refused.service))

    assert sums(not_wanted) == (0, 0, 0, 0)
    assert sums(refused) == (0, 0, 0, 0)


def test_what_was_found_wrong_is_owed_no_more_but_what_went_out_went_out(clerk):
    claim = approved()
    paid(clerk)
    for line in claim.lines.all():
        actions.reverse_line(line=line, reason="They were not there", by=clerk)

    assert sums(claim) == (0, 0, 0, D("6.30"))


def test_the_day_of_the_activity_decides_the_year(policy):
    claim = sent(policy)
    Claim.objects.filter(pk=claim.pk).update(activity_date=datetime.date(2025, 3, 31))
    old, new = (BudgetFactory(cost_centre=claim.cost_centre, year=y) for y in (2024, 2025))

    stands = standing_of([old, new])

    assert [stands[one.key].claimed for one in (old, new)] == [D("81.30"), 0]


def test_another_cost_centre_is_left_alone(policy):
    claim, other = sent(policy), BudgetFactory()
    budget = of(claim)

    stands = standing_of([budget, other])

    assert stands[budget.key].claimed == D("81.30")
    assert stands[other.key] == Standing(D(1000), D(0), D(0), D(0), D(0), D(0))
    assert standing_of([]) == {}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (D("100"), "£18.70"),
        (D("81.30"), "£0.00"),
        (D("80"), "Overspent by £1.30"),
    ],
)
def test_what_is_left_in_words(policy, amount, words):
    budget = of(sent(policy), amount=amount)

    assert standing_of([budget])[budget.key].left_in_words == words


@pytest.mark.parametrize(("unknown", "words"), [(0, ""), (1, "1 person"), (2, "2 people")])
def test_who_is_not_counted_in_words(unknown, words):
    assert Standing(*[D(0)] * 6, unknown=unknown).not_counted == words


def test_it_takes_as_many_queries_however_much_there_is(policy, django_assert_num_queries):
    for number in (1, 3):
        while Claim.objects.count() < 2 * number:
            of(sent(policy)), of(drafted(policy, what="talk_first"))
        budgets = list(Budget.objects.all())
        with django_assert_num_queries(12):
            assert len(standing_of(budgets)) == 2 * number


# --- What directorates pay ---------------------------------------------------------------------
def test_recharges_by_directorate_cost_centre_and_way(clerk):
    one, other = approved(), approved()
    paid(clerk)
    actions.reverse_line(line=other.lines.get(kind=Kind.CAR), reason="They came by bus", by=clerk)
    year = year_of(one.activity_date)

    assert recharges(year) == [
        Recharge(c.service.directorate.name, c.cost_centre, "payables", 1, D("6.30"), wrong)
        for c, wrong in sorted(
            [(one, D(0)), (other, D("6.30"))], key=lambda pair: pair[0].service.directorate.name
        )
    ]
    assert recharges(year - 1) == []
    assert Line.objects.filter(entries__kind="paid").count() == 2
