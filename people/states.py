"""How a member's status changes, and how a consent is written: used by actions only."""

from django.utils import timezone

from design_system.refusals import Refusal
from people import slots
from people.models import Consent, ConsentWording, Member


def move(member, status, *, by, paused_until_date=None, refusal=Refusal):
    """Move a locked `member` to `status` and save it. Raises `refusal` if that cannot be."""
    if status not in Member.TRANSITIONS[member.status]:
        raise refusal(f"This cannot be done while the status is “{member.get_status_display()}”.")
    member.status = status
    member.status_changed_at = timezone.now()
    member.status_changed_by = by
    member.paused_until_date = paused_until_date
    member.save(
        update_fields=["status", "status_changed_at", "status_changed_by", "paused_until_date"]
    )


def write_consent(person, wording, *, given, how, by):
    """Add a consent row, unless the newest one about this purpose says the same already."""
    newest = (
        Consent.objects.filter(person=person, wording__purpose=wording.purpose)
        .order_by("-pk")
        .first()
    )
    if newest and newest.given == given and newest.wording_id == wording.pk:
        return newest
    return Consent.objects.create(
        person=person,
        wording=wording,
        given=given,
        how=how,
        recorded_at=timezone.now(),
        recorded_by=by,
    )


def withdraw_consent(person, *, how, by, purposes=ConsentWording.Purpose.values):
    """Withdraw every consent (for `purposes`), each in the wording it was last given in."""
    for purpose in purposes:
        newest = (
            Consent.objects.filter(person=person, wording__purpose=purpose)
            .select_related("wording")
            .order_by("-pk")
            .first()
        )
        if newest and newest.given:
            write_consent(person, newest.wording, given=False, how=how, by=by)


def tell_joined(member, *, by):
    """Let the rooms above know that `member` is on the register now."""
    for hear in slots.joined:
        hear(member=member, by=by)
