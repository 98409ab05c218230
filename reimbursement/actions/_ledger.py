"""Adding to the ledger. Nothing here or elsewhere changes an entry or takes it out."""

from django.utils import timezone

from reimbursement.models import Entry


def _enter(lines, kind, *, by, batch=None, attempts=None, reason="", amount=None):
    """Add an entry of one `kind` for each of `lines`, with the pounds that were approved.

    `attempts` is a dict of the key of a line to the number of its attempt, for payments. `amount`
    is another number of pounds, for what is left of one line.
    """
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            line=line,
            kind=kind,
            amount=line.amount_approved if amount is None else amount,
            batch=batch,
            attempt=attempts[line.pk] if attempts else 0,
            reason=reason,
            entered_at=now,
            entered_by=by,
        )
        for line in lines
    )
