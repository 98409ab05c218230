"""What people do with messages: post letters, ring people, decide about emails."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from outbox.models import Message
from people.models import Channel

from ._states import CannotMove, _locked, _move, _note
from .writing import CannotEnqueue

Status = Message.Status
RING_AGAIN_AFTER = timedelta(hours=3)  # another part of the day


class CannotPost(Refusal):
    """Something among the letters is not a letter that waits."""


@transaction.atomic
def mark_posted(*, messages, by):
    """Letters (an iterable of Message) are in the post. Those already marked stay as they are.

    Returns how many were marked now. Raises CannotPost, and marks none, if one cannot be posted.
    """
    keys = [message.pk for message in messages]
    rows = Message.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    posted = 0
    for row in rows:
        if row.channel != Channel.POST or row.status not in (Status.QUEUED, Status.SENT):
            raise CannotPost(f"{row} is not a letter that waits to be posted. None were marked.")
        if row.status == Status.QUEUED:
            _move(row, Status.SENT, action="outbox.mark_posted", by=by)
            posted += 1
    return posted


@transaction.atomic
def mark_called(*, message, by):
    """The person has been rung and told. Raises CannotMove if that is not what it waits for."""
    row = _call(message)
    if row.status == Status.SENT:
        return row
    return _move(row, Status.SENT, action="outbox.mark_called", by=by, attempts=row.attempts + 1)


@transaction.atomic
def note_no_answer(*, message, by):
    """Nobody answered: the call goes to the end of the list. Raises CannotMove."""
    row = _call(message)
    if row.status != Status.QUEUED:
        raise CannotMove("This call does not wait to be made any more.")
    later = timezone.now() + RING_AGAIN_AFTER
    attempts = row.attempts + 1
    return _note(
        row, action="outbox.note_no_answer", by=by, attempts=attempts, next_attempt_at=later
    )


@transaction.atomic
def settle(*, message, went, by):
    """Decide about an email that may have gone. `went` (bool): it did, or it is sent again.

    Raises CannotMove if it is not uncertain and was settled differently.
    """
    row = _locked(message)
    wanted = Status.SENT if went else Status.QUEUED
    if row.status == wanted:
        return row
    if row.status != Status.UNCERTAIN:
        raise CannotMove("This email is not in doubt any more, so there is nothing to decide.")
    return _move(row, wanted, action="outbox.settle", by=by, next_attempt_at=timezone.now())


@transaction.atomic
def try_again(*, message, by):
    """Queue a failed message again, to where the person wants to be reached today.

    Raises CannotMove if it has not failed, CannotEnqueue if there is no way to reach the person.
    """
    row = _locked(message)
    if row.status == Status.QUEUED:
        return row
    if row.status != Status.FAILED:
        raise CannotMove("Only a message that could not be sent can be tried again.")
    address = row.person.address_for_messages.strip()
    if row.person.erased_at or not address:
        raise CannotEnqueue(f"There is no way to reach {row.person} any more.")
    channel = row.person.preferred_channel
    return _move(
        row,
        Status.QUEUED,
        action="outbox.try_again",
        by=by,
        channel=channel,
        attempts=row.attempts if channel == row.channel else 0,
        address=address,
        next_attempt_at=timezone.now(),
    )


@transaction.atomic
def cancel(*, message, by):
    """The message is not needed any more. Raises CannotMove if it has gone or is going."""
    row = _locked(message)
    if row.status == Status.CANCELLED:
        return row
    return _move(row, Status.CANCELLED, action="outbox.cancel", by=by)


def _call(message):
    row = _locked(message)
    if row.channel != Channel.PHONE:
        raise CannotMove(f"{row} is not a phone call.")
    return row
