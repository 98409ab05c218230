"""When somebody is erased: what becomes of their claims."""

from django.db import transaction

from reimbursement.models import Claim

from ._steps import _held, _note
from .drafting import _withdraw

Status = Claim.Status
SETTLED = (Status.WITHDRAWN, Status.REFUSED)


@transaction.atomic
def forget_claims(*, person, by):
    """Withdraw what `person`, who is erased, has not sent, and take out what they wrote there.

    What was sent is decided and paid all the same: it is owed to them.
    """
    claims = Claim.objects.filter(involvement__member__person=person).order_by("involvement_id")
    for claim in claims.filter(status__in=[*Claim.CHANGEABLE, *SETTLED]):
        claim = _held(claim)
        if claim.is_changeable:
            _withdraw(claim, by)
        claim.late_reason = claim.answer = ""
        claim.save(update_fields=["late_reason", "answer"])
        claim.lines.update(description="", without_receipt="")
        claim.receipts.all().delete()
        _note(claim, "forget_words", by)
