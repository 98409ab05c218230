"""What becomes of a claim: approved whole or in part, or sent back with a question."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from reimbursement.advances import approved_for
from reimbursement.messages import tell
from reimbursement.models import Claim, Entry
from reimbursement.permissions import (
    why_not_agree_second,
    why_not_approve,
    why_not_decide,
)
from reimbursement.rates import money, total

from ._ledger import _enter
from ._steps import _held, _move

Status = Claim.Status


class CannotDecide(Refusal):
    """Somebody else has to decide, or what was decided does not add up."""


@transaction.atomic
def approve_claim(*, claim, decisions, by):
    """Approve `claim` line by line. Returns the Claim.

    `decisions` is a dict of the key of each line to (pounds of its `payable`, reason). What was
    given before the day counts first. A reason is needed for less, and it may be nothing at all.
    Where all that is approved for this part comes to more than the policy's limit, a second person
    has to agree; until then nothing is owed. Raises CannotDecide.
    """
    claim = _held(claim)
    if why_not := why_not_approve(by, claim):
        raise CannotDecide(why_not)
    lines = list(claim.lines.all())
    if {line.pk for line in lines} != set(decisions):
        raise CannotDecide("This claim has changed since you opened it. Please look at it again.")
    for line in lines:
        _decide(line, *decisions[line.pk])
    owed, limit = total(line.amount_approved for line in lines), claim.policy.second_approval_over
    # What was given before the day is accounted for, even where nothing more is to be paid.
    status = Status.APPROVED if any(line.accepted for line in lines) else Status.REFUSED
    if owed and limit is not None and owed + approved_for(claim.involvement) > limit:
        status = Status.SECOND
    done = {"approved_at": timezone.now(), "approved_by": by}
    _move(claim, status, verb="approve_claim", by=by, refusal=CannotDecide, **done)
    if status == Status.APPROVED:
        _owe(claim, by)
    if status != Status.SECOND:
        tell(claim, "claim-decided", by=by)
    return claim


@transaction.atomic
def agree_second(*, claim, by):
    """Agree, as the second person, to what the first approved. Returns the Claim.

    Whoever does not agree sends it back. Raises CannotDecide.
    """
    claim = _held(claim)
    if why_not := why_not_agree_second(by, claim):
        raise CannotDecide(why_not)
    done = {"second_approved_at": timezone.now(), "second_approved_by": by}
    _move(claim, Status.APPROVED, verb="agree_second", by=by, refusal=CannotDecide, **done)
    _owe(claim, by)
    tell(claim, "claim-decided", by=by)
    return claim


@transaction.atomic
def send_back(*, claim, question, by):
    """Send `claim` back to its member with a question. Returns the Claim; raises CannotDecide."""
    claim = _held(claim)
    if why_not := why_not_decide(by, claim):
        raise CannotDecide(why_not)
    if not question.strip():
        raise CannotDecide("Write what you would like to know.")
    claim.lines.update(amount_approved=None, advanced_approved=None, reason="")
    changes = {"question": question, "answer": "", "approved_at": None, "approved_by": None}
    _move(claim, Status.RETURNED, verb="send_back", by=by, refusal=CannotDecide, **changes)
    tell(claim, "claim-question", by=by)
    return claim


def _owe(claim, by):
    """From now on the ledger says that it is owed."""
    _enter(claim.lines.filter(amount_approved__gt=0).order_by("pk"), Entry.What.APPROVED, by=by)


def _decide(line, accepted, reason):
    if not 0 <= accepted <= line.payable:
        raise CannotDecide(
            f"For “{line.called}” approve between £0.00 and {money(line.payable)}, not more."
        )
    if accepted < line.payable and not reason.strip():
        raise CannotDecide(f"Say why you approve less for “{line.called}”.")
    line.advanced_approved = min(accepted, line.advanced)
    line.amount_approved = accepted - line.advanced_approved
    line.reason = reason if accepted < line.payable else ""
    line.save(update_fields=["amount_approved", "advanced_approved", "reason"])
