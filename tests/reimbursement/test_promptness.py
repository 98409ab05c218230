"""How long people wait, held against a slow and obvious way of finding out."""

import datetime
from collections import Counter
from itertools import chain

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.demo.loading.clock import clock_at
from reimbursement import promptness
from reimbursement.models import Claim
from reimbursement.promptness import MOST_DAYS, Wait, last_12_months, nearest_rank, waited_for
from tests.factories.organisation import ServiceFactory
from tests.factories.reimbursement import PolicyFactory

from .waits import claim_at, day, moment

DAYS = st.lists(st.integers(-3, 400), min_size=1, max_size=60)


# --- The nearest rank --------------------------------------------------------------------------
def slow_rank(days, percent):
    """The smallest of `days` within which `percent` of them are."""
    return min(d for d in days if sum(e <= d for e in days) * 100 >= percent * len(days))


@given(days=DAYS, percent=st.sampled_from([1, 50, 90, 100]))
@example(days=[*range(1, 11)], percent=90)
@example(days=[7], percent=50)
def test_the_nearest_rank_is_what_so_many_waited_at_most(days, percent):
    assert nearest_rank(Counter(days), percent) == slow_rank(days, percent)


@pytest.mark.parametrize(
    ("days", "median", "ninetieth"),
    [
        ([5], 5, 5),
        ([1, 2], 1, 2),
        ([1, 2, 3, 4], 2, 4),
        ([*range(1, 11)], 5, 9),
        ([*range(1, 12)], 6, 10),
        ([3] * 9 + [100], 3, 3),
    ],
)
def test_examples_to_check_with_a_pencil(days, median, ninetieth):
    counted = Counter(days)
    assert (nearest_rank(counted, 50), nearest_rank(counted, 90)) == (median, ninetieth)


# --- Periods -----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_financial_years_since_the_first_payment():
    with clock_at(moment(datetime.date(2026, 3, 31))):
        assert [period.key for period in promptness.periods()] == ["", "2025-2026"]
        twelve = promptness.last_12_months()
        assert (twelve.first, twelve.last) == (
            datetime.date(2025, 4, 1),
            datetime.date(2026, 3, 31),
        )
        claim_at("approved", PolicyFactory(), days_ago=400, lines=[{"paid": 365}])
    with clock_at(moment(datetime.date(2026, 4, 1))):
        keys = [period.key for period in promptness.periods()]
        assert keys == ["", "2026-2027", "2025-2026", "2024-2025"]
        year = promptness.periods()[1]
        assert (year.first, year.last) == (datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))


# --- Claims ------------------------------------------------------------------------------------
LINES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"paid": st.integers(0, 420), "hour": st.integers(0, 23)}),
        st.fixed_dictionaries(
            {"tries": st.sampled_from([(), ("failed",), ("failed", "waiting"), ("dropped",)])}
        ),
        st.fixed_dictionaries({"paid": st.integers(0, 420), "is_reversed": st.just(True)}),
        st.just({"is_reversed": True}),
        st.just({"refused": True}),
        st.just({"paid": 9, "tries": ("failed",)}),
    ),
    max_size=3,
)
STATUSES = ["approved"] * 4 + [s for s in Claim.Status.values if s != "approved"]
CLAIMS = st.lists(
    st.tuples(st.sampled_from(STATUSES), st.integers(0, 1), st.integers(0, 450), LINES), max_size=6
)


def slow_look(claim):
    """(day of the last payment or None, days, where it is) of a claim; None if nobody waits."""
    standing = [
        line for line in claim.lines.all() if line.reversed_at is None and line.amount_approved != 0
    ]
    if claim.status in ("refused", "withdrawn") or not standing:
        return None
    paid = [line.entries.filter(kind="paid").first() for line in standing]
    if all(paid):
        last = max(timezone.localdate(entry.entered_at) for entry in paid)
        return last, (last - claim.activity_date).days, "paid"
    days = (timezone.localdate() - claim.activity_date).days
    tries = [[payment.status for payment in line.payments.all()] for line in standing]
    if any("failed" in one and not {"paid", "waiting"} & set(one) for one in tries):
        return None, days, "failed"
    where = {"approved": "finance", "second": "second", "sent": "approver", "returned": "member"}
    return None, days, where.get(claim.status, "member" if claim.policy else "rates")


