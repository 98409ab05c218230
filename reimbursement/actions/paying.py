"""From what is owed to a file for finance: a batch is made, checked by another, and taken out."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from reimbursement.exporting import digest_of_file, in_chunks
from reimbursement.models import Batch, Claim, Line, Payee, Payment, Way, owed
from reimbursement.paying import payable_by
from reimbursement.permissions import (
    why_not_check_batch,
    why_not_drop_batch,
    why_not_export_batch,
    why_not_pay,
)

Status = Batch.Status


class CannotPay(Refusal):
    """Nothing is owed, or somebody else has to do it."""


@transaction.atomic
def set_payee(*, member, way, reference, by):
    """Note under which `reference` finance knows `member` (one each Way). Returns the Payee.

    The same one again says that it is right: what failed before is tried again.
    """
    payee, _ = Payee.objects.update_or_create(
        member=member, way=way, defaults={"reference": reference, "set_at": timezone.now()}
    )
    log(payee, "reimbursement.set_payee", user=by, data={"way": str(way)})
    return payee


@transaction.atomic
def make_batch(*, way, by):
    """Put all that is owed one `way` (of Way), and that `by` may pay, into a new Batch.

    What lacks a payee's reference, or what `by` claimed, wrote down or approved, waits for another
    batch. Whole, or not at all. Raises CannotPay.
    """
    if why_not := why_not_pay(by):
        raise CannotPay(why_not)
    now = timezone.now()
    batch = Batch.objects.create(
        way=way, status_changed_at=now, status_changed_by=by, made_at=now, made_by=by
    )
    try:
        with transaction.atomic():
            for lines in in_chunks(payable_by(by, owed(Way(way)), way)):
                standing = _standing(lines)
                Payment.objects.bulk_create(
                    _payment(batch, line, by) for line in lines if line.pk in standing
                )
    except IntegrityError:
        raise CannotPay(
            "Somebody else has made a batch at the same moment. Look at the list of batches."
        ) from None
    sums = batch.payments.aggregate(count=Count("pk"), total=Sum("amount"))
    if not sums["count"]:
        raise CannotPay("There is nothing that you can put into a batch now.")
    batch.count, batch.total = sums["count"], sums["total"]
    batch.save(update_fields=["count", "total"])
    return _note(batch, "make_batch", by)


@transaction.atomic
def drop_batch(*, batch, by):
    """Take back a batch that is not checked: what is in it is owed as before."""
    batch = _held(batch)
    if why_not := why_not_drop_batch(by, batch):
        raise CannotPay(why_not)
    _move(batch, Status.DROPPED, by)
    batch.payments.update(
        status=Payment.Status.DROPPED, status_changed_at=timezone.now(), status_changed_by=by
    )
    return _note(batch, "drop_batch", by)


@transaction.atomic
def check_batch(*, batch, by):
    """Say, as another person than who made it, that a batch is right. Raises CannotPay.

    Who checks is copied onto each payment, where constraints keep them apart from whoever claimed,
    wrote down or approved it.
    """
    batch = _held(batch)
    if why_not := why_not_check_batch(by, batch):
        raise CannotPay(why_not)
    batch.checked_at, batch.checked_by = timezone.now(), by
    batch.payments.update(checker=by)
    _move(batch, Status.CHECKED, by)
    return _note(batch, "check_batch", by)


@transaction.atomic
def export_batch(*, batch, layout, by):
    """Take a batch out for finance; again, it is the same file. Returns the Batch.

    The file itself is `exporting.lines_of_file(batch, batch.layout)`. Raises CannotPay, also where
    the file would not be the one that finance has got.
    """
    batch = _held(batch)
    if why_not := why_not_export_batch(by, batch):
        raise CannotPay(why_not)
    if batch.digest:
        if digest_of_file(batch, batch.layout) != batch.digest:
            raise CannotPay(
                "This would not be the same file again. Please do not pay from it, and tell "
                "whoever looks after the portal."
            )
        return _note(batch, "export_batch", by)
    batch.layout, batch.digest = layout, digest_of_file(batch, layout)
    _move(batch, Status.EXPORTED, by)
    return _note(batch, "export_batch", by)


def _standing(lines):
    """The keys of those of `lines` that nobody has taken back, nor can: their claims are locked."""
    claims = Claim.objects.filter(pk__in={line.claim_id for line in lines}).order_by("pk")
    list(claims.select_for_update(of=("self",)).values_list("pk"))
    rows = Line.objects.standing().filter(pk__in=[line.pk for line in lines])
    return set(rows.values_list("pk", flat=True))


def _payment(batch, line, by):
    claim = line.claim
    return Payment(
        batch=batch,
        line=line,
        claim=claim,
        amount=line.amount_approved,
        attempt=line.attempts + 1,
        payee=line.payee,
        cost_centre=claim.cost_centre,
        status_changed_at=batch.made_at,
        status_changed_by=by,
        claimant_id=claim.claimant_id,
        sender_id=claim.sent_by_id,
        approver_id=claim.approved_by_id,
        second_approver_id=claim.second_approved_by_id,
        payer=by,
    )


def _held(batch):
    return Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def _move(batch, status, by):
    if status not in Batch.TRANSITIONS[batch.status]:
        label = batch.get_status_display().lower()
        raise CannotPay(f"This batch is marked as “{label}”, so this cannot be done.")
    batch.status, batch.status_changed_at, batch.status_changed_by = status, timezone.now(), by
    batch.save()


def _note(batch, verb, by, **data):
    data |= {"status": str(batch.status), "payments": batch.count, "total": str(batch.total)}
    log(batch, f"reimbursement.{verb}", user=by, data=data)
    return batch
