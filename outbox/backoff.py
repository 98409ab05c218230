"""How long an email waits after each attempt that failed for now."""

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=4)
MOST_ATTEMPTS = 14  # the waits add up to about a day, as long as a mail server may well be away


def back_off(attempts):
    """Return the time to wait after `attempts` (1 or more) attempts: it doubles, up to LONGEST."""
    return min(FIRST * 2 ** (attempts - 1), LONGEST)
