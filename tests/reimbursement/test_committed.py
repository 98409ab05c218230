"""What people will cost who have not sent a claim: what is known of it, and what is not."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from involvement.models import Category, Involvement
from organisation.models import Service
from reimbursement import actions
from reimbursement.budgets import standing_of
from reimbursement.committed import promises
from reimbursement.models import Choice, ExpenseRule, Kind
from reimbursement.years import year_of
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.organisation import ServiceFactory, SiteFactory
from tests.factories.people import MemberFactory
from tests.factories.reimbursement import BudgetFactory, PartFactory, PolicyFactory

pytestmark = pytest.mark.django_db
Status = Involvement.Status


@pytest.fixture
def service():
    return ServiceFactory(cost_centre="4010")


def expected(service, *, days=10, hours=3, member=None, category=Category.EXPERT, **facts):
    """Somebody who is expected in `days` days, or on a day that is not set yet."""
    times = {}
    if days is not None:
        starts = timezone.now() + datetime.timedelta(days=days)
        times = {"starts_at": starts, "ends_at": starts + datetime.timedelta(hours=hours)}
    activity = ActivityFactory(service=service, category=category, **times, **facts)
    return InvolvementFactory(activity=activity, member=member or MemberFactory())


def promised(part, cost_centre="4010"):
    """The pounds that are promised for one part, and of how many nobody can say it."""
    starts = part.activity.starts_at
    year = year_of(timezone.localdate(starts) if starts else timezone.localdate())
    promise = promises([(cost_centre, year)])[cost_centre, year]
    return promise.pounds, promise.unknown


@pytest.mark.parametrize(("hours", "pounds"), [(3, 75), (4, 75), (5, 150)])
def test_whoever_is_expected_costs_what_the_policy_pays_for_the_length(
    policy, service, hours, pounds
):
    assert promised(expected(service, hours=hours)) == (pounds, 0)


@pytest.mark.parametrize(
    ("what", "pounds"),
    [
        ("both", D("81.30")),
        ("donate", D("81.30")),
        ("talk_first", D("81.30")),
        ("expenses", D("6.30")),
        ("neither", 0),
    ],
)
def test_their_choice_and_the_journey_that_they_told_us_count(policy, service, what, pounds):
    site, elsewhere = SiteFactory(), SiteFactory()
    part = expected(service, site=site)
    actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)
    for where, miles in ((site, 14), (elsewhere, 90)):
        actions.remember_cost(
            member=part.member, kind=Kind.CAR, site=where, miles=D(miles), by=None
        )

    assert promised(part) == (pounds, 0)


def test_a_choice_for_one_activity_counts_for_it_alone(policy, service):
    part = expected(service)
    Choice.objects.create(
        member=part.member, involvement=part, what="neither", made_at=timezone.now()
    )
    actions.choose_payment(member=part.member, what="both", guidance=policy, by=None)

    assert promised(part) == (0, 0)
    expected(service, member=part.member)
    assert promised(part) == (75, 0)


def test_what_is_capped_or_not_paid_counts_as_the_policy_pays_it(policy, service):
    site = SiteFactory()
    part = expected(service, category=Category.REGULAR, site=site)
    for kind, spent in ((Kind.SUBSISTENCE, 14), (Kind.PHONE_DATA, 5), (Kind.REPLACEMENT_CARE, 36)):
        actions.remember_cost(member=part.member, kind=kind, site=site, spent=D(spent), by=None)

    assert promised(part) == (46, 0)


def test_what_is_open_to_everyone_costs_nothing(policy, service):
    assert promised(expected(service, category=Category.OPEN_ACCESS)) == (0, 0)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DID_NOT_ATTEND])
def test_who_does_not_come_costs_nothing(policy, service, status):
    part = expected(service)
    Involvement.objects.update(status=status)

    assert promised(part) == (0, 0)


def test_nobody_guesses_without_rates_or_without_a_length(service):
    assert promised(expected(service)) == (0, 1)
    PolicyFactory()
    undated = expected(ServiceFactory(cost_centre="4020"), days=None)
    assert promised(undated, "4020") == (0, 1)


def test_what_has_no_date_yet_counts_this_year(policy, service):
    part = expected(service, days=None, category=Category.REGULAR)
    Involvement.objects.update(status_changed_at=timezone.now() - datetime.timedelta(days=700))
    actions.remember_cost(member=part.member, kind=Kind.REPLACEMENT_CARE, spent=D(36), by=None)

    assert promised(part) == (36, 0)


def test_another_year_and_another_cost_centre_pay_for_themselves(policy, service):
    expected(service, days=800)
    expected(ServiceFactory(cost_centre="4020"))
    part = expected(service, cost_centre="GRANT-1")
    assert promised(part) == (0, 0)
    assert promised(part, "GRANT-1") == (75, 0)


def test_the_cost_centre_is_the_frozen_one_once_somebody_took_part(policy, service):
    part = PartFactory(service=service, cost_centre="FROZEN")
    actions.draft_claim(involvement=part, by=None)

    assert promised(part, "FROZEN") == (75, 0)
    assert promised(part) == (0, 0)


def test_who_took_part_and_has_yet_to_choose_counts_as_if_they_took_the_payment(policy, service):
    part = PartFactory(service=service, cost_centre="4010")
    claim = actions.draft_claim(involvement=part, by=None)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)
    budget = BudgetFactory(service=service, year=year_of(claim.activity_date))
    assert standing_of([budget])[budget.key].committed == D("81.30")

    actions.choose_payment(member=part.member, what="both", guidance=policy, by=None)
    assert standing_of([budget])[budget.key].committed == D("81.30")

    actions.choose_payment(member=part.member, what="expenses", guidance=policy, by=None)
    assert standing_of([budget])[budget.key].committed == D("6.30")


def test_what_they_spent_is_not_counted_again_for_another_day_to_come(policy, service):
    site = SiteFactory()
    part = PartFactory(service=service, cost_centre="4010")
    part.activity.site = site
    part.activity.save()
    actions.remember_cost(member=part.member, kind=Kind.CAR, site=site, miles=D(14), by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    budget = BudgetFactory(service=service, year=year_of(claim.activity_date))
    other = BudgetFactory(service=ServiceFactory(cost_centre="4020"))
    assert standing_of([budget, other])[budget.key].committed == D("81.30")

    expected(Service.objects.get(cost_centre="4020"), days=0, member=part.member, site=site)

    stands = standing_of([budget, other])
    assert [stands[one.key].committed for one in (budget, other)] == [D("81.30")] * 2


def test_a_cap_is_for_all_of_one_kind(policy, service):
    ExpenseRule.objects.update(cap=D(10))
    site = SiteFactory()
    part = expected(service, category=Category.REGULAR, site=site)
    for where, spent in ((site, 8), (None, 7)):
        kind = Kind.REPLACEMENT_CARE
        actions.remember_cost(member=part.member, kind=kind, site=where, spent=D(spent), by=None)

    assert promised(part) == (10, 0)


def test_it_asks_with_as_many_parameters_however_many_are_expected(policy, service):
    asked = []
    for number in (1, 4):
        while Involvement.objects.count() < number:
            expected(service, days=None)
        with CaptureQueriesContext(connection) as queries:
            promises([("4010", year_of(timezone.localdate()))])
        asked.append([len(query["sql"]) for query in queries])

    assert asked[0] == asked[1]


def test_time_that_is_claimed_already_is_not_promised_again(policy, service):
    part = PartFactory(service=service, cost_centre="4010")
    actions.choose_payment(member=part.member, what="both", guidance=policy, by=None)
    actions.send_claim(claim=actions.draft_claim(involvement=part, by=None), by=None)
    part.claims.update(status="approved", approved_at=timezone.now())
    actions.choose_payment(member=part.member, what="talk_first", guidance=policy, by=None)
    again = actions.claim_again(involvement=part, by=None)

    assert again.choice == "talk_first"
    assert promised(part) == (0, 0)


def test_it_takes_as_many_queries_however_many_are_expected(
    policy, service, django_assert_num_queries
):
    for number in (1, 3):
        while Involvement.objects.count() < number:
            member = expected(service, days=None, category=Category.REGULAR).member
            kind = Kind.REPLACEMENT_CARE
            actions.remember_cost(member=member, kind=kind, spent=D(36), by=None)
        key = ("4010", year_of(timezone.localdate()))
        with django_assert_num_queries(8):
            assert promises([key])[key].pounds == 36 * number
