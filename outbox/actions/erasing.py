"""Taking a person out of their messages."""

from django.db import transaction

from outbox.models import Message

from ._states import _move, _note

Status = Message.Status


@transaction.atomic
def erase_messages(*, person, by):
    """Blank where every message to `person` went and what it said; cancel those that wait.

    That there was a message, what it was for and when, stays.
    """
    for row in Message.objects.select_for_update(of=("self",)).filter(person=person):
        if row.status == Status.SENDING:  # its worker finds that it is not in its hands any more
            _move(row, Status.UNCERTAIN, action="outbox.mark_uncertain", by=by)
        if row.status in (Status.QUEUED, Status.UNCERTAIN, Status.FAILED):
            _move(row, Status.CANCELLED, action="outbox.cancel", by=by)
        if row.address or row.subject or row.body:
            _note(row, action="outbox.erase_messages", by=by, address="", subject="", body="")
