"""Things that happened before today: the clock of this process set back while an action runs."""

from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def clock_at(moment):
    """Let `timezone.now()` say `moment` (an aware datetime) inside the block, for every caller."""
    true_now = timezone.now
    timezone.now = lambda: moment
    try:
        yield moment
    finally:
        timezone.now = true_now
