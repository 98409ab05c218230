"""When somebody is erased, or two entries of one person become one."""

from django.db import transaction
from wagtail.log_actions import log

from people.models import Member
from reimbursement.models import Claim, UsualCost

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


@transaction.atomic
def merge_usual_costs(*, kept, gone, by):
    """Give the usual costs of `gone` to `kept` (each a Person); what `kept` said wins."""
    member = Member.objects.filter(person=kept).first()
    for usual in UsualCost.objects.filter(member__person=gone).order_by("pk"):
        known = member and UsualCost.objects.filter(member=member, site=usual.site, kind=usual.kind)
        if member is None or known.exists():
            usual.delete()
            continue
        usual.member = member
        usual.save(update_fields=["member"])
        log(usual, "reimbursement.remember_cost", user=by, data={"kind": str(usual.kind)})