def slow_waits(looks, period):
    """What `by_service` tells, from pairs of a claim and its `slow_look`."""
    days = {}
    for claim, look in looks:
        if look and look[0] and period.first <= look[0] <= period.last:
            days.setdefault(claim.service.name, []).append(look[1])
    if len(days) > 1:
        days = dict(sorted(days.items())) | {"All services": [*chain(*days.values())]}
    return [
        Wait(name, len(d), slow_rank(d, 50), slow_rank(d, 90), sum(n > MOST_DAYS for n in d))
        for name, d in days.items()
    ]


@pytest.mark.slow
class AnyClaims(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(claims=CLAIMS, with_rates=st.booleans())
    def test_the_database_says_what_a_slow_look_says(self, claims, with_rates):
        policy, services = PolicyFactory(), [ServiceFactory(name=f"Ward {n}") for n in "AB"]
        for status, service, days_ago, lines in claims:
            has_rates = with_rates or status not in ("draft", "withdrawn")
            claim_at(
                status,
                policy if has_rates else None,
                days_ago=days_ago,
                service=services[service],
                lines=lines,
            )
        looks = [(claim, slow_look(claim)) for claim in Claim.objects.all()]

        rows = waited_for(Claim.objects.all())

        assert {row.pk: (row.paid_day, row.waited.days, row.standing) for row in rows} == {
            claim.pk: look for claim, look in looks if look
        }
        assert {row.pk for row in promptness.too_long(rows)} == {
            claim.pk for claim, look in looks if look and look[1] > MOST_DAYS
        }
        for period in promptness.periods():
            assert promptness.by_service(Claim.objects.all(), period) == slow_waits(looks, period)
            assert {row.pk for row in promptness.in_period(rows, period)} == {
                claim.pk
                for claim, look in looks
                if look and (look[0] is None or period.first <= look[0] <= period.last)
            }


@pytest.mark.django_db
def test_a_payment_at_night_counts_on_its_day_in_london():
    summer = moment(datetime.date(2026, 6, 20))
    with clock_at(summer):
        claim_at("approved", PolicyFactory(), days_ago=10, lines=[{"paid": 4, "hour": 0}])
        [row] = waited_for(Claim.objects.all())
        assert (row.paid_day, row.waited.days) == (day(4), 6)
        [wait] = promptness.by_service(Claim.objects.all(), last_12_months())
        assert (wait.median, wait.ninetieth, wait.late) == (6, 6, 0)


@pytest.mark.django_db
def test_a_claim_is_paid_with_the_last_of_its_lines():
    policy = PolicyFactory()
    half = claim_at("approved", policy, days_ago=50, lines=[{"paid": 40}, {}])
    assert waited_for(Claim.objects.all()).get().paid_day is None
    half.lines.last().delete()
    assert waited_for(Claim.objects.all()).get().paid_day == day(40)


@pytest.mark.django_db
def test_a_line_that_was_found_wrong_does_not_count_whenever_it_was_paid():
    lines = [{"paid": 40}, {"paid": 10, "is_reversed": True}, {"is_reversed": True}]
    claim_at("approved", PolicyFactory(), days_ago=50, lines=lines)
    [row] = waited_for(Claim.objects.all())
    assert (row.paid_day, row.waited.days) == (day(40), 10)


@pytest.mark.django_db
@pytest.mark.parametrize("claims", [1, 4])
def test_all_services_take_one_query(claims, django_assert_num_queries):
    policy = PolicyFactory()
    for number in range(claims):
        claim_at("approved", policy, days_ago=50, lines=[{"paid": number}])
    with django_assert_num_queries(1):
        waits = promptness.by_service(Claim.objects.all(), last_12_months())
    assert sum(wait.count for wait in waits) == (claims if claims == 1 else 2 * claims)
