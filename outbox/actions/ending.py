"""What becomes of waiting messages when they are overtaken, and of all when someone is erased."""

from django.db import transaction

from outbox.models import Message
from people.models import Channel

from ._states import _move, _note

Status = Message.Status


@transaction.atomic
def cancel_waiting(*, person, about, by):
    """Cancel letters and calls to `person` that wait to be made and are overtaken by other news.

    `about` is how their dedupe key begins. Emails go within seconds, so what they say stays.
    """
    waiting = Message.objects.filter(
        person=person, dedupe_key__startswith=about, status=Status.QUEUED
    ).exclude(channel=Channel.EMAIL)
    for row in waiting.select_for_update(of=("self",)):
        _move(row, Status.CANCELLED, action="outbox.cancel", by=by)


@transaction.atomic
def stop_writing(*, member, by):
    """Send nothing more to `member`, who leaves the register."""
    for row in Message.objects.select_for_update(of=("self",)).filter(person=member.person_id):
        _stop(row, by)


@transaction.atomic
def erase_messages(*, person, by):
    """Blank where every message to `person` went and what it said; cancel those that wait.

    That there was a message, what it was for and when, stays.
    """
    for row in Message.objects.select_for_update(of=("self",)).filter(person=person):
        _stop(row, by)
        said = dict.fromkeys(("address", "subject", "body", "calendar"), "")
        if any(getattr(row, name) for name in said):
            _note(row, action="outbox.erase_messages", by=by, **said)


def _stop(row, by):
    if row.status == Status.SENDING:  # its worker finds that it is not in its hands any more
        _move(row, Status.UNCERTAIN, action="outbox.mark_uncertain", by=by)
    if row.status in (Status.QUEUED, Status.UNCERTAIN, Status.FAILED):
        _move(row, Status.CANCELLED, action="outbox.cancel", by=by)
