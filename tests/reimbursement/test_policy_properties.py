"""What holds of every policy and every activity, whatever the numbers."""

import datetime
from collections import defaultdict
from decimal import Decimal as D

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from involvement.models import Category
from reimbursement import actions
from reimbursement.models import CARE, MILEAGE, Choice, Claim, Entitlement, Kind, Policy
from reimbursement.rates import total
from tests.factories.people import MemberFactory
from tests.factories.reimbursement import PartFactory

pytestmark = pytest.mark.slow
QUICKLY = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
Basis = Entitlement.Basis
SPENT = (Kind.PUBLIC_TRANSPORT, Kind.TAXI, Kind.SUBSISTENCE, *CARE)


def pounds(most=500):
    return st.decimals(min_value="0.01", max_value=most, places=2)


LENGTHS = st.lists(
    st.decimals(min_value="0.25", max_value=12, places=2), min_size=1, max_size=3, unique=True
)
BANDS = st.one_of(
    st.just((Basis.NOTHING, [])),
    pounds().map(lambda amount: (Basis.SESSION, [(None, amount)])),
    st.tuples(LENGTHS, pounds()).map(lambda p: (Basis.BLOCKS, [(p[0][0], p[1])])),
    LENGTHS.flatmap(
        lambda lengths: st.lists(pounds(), min_size=len(lengths), max_size=len(lengths)).map(
            lambda amounts: (Basis.LENGTH, list(zip(lengths, amounts, strict=True)))
        )
    ),
)
CAPS = st.none() | pounds(40)
MILE = st.decimals(min_value="0.001", max_value=2, places=3)
AFTER = st.none() | st.tuples(st.integers(0, 60), MILE)
RULES = st.fixed_dictionaries(
    {},
    optional={kind: st.tuples(MILE, AFTER, CAPS) for kind in MILEAGE} | dict.fromkeys(SPENT, CAPS),
)
TERMS = st.tuples(BANDS, st.booleans(), RULES)
COSTS = st.lists(
    st.tuples(
        st.sampled_from([*MILEAGE, *SPENT]), st.decimals(min_value="0.1", max_value=90, places=1)
    ),
    max_size=4,
)
HOURS = st.none() | st.decimals(min_value="0.1", max_value=24, places=2)
WHAT = st.sampled_from(Choice.What.values)


def make_policy(terms, from_date):
    """A published version that pays by `terms`, an example of TERMS."""
    (basis, bands), expenses, rules = terms
    policy = actions.create_policy(
        title="Any", from_date=from_date, guidance="Ask first.", claim_within_days=90, by=None
    )
    actions.set_entitlement(
        policy=policy,
        category=Category.EXPERT,
        pays_expenses=expenses,
        basis=basis,
        bands=bands,
        by=None,
    )
    for kind, rule in rules.items():
        actions.set_expense_rule(policy=policy, kind=kind, by=None, **_facts(kind, rule))
    return actions.publish_policy(policy=policy, by=None)


def _facts(kind, rule):
    if kind not in MILEAGE:
        return {"cap": rule}
    rate, after, cap = rule
    threshold, rate_after = after or (None, None)
    return {"rate": rate, "threshold_miles": threshold, "rate_after": rate_after, "cap": cap}


def make_claim(policy, what, hours, costs):
    """The claim for an activity of yesterday with what it cost, or None where nothing is paid."""
    part = PartFactory(member=MemberFactory(), hours=hours)
    actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    pays = policy.entitlements.get(category=Category.EXPERT).pays_expenses
    paid = set(policy.expense_rules.values_list("kind", flat=True)) if pays else set()
    for kind, number in costs if claim else []:
        numbers = {"miles": number} if kind in MILEAGE else {"spent": number}
        if kind in paid:
            actions.add_expense(claim=claim, kind=kind, **numbers, by=None)
    return claim


def amounts(claim):
    """What each line of a claim asks for and how that arises; pay for time is written anew."""
    if claim is None:
        return None
    return sorted((line.kind, line.amount, line.how) for line in claim.lines.all())


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


class AnyPolicy(TestCase):
    @QUICKLY
    @given(terms=TERMS, what=WHAT, hours=HOURS, costs=COSTS)
    def test_a_claim_adds_up_and_keeps_to_its_caps(self, terms, what, hours, costs):
        policy = make_policy(terms, days_ago(400))
        claim = make_claim(policy, what, hours, costs)
        if claim is None:
            return
        by_kind, lines = defaultdict(D), list(claim.lines.all())
        for line in lines:
            by_kind[line.kind] += line.amount
            assert 0 <= line.amount <= line.whole
            assert line.is_capped == (line.amount < line.whole)
        caps = dict(policy.expense_rules.values_list("kind", "cap"))
        for kind, amount in by_kind.items():
            assert caps.get(kind) is None or amount <= caps[kind]
        asked = Claim.objects.filter(pk=claim.pk).total().get().total or D(0)
        assert asked == total(line.amount for line in lines) == sum(by_kind.values())

    @QUICKLY
    @given(
        terms=TERMS,
        what=WHAT,
        hours=HOURS,
        costs=COSTS,
        changes=st.lists(st.tuples(TERMS, st.integers(0, 40)), max_size=3),
    )
    def test_later_versions_change_no_earlier_claim(self, terms, what, hours, costs, changes):
        policy = make_policy(terms, days_ago(400))
        claim = make_claim(policy, what, hours, costs)
        before = amounts(claim)
        taken = set()
        for later, days in changes:
            if days not in taken:
                make_policy(later, days_ago(-days))
            taken.add(days)
        if claim is not None:
            claim = actions.write_again(claim=claim, by=None)
        assert amounts(claim) == before

    @QUICKLY
    @given(terms=TERMS, what=WHAT, hours=HOURS, costs=COSTS)
    def test_a_copy_pays_the_same(self, terms, what, hours, costs):
        policy = make_policy(terms, days_ago(400))
        before = amounts(make_claim(policy, what, hours, costs))
        copy = actions.copy_policy(policy=policy, from_date=days_ago(300), by=None)
        actions.publish_policy(policy=copy, by=None)
        after = make_claim(copy, what, hours, costs)
        assert Policy.objects.on(days_ago(1)) == copy
        assert after is None or after.policy == copy
        assert amounts(after) == before
