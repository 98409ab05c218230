"""How a message goes from one state to the next: locked, allowed by TRANSITIONS, logged."""

from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from outbox.models import Message


class CannotMove(Refusal):
    """A message is not in a state that allows this any more."""


def _locked(message):
    """Return the row of `message` as it is now, locked until the transaction ends."""
    return Message.objects.select_for_update(of=("self",)).get(pk=message.pk)


def _move(row, status, *, action, by, **changes):
    """Put a locked `row` into `status`, with other field `changes`, write one log entry, return it.

    Raises CannotMove where TRANSITIONS does not allow it.
    """
    if status not in Message.TRANSITIONS[row.status]:
        raise CannotMove(
            f"This message is “{row.get_status_display().lower()}” now, so this cannot be done. "
            "Someone else may have been faster."
        )
    row.status, row.status_changed_at, row.status_changed_by = status, timezone.now(), by
    return _note(row, action=action, by=by, **changes)


def _note(row, *, action, by, **changes):
    """Save field `changes` of a locked `row` in its state, write one log entry, return it."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    data = {"purpose": row.purpose, "channel": row.channel, "status": str(row.status)}
    log(row, action=action, user=by, data=data)
    return row
