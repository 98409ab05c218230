"""What finance answers: which payments went out, which failed, and what was found wrong."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from reimbursement.exporting import in_chunks
from reimbursement.messages import tell_answered, tell_taken_back
from reimbursement.models import Advance, Batch, Claim, Entry, Payment
from reimbursement.permissions import why_not_pay, why_not_take_back
from reimbursement.results import problems_of

from . import advances, paying
from ._ledger import _enter
from ._steps import _held, _note
from .paying import CannotPay

# What enters the ledger, by what finance says of a payment.
OUTCOMES = {Payment.Status.PAID: Entry.What.PAID, Payment.Status.FAILED: Entry.What.FAILED}


class CannotReverse(Refusal):
    """Only what was approved, and is not with finance at this moment, can be taken back."""


@transaction.atomic
def record_results(*, batch, results, by):
    """Write down what finance says of the payments of `batch`. Returns the Batch.

    `results` is a list of `results.Result`. A file with a payment that is not in the batch, or with
    another amount, is refused whole: nothing of it is written down. What is said twice counts once.
    Raises CannotPay.
    """
    batch = paying._held(batch)
    if why_not := why_not_pay(by):
        raise CannotPay(why_not)
    if batch.status not in (Batch.Status.EXPORTED, Batch.Status.SETTLED):
        raise CannotPay("Finance has not got this batch yet.")
    payments = batch.payments.values_list("pk", "amount", "status", named=True)
    if problems := problems_of(results, {payment.pk: payment for payment in payments}):
        raise CannotPay(" ".join(problems))
    said = {result.payment: result for result in results}
    waiting = batch.payments.filter(status=Payment.Status.WAITING)
    claims = Claim.objects.filter(pk__in=waiting.values("claim"))
    claims = claims.select_related(
        "advance", "involvement__member__person", "involvement__activity"
    )
    for chunk in in_chunks(claims):
        _settle(batch, chunk, waiting.filter(claim__in=chunk).select_related("line"), said, by)
    if batch.status == Batch.Status.EXPORTED and not _waiting(batch):
        paying._move(batch, Batch.Status.SETTLED, by)
    return paying._note(batch, "record_results", by)


@transaction.atomic
def reverse_line(*, line, reason, by):
    """Take back an approved `line` that was found wrong, by an entry against it. Returns the Line.

    What was paid already is then to be got back. The member is told, and can claim again what is
    right. Raises CannotReverse while it is in a batch that finance has not answered.
    """
    claim = _held(line.claim)
    line = claim.lines.get(pk=line.pk)
    if why_not := why_not_take_back(by, line):
        raise CannotReverse(why_not)
    if not reason.strip():
        raise CannotReverse("Say what was wrong.")
    _give_up_advance(claim, by)
    line.reversed_at, line.reversed_by = timezone.now(), by
    line.save(update_fields=["reversed_at", "reversed_by"])
    _enter([line], Entry.What.REVERSED, by=by, reason=reason)
    was_paid = line.entries.filter(kind=Entry.What.PAID).exists()
    tell_taken_back(claim, line, reason=reason, was_paid=was_paid, by=by)
    _note(claim, "reverse_line", by)
    return line


def _give_up_advance(claim, by):
    """Where `claim` gives money before the day, it is not given, unless a claim relies on it."""
    advance = Advance.objects.accounted().filter(claim=claim).first()
    if advance is None:
        return
    if advance.used or advance.returned or advance.waived:
        raise CannotReverse(
            "Some of this is taken off in another claim, or it is settled what became of it. Take "
            "back the line of that claim first, or leave this as it is."
        )
    advances._move(
        advance, Advance.Status.WITHDRAWN, verb="withdraw_before", by=by, refusal=CannotReverse
    )


def _settle(batch, chunk, payments, said, by):
    """Mark those of `payments` of which something is said, enter it, and tell whose they are."""
    settled = [payment for payment in payments if payment.pk in said]
    now, claims = timezone.now(), {claim.pk: claim for claim in chunk}
    for payment in settled:
        payment.status, payment.reason = said[payment.pk].status, said[payment.pk].reason
        payment.status_changed_at, payment.status_changed_by = now, by
        payment.claim = claims[payment.claim_id]  # with whom it is for
    fields = ["status", "status_changed_at", "status_changed_by", "reason"]
    Payment.objects.bulk_update(settled, fields, batch_size=500)
    for status, kind in OUTCOMES.items():
        of_one = [payment for payment in settled if payment.status == status]
        attempts = {payment.line_id: payment.attempt for payment in of_one}
        _enter([payment.line for payment in of_one], kind, by=by, batch=batch, attempts=attempts)
    tell_answered(settled, batch, by=by)


def _waiting(batch):
    return batch.payments.filter(status=Payment.Status.WAITING).exists()
