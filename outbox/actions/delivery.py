"""Handing emails over: what the worker does to a message, one step at a time.

`attempts` is the worker's receipt. It rises with every claim, so a worker that was away for long
(suspended, cut off from the database) cannot change what someone else has taken up since.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox.backoff import back_off
from outbox.models import Message

from ._states import CannotMove, _locked, _move

Status = Message.Status


@transaction.atomic(durable=True)
def claim_next(*, by):
    """Return the next email that is due, marked as being sent, or None.

    The mark is committed before this returns, so that a crash later is seen. Two workers never
    get the same one: PostgreSQL skips rows that another has locked, SQLite lets one write at once.
    """
    waiting = Message.objects.due_by_email().select_for_update(skip_locked=True, of=("self",))
    row = waiting.first()
    if row is None:
        return None
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    moment = f"{row.created_at:%Y%m%d%H%M%S}"  # another installation has an M-000001 of its own
    return _move(
        row,
        Status.SENDING,
        action="outbox.claim",
        by=by,
        attempts=row.attempts + 1,
        provider_reference=f"<{row}.{moment}@{host}>",
    )


@transaction.atomic
def mark_sent(*, message, by):
    """The mail server took the email over."""
    return _move(_in_hand(message), Status.SENT, action="outbox.mark_sent", by=by)


@transaction.atomic
def put_back(*, message, by):
    """The email certainly did not go, and may go later: it waits longer each time.

    After MOST_ATTEMPTS it counts as failed.
    """
    row = _in_hand(message)
    if row.gave_up:
        return _move(row, Status.FAILED, action="outbox.mark_failed", by=by)
    later = timezone.now() + back_off(row.attempts)
    return _move(row, Status.QUEUED, action="outbox.put_back", by=by, next_attempt_at=later)


@transaction.atomic
def mark_failed(*, message, by):
    """The email was refused for good: the address does not work."""
    return _move(_in_hand(message), Status.FAILED, action="outbox.mark_failed", by=by)


@transaction.atomic
def mark_uncertain(*, message, by):
    """The email may or may not have gone. It is never sent again by itself: a person decides."""
    return _move(_in_hand(message), Status.UNCERTAIN, action="outbox.mark_uncertain", by=by)


@transaction.atomic
def mark_stale_uncertain(*, lease, by):
    """Give up on emails that have been "being sent" for longer than `lease` (a timedelta).

    Their worker is dead. Returns how many there were.
    """
    stale = Message.objects.stale(timezone.now() - lease)
    rows = list(stale.select_for_update(skip_locked=True, of=("self",)))
    for row in rows:
        _move(row, Status.UNCERTAIN, action="outbox.mark_uncertain", by=by)
    return len(rows)


def _in_hand(message):
    """Return the locked row of `message` as it was claimed. Raises CannotMove if it is not so."""
    row = _locked(message)
    if row.attempts != message.attempts or row.status not in (Status.SENDING, Status.UNCERTAIN):
        raise CannotMove("This email is no longer in the hands of this worker.")
    return row
