"""What is said before something is made public that its budget may not cover."""

import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.models import Category, Involvement
from involvement.planned import Planned
from involvement.slots import before_publishing
from reimbursement.covering import budget_warnings
from reimbursement.years import in_words, year_of
from tests.factories.involvement import InvolvementFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.reimbursement import BudgetFactory, PolicyFactory

from .stories import sent

pytestmark = pytest.mark.django_db

NOON = timezone.make_aware(datetime.datetime(2031, 6, 2, 12))
LAST = "You can publish. Talk to the budget holder first."


@pytest.fixture
def service():
    return ServiceFactory(cost_centre="4010")


def planned(service, **facts):
    """Six experts for two hours in June 2031, unless told."""
    dates = [(NOON, NOON + datetime.timedelta(hours=2))]
    facts = {"people": 6, "category": Category.EXPERT, "dates": dates} | facts
    facts |= {"dates": tuple(facts["dates"])}
    return Planned(service=service, cost_centre=service.cost_centre, **facts)


def budget(service, amount, year=2031):
    return BudgetFactory(service=service, year=year, amount=D(amount))


def test_it_is_asked_before_publishing():
    assert budget_warnings in list(before_publishing)


def test_a_budget_that_does_not_cover_it(policy, service):
    budget(service, "120")

    assert budget_warnings(planned(service)) == [
        "The budget of cost centre 4010 for 2031 to 2032 has £120.00 left. 6 people for 2 hours "
        "come to about £450.00. That is £75.00 for the time of each person. Journeys are not in "
        f"it, because nobody knows them yet. {LAST}"
    ]


@pytest.mark.parametrize(("amount", "warned"), [("450", False), ("449.99", True)])
def test_it_is_silent_as_soon_as_the_budget_covers_it(policy, service, amount, warned):
    budget(service, amount)

    assert bool(budget_warnings(planned(service))) is warned


def test_it_counts_what_people_usually_spend(policy, service):
    budget(service, "120")
    for _ in range(2):
        sent(policy)  # 14 miles, which are £6.30
    InvolvementFactory(status="attended", category=Category.EXPERT)  # who claimed nothing

    assert budget_warnings(planned(service, people=2)) == [
        "The budget of cost centre 4010 for 2031 to 2032 has £120.00 left. 2 people for 2 hours "
        "come to about £158.40. That is £75.00 for the time of each person. What people spent on "
        f"such an activity was £4.20 each on average over the last 12 months. {LAST}"
    ]


def test_what_was_spent_long_ago_or_on_something_else_does_not_count(policy, service):
    budget(service, "120")
    sent(policy)
    sent(policy, category_of=Category.REGULAR)
    long_ago = timezone.now() - datetime.timedelta(days=366)
    Involvement.objects.filter(category=Category.EXPERT).update(status_changed_at=long_ago)

    assert "nobody knows them yet" in budget_warnings(planned(service))[0]


def test_each_year_pays_for_its_dates(policy, service):
    budget(service, "500", 2031), budget(service, "10", 2032)
    later = NOON + datetime.timedelta(days=366)
    dates = [(one, one + datetime.timedelta(hours=5)) for one in (NOON, later, later)]

    assert budget_warnings(planned(service, people=1, dates=dates)) == [
        "The budget of cost centre 4010 for 2032 to 2033 has £10.00 left. 1 person on 2 dates "
        "comes to about £300.00. That is £150.00 for the time of each person on each date. "
        f"Journeys are not in it, because nobody knows them yet. {LAST}"
    ]


@pytest.mark.parametrize(
    ("amount", "words"), [("81.30", "has nothing left"), ("80", "is overspent by £1.30")]
)
def test_nothing_left_is_said_also_where_the_cost_is_not_known(policy, amount, words):
    claim = sent(policy)
    year = year_of(claim.activity_date)
    budget(claim.service, amount, year)
    today = timezone.make_aware(datetime.datetime(year, 6, 2, 12))
    dates = [(today, today + datetime.timedelta(hours=2))]

    [said] = budget_warnings(planned(claim.service, people=None, dates=dates))

    assert said == (
        f"The budget of cost centre {claim.cost_centre} for {in_words(year)} {words}. "
        f"We cannot say yet what this will cost. {LAST}"
    )


def test_a_year_without_budget_is_said_where_there_was_one_before(policy, service):
    assert budget_warnings(planned(service)) == []
    budget(service, "120", 2030)

    assert budget_warnings(planned(service)) == [
        "No budget is set for cost centre 4010 for 2031 to 2032, so nobody can say whether it "
        f"covers this. {LAST}"
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"category": Category.OPEN_ACCESS},
        {"category": ""},
        {"people": 0},
    ],
)
def test_what_is_not_paid_for_needs_no_budget(policy, service, facts):
    budget(service, "0")

    assert budget_warnings(planned(service)) != []
    assert budget_warnings(planned(service, **facts)) == []


def test_without_rates_or_cost_centre_nobody_can_say(service):
    budget(service, "0")
    assert budget_warnings(planned(service)) == []
    PolicyFactory()
    service.cost_centre = ""
    assert budget_warnings(planned(service)) == []


def test_what_costs_nothing_that_is_known_is_covered_by_what_is_left(policy, service):
    budget(service, "1")

    assert budget_warnings(planned(service, category=Category.REGULAR)) == []
    assert budget_warnings(planned(service, people=None)) == []


def test_it_takes_as_many_queries_however_many_dates(policy, service, django_assert_num_queries):
    budget(service, "1", 2031), budget(service, "1", 2032)
    days = [NOON + datetime.timedelta(days=200 * number) for number in range(3)]
    for number in (1, 3):
        dates = [(day, day + datetime.timedelta(hours=2)) for day in days[:number]]
        with django_assert_num_queries(18):
            assert budget_warnings(planned(service, dates=dates))
