"""Every write to the outbox: messages are written, handed over, and settled by a person."""

from ._states import CannotMove
from .by_hand import (
    CannotPost,
    cancel,
    mark_called,
    mark_posted,
    note_no_answer,
    settle,
    try_again,
)
from .delivery import (
    claim_next,
    mark_failed,
    mark_sent,
    mark_stale_uncertain,
    mark_uncertain,
    put_back,
)
from .ending import cancel_waiting, erase_messages, stop_writing
from .writing import CannotEnqueue, Draft, enqueue, enqueue_all

__all__ = [
    "CannotEnqueue",
    "CannotMove",
    "CannotPost",
    "Draft",
    "cancel",
    "cancel_waiting",
    "claim_next",
    "enqueue",
    "enqueue_all",
    "erase_messages",
    "mark_called",
    "mark_failed",
    "mark_posted",
    "mark_sent",
    "mark_stale_uncertain",
    "mark_uncertain",
    "note_no_answer",
    "put_back",
    "settle",
    "stop_writing",
    "try_again",
]
