"""What a member, or a colleague for them, writes into a claim, and sending it."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from reimbursement.advances import why_claim_bought
from reimbursement.entitled import expense_rules_for
from reimbursement.models import Claim, Kind
from reimbursement.permissions import is_late, why_not_send, why_not_write
from reimbursement.wording import NOT_YET

from ._steps import _held, _move, _note
from ._writing import _add_line, _fill_in, _when_spent, _work_out
from .choosing import remember_cost

Status = Claim.Status


class CannotWriteClaim(Refusal):
    """A claim takes what its policy pays, while it is with its member."""


class CannotSendClaim(Refusal):
    """Something is missing without which nobody could approve it."""


@transaction.atomic
def add_expense(
    *, claim, kind, miles=None, spent=None, spent_date=None, remember=False, by, **words
):
    """Add an expense to `claim`: `miles` (Decimal) of a journey, or the pounds `spent` (Decimal).

    `spent_date` is the day on which they paid, that of the activity if it is None. `words` are
    `description` and `without_receipt`, the reason why there is no receipt. With `remember` it is
    filled in the next time: a journey for the same place, care for any. Returns the Line; raises
    CannotWriteClaim.
    """
    claim = _to_write(claim, with_person=remember)
    if not expense_rules_for(claim).filter(kind=kind).exists():
        label = Kind(kind).label.lower()
        raise CannotWriteClaim(f"We cannot pay for this: {label}. Please ask us if you need it.")
    _refuse_days_to_come(spent_date)
    if not words.get("description") and (sentence := why_claim_bought(claim.involvement, kind)):
        raise CannotWriteClaim(sentence)
    line = _add_line(claim, kind=kind, miles=miles, spent=spent, spent_date=spent_date, **words)
    if remember:
        _remember(claim, line, by)
    _note(claim, "add_expense", by, kind=str(kind))
    return line


@transaction.atomic
def change_expense(*, line, miles=None, spent=None, spent_date=None, remember=False, by, **words):
    """Change an expense, named as in `add_expense`. Returns the Line; raises CannotWriteClaim."""
    claim = _to_write(line.claim, with_person=remember)
    line = _line_of(claim, line)
    _refuse_days_to_come(spent_date)
    for name, value in words.items():
        setattr(line, name, value)
    if line.by_miles:
        line.quantity, line.quantity_after, line.rate_after = miles, None, None
    else:
        line.spent, line.amount, line.advanced = spent, 0, 0
        for name, value in _when_spent(claim, spent_date or line.spent_date).items():
            setattr(line, name, value)
    line.save()
    _work_out(claim)
    line.refresh_from_db()
    if remember:
        _remember(claim, line, by)
    _note(claim, "change_expense", by, kind=str(line.kind))
    return line


@transaction.atomic
def remove_expense(*, line, by):
    """Take an expense out of its claim; its receipts stay with the claim."""
    claim = _to_write(line.claim)
    line = _line_of(claim, line)
    kind = str(line.kind)
    line.delete()
    _work_out(claim)
    _note(claim, "remove_expense", by, kind=kind)


@transaction.atomic
def send_claim(*, claim, late_reason="", answer="", by):
    """Send `claim` to whoever holds the budget of the service that pays. Returns the Claim.

    `by` is the member's own login, or a colleague who wrote it down for them. A claim that comes
    late needs `late_reason`, one that was sent back `answer`. Raises CannotSendClaim.
    """
    claim = _held(claim, with_person=True)
    _fill_in(claim)  # the year's miles may have grown since it was looked at
    if late_reason:
        claim.late_reason = late_reason
    if answer:
        claim.answer = answer
    if why_not := why_not_send(claim):
        raise CannotSendClaim(why_not)
    if is_late(claim) and not claim.late_reason:
        raise CannotSendClaim("Please tell us in a few words why this comes late.")
    if claim.status == Status.RETURNED and not claim.answer:
        raise CannotSendClaim("Please answer the question that we asked you.")
    changes = {
        "sent_at": timezone.now(),
        "sent_by": by,
        "claimant_id": claim.involvement.member.person.user_id,
        "approved_at": None,
        "approved_by": None,
    }
    return _move(claim, Status.SENT, verb="send_claim", by=by, refusal=CannotSendClaim, **changes)


def _to_write(claim, *, with_person=False):
    claim = _held(claim, with_person=with_person)
    if why_not := why_not_write(claim):
        raise CannotWriteClaim(why_not)
    return claim


def _refuse_days_to_come(spent_date):
    if spent_date and spent_date > timezone.localdate():
        raise CannotWriteClaim(NOT_YET)


def _line_of(claim, line):
    row = claim.lines.exclude(kind=Kind.PAYMENT).filter(pk=line.pk).first()
    if row is None:
        raise CannotWriteClaim("This is not in your claim any more.")
    return row


def _remember(claim, line, by):
    """Keep what `line` says for the next time, where there is a place or it is for care."""
    site = None if line.is_for_care else claim.involvement.activity.site
    if site is None and not line.is_for_care:
        return
    remember_cost(
        member=claim.involvement.member,
        site=site,
        kind=line.kind,
        miles=line.miles if line.by_miles else None,
        spent=line.spent,
        by=by,
    )
