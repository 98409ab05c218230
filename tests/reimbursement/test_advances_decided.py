"""What an approver says of money that was given before the day; limits and caps of one activity."""

from decimal import Decimal as D

import pytest

from outbox.models import Message
from reimbursement import actions
from reimbursement.models import Advance, Choice, Claim, Kind
from reimbursement.reconciling import differences

from .before import (
    agreed,
    approved,
    attended,
    choose,
    coming,
    now_of,
    pay,
    spent,
)
from .stories import holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("helping_policy")]
Status = Advance.Status


# --- What was given, and not found right -------------------------------------------------------
@pytest.mark.parametrize(
    ("accepted", "now", "left"),
    [("26", "6", "0"), ("23", "3", "0"), ("20", "0", "0"), ("15", "0", "5"), ("0", "0", "20")],
)
def test_an_approver_can_find_wrong_what_was_given_too(helping_policy, accepted, now, left):
    advance = agreed()
    pay(advance.claim)
    claim = attended(advance.involvement)
    line = spent(claim, 26)
    choose(advance.involvement, Choice.What.EXPENSES, helping_policy)
    claim = actions.send_claim(claim=claim, by=None)
    by = holder_of(claim.service)
    with pytest.raises(actions.CannotDecide, match="not more"):
        actions.approve_claim(claim=claim, decisions={line.pk: (D("26.01"), "x")}, by=by)

    decisions = {line.pk: (D(accepted), "" if accepted == "26" else "A bus goes there.")}
    claim = actions.approve_claim(claim=claim, decisions=decisions, by=by)

    line.refresh_from_db()
    assert claim.status == ("refused" if accepted == "0" else "approved")
    assert (line.accepted, line.amount_approved) == (D(accepted), D(now))
    assert now_of(advance).left == D(left)
    assert [one.left for one in Advance.objects.left_over()] == ([D(left)] if D(left) else [])
    assert list(differences()) == []
    again = actions.claim_again(involvement=advance.involvement, by=None)
    assert spent(again, 30).amount == D(30) - D(left)


def test_what_was_found_wrong_is_said_with_its_reason(helping_policy):
    claim = attended(agreed().involvement)
    line = spent(claim, 26)
    choose(claim.involvement, Choice.What.EXPENSES, helping_policy)
    claim = actions.send_claim(claim=claim, by=None)
    decisions = {line.pk: (D(15), "A bus goes there.")}
    actions.approve_claim(claim=claim, decisions=decisions, by=holder_of(claim.service))

    assert "£15.00 of £26.00. The reason: A bus goes there." in Message.objects.last().body
    assert claim.lines.get().decided == (
        "Agreed: £15.00 of £26.00. The reason: A bus goes there. £5.00 of what you had before the "
        "day is left. We will talk to you."
    )


def test_the_page_of_a_claim_asks_for_all_of_it(helping_policy, client):
    claim = attended(agreed().involvement)
    line = spent(claim, 26)
    choose(claim.involvement, Choice.What.EXPENSES, helping_policy)
    claim = actions.send_claim(claim=claim, by=None)
    client.force_login(holder_of(claim.service))
    page = f"/admin/claims/{claim.pk}/"
    shown = client.get(page)
    assert b"They had \xc2\xa320.00 before the day" in shown.content
    assert b"\xc2\xa36.00 in all, besides the \xc2\xa320.00 that they had" in shown.content
    said = {"stamp": shown.context["stamp"], f"amount_{line.pk}": "26.01"}
    too_much = client.post(page, said).context["approve"].errors
    assert too_much == {f"amount_{line.pk}": ["Amount must be £26.00 or less"]}

    client.post(page, said | {f"amount_{line.pk}": "15", f"reason_{line.pk}": "A bus goes there."})

    assert claim.lines.get().accepted == D(15)


def test_sent_back_it_counts_as_before(helping_policy):
    helping_policy.second_approval_over = D(0)
    helping_policy.save()
    part = coming()
    advance = actions.agree_before_second(advance=agreed(part), by=holder_of(part.activity.service))
    claim = attended(part)
    line = spent(claim, 26)
    choose(part, Choice.What.EXPENSES, helping_policy)
    claim = actions.send_claim(claim=claim, by=None)
    first, second = holder_of(claim.service), holder_of(claim.service)
    actions.approve_claim(claim=claim, decisions={line.pk: (D(21), "A bus goes there.")}, by=first)

    actions.send_back(claim=claim, question="Why not the bus?", by=second)

    line.refresh_from_db()
    assert (line.advanced_approved, line.reason) == (None, "")
    assert now_of(advance).left == D(20)


# --- Limits and caps are for one activity ------------------------------------------------------
def test_what_was_agreed_before_counts_towards_the_limit(helping_policy):
    helping_policy.second_approval_over = D(25)
    helping_policy.save()
    part = coming()
    agreed(part)
    claim = attended(part)
    spent(claim, 26)
    choose(part, Choice.What.EXPENSES, helping_policy)

    assert approved(claim).status == Claim.Status.SECOND


def test_what_is_asked_before_counts_with_what_was_agreed(helping_policy):
    helping_policy.second_approval_over = D(25)
    helping_policy.save()
    part = coming()
    first = agreed(part)

    second = agreed(part, kind=Kind.SUBSISTENCE, amount=6)

    assert (first.status, second.status) == (Status.AGREED, Status.SECOND)


def test_a_cap_counts_all_claims_for_one_activity(helping_policy):
    part = coming()
    claim = attended(part)
    choose(part, Choice.What.EXPENSES, helping_policy)
    spent(claim, 8, kind=Kind.SUBSISTENCE)
    approved(claim)

    again = actions.claim_again(involvement=part, by=None)

    assert spent(again, 8, kind=Kind.SUBSISTENCE).amount == D(2)
    actions.remove_expense(line=again.lines.get(), by=None)
    spent(again, 2, kind=Kind.SUBSISTENCE)
    approved(again)
    third = actions.claim_again(involvement=part, by=None)
    assert spent(third, 8, kind=Kind.SUBSISTENCE).amount == D(0)
    with pytest.raises(actions.CannotSendClaim, match="we pay no more for this activity"):
        actions.send_claim(claim=third, by=None)
