"""Days as moments."""

import datetime

from django.utils import timezone

LAST_MINUTE = datetime.time(23, 59)


def moment(day, time=datetime.time.min):
    """The moment of a local date and time; None without a day."""
    return day and timezone.make_aware(datetime.datetime.combine(day, time))


def day_of(value):
    """The local date of a moment, or None."""
    return value and timezone.localdate(value)


def time_in_words(value):
    """The local time of a moment as the form shows it, such as "14:00"; "" without one."""
    return f"{timezone.localtime(value):%H:%M}" if value else ""
