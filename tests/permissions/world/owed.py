"""What hangs on the claims of the world: expenses, receipts, usual costs, parts not claimed for."""

from django.utils import timezone

from reimbursement import actions
from reimbursement.models import Kind, Receipt, ReceiptFile
from tests.factories.reimbursement import PartFactory


def make(person, claims, own):
    """Objects by name, for addresses. `claims` are the claims by name."""
    mine, theirs = claims["own claim"], claims["other member's claim"]
    sent = claims["claim to own service"]
    parts = {
        name: PartFactory(member=member, service=own)
        for name, member in (
            ("own part", person.member),
            ("other member's part", theirs.involvement.member),
        )
    }
    return {
        "own expense": {"pk": mine.lines.get().pk},
        "other member's expense": {"pk": theirs.lines.get().pk},
        "own receipt": {"pk": _receipt(mine, "1").pk},
        "receipt of other member": {"pk": _receipt(theirs, "2").pk},
        "receipt sent to own service": {"pk": _receipt(sent, "3").pk},
        "own usual cost": {"pk": _usual(mine).pk},
        "other member's usual cost": {"pk": _usual(theirs).pk},
    } | {name: {"pk": part.pk} for name, part in parts.items()}


def _receipt(claim, digest):
    receipt = Receipt.objects.create(
        claim=claim, media_type="image/jpeg", digest=digest * 64, added_at=timezone.now()
    )
    ReceiptFile.objects.create(receipt=receipt, content=b"\xff\xd8\xff")
    return receipt


def _usual(claim):
    member = claim.involvement.member
    return actions.remember_cost(member=member, kind=Kind.CHILD_CARE, spent=20, by=None)
