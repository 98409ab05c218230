"""What an approver is asked to look at."""

import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.models import Involvement
from reimbursement import actions, concerns
from reimbursement.models import Claim, ExpenseRule, Kind

from .stories import drafted, holder_of, sent

pytestmark = pytest.mark.django_db


def with_expense(policy, kind, **facts):
    claim = drafted(policy)
    line = actions.add_expense(claim=claim, kind=kind, by=None, **facts)
    claim = actions.send_claim(claim=claim, by=None)
    return concerns.of_line(claim, claim.lines.get(pk=line.pk))


def test_nothing_where_all_is_well(policy):
    claim = sent(policy)

    assert concerns.of_claim(claim) == []
    assert [concerns.of_line(claim, line) for line in claim.lines.all()] == [[], []]


def test_it_came_late(policy):
    claim = sent(policy, days_ago=100, late_reason="I was in hospital.")

    assert concerns.of_claim(claim) == [
        "It came 100 days after the day; the policy gives 90. The reason: I was in hospital."
    ]


def test_how_late_it_came_does_not_grow_while_it_waits(policy):
    claim = sent(policy, days_ago=89)
    claim.policy.claim_within_days = 89
    claim.sent_at = timezone.now() - datetime.timedelta(days=1)

    assert concerns.of_claim(claim) == []


def test_they_did_not_take_part_after_all(policy):
    claim = sent(policy)
    claim.involvement.status = Involvement.Status.DID_NOT_ATTEND

    assert "They are now marked as not having taken part." in concerns.of_claim(claim)


def test_other_hours_are_recorded_now(policy):
    claim = sent(policy)
    claim.involvement.hours = D(5)

    assert concerns.of_claim(claim) == [
        "By the hours that are recorded now, their time comes to £150.00. The claim asks for "
        "£75.00."
    ]


def test_another_claim_for_the_same_part(policy):
    first = sent(policy)
    decisions = {line.pk: (line.payable, "") for line in first.lines.all()}
    actions.approve_claim(claim=first, decisions=decisions, by=holder_of(first.service))
    again = actions.claim_again(involvement=first.involvement, by=None)
    actions.add_expense(claim=again, kind=Kind.CAR, miles=D(3), by=None)
    again = actions.send_claim(claim=again, by=None)

    assert concerns.of_claim(again) == [
        f"There is another claim for the same part: {first}, £81.30, approved."
    ]


def test_no_receipt_and_why(policy):
    found = with_expense(policy, Kind.PUBLIC_TRANSPORT, spent=D(8), without_receipt="I lost it.")

    assert found == ["There is no receipt. The reason: I lost it."]


def test_it_had_to_be_agreed_first(policy):
    found = with_expense(policy, Kind.TAXI, spent=D(8), without_receipt="Cash")

    assert found[1:] == ["This has to be agreed before the day. Please check that it was."]


def test_more_than_is_paid(policy):
    found = with_expense(policy, Kind.SUBSISTENCE, spent=D(14), without_receipt="Cash")

    assert found[1:] == ["It came to £14.00; the policy pays up to £10.00 for one activity."]


def test_miles_past_the_threshold(policy):
    ExpenseRule.objects.filter(kind=Kind.CAR).update(threshold_miles=20)

    found = with_expense(policy, Kind.CAR, miles=D(10))

    assert found == [
        "Some of these miles are past the 20 of this tax year, so they are paid at 25p each."
    ]


def test_what_the_policy_asks_to_see(policy):
    ExpenseRule.objects.filter(kind=Kind.BICYCLE).update(evidence="A note of the way.")

    found = with_expense(policy, Kind.BICYCLE, miles=D(10))

    assert found == ["What the policy asks to see: A note of the way."]


def test_a_claim_that_is_not_sent_is_not_late(policy):
    claim = drafted(policy, days_ago=200)

    assert concerns.of_claim(Claim.objects.get(pk=claim.pk)) == []
