"""Adding a receipt to a claim, and taking it out."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from reimbursement.models import Receipt, ReceiptFile

from ._steps import _note
from .claiming import CannotWriteClaim, _line_of, _to_write

MOST_RECEIPTS = 30  # of one claim: far more than a day out gives
KNOWN_ALREADY = (
    "We have this receipt already. If it is another one, please take a new photograph of it."
)


@transaction.atomic
def add_receipt(*, claim, receipt, line=None, by):
    """Add `receipt` to `claim`, for one `line` of it or for all; return the Receipt.

    `receipt` is a `receipts.CleanReceipt`, made before: while a photograph is decoded, nobody waits
    for this to end. Raises CannotWriteClaim, also for a receipt that goes with any claim already.
    """
    claim = _to_write(claim)
    if line is not None:
        line = _line_of(claim, line)
    if claim.receipts.count() >= MOST_RECEIPTS:
        raise CannotWriteClaim(f"A claim can hold {MOST_RECEIPTS} receipts. Please ask us to help.")
    try:
        with transaction.atomic():
            kept = Receipt.objects.create(
                claim=claim,
                line=line,
                media_type=receipt.media_type,
                digest=receipt.digest,
                added_at=timezone.now(),
                added_by=by,
            )
    except IntegrityError:
        raise CannotWriteClaim(KNOWN_ALREADY) from None
    ReceiptFile.objects.create(receipt=kept, content=receipt.content)
    _note(claim, "add_receipt", by)
    return kept


@transaction.atomic
def remove_receipt(*, receipt, by):
    """Take a receipt out of its claim. Raises CannotWriteClaim once the claim is sent."""
    claim = _to_write(receipt.claim)
    claim.receipts.filter(pk=receipt.pk).delete()
    _note(claim, "remove_receipt", by)
