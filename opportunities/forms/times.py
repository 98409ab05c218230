"""Times of day as people write them, and days as moments."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone

from design_system.fields import TextField

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
LAST_MINUTE = datetime.time(23, 59)


class TimeField(TextField):
    """A time such as 10:30am, 2pm or 14:00; cleans to a datetime.time, or None."""

    def __init__(self, label, **kwargs):
        super().__init__(label, max_length=10, width=5, empty_value=None, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if value is None or isinstance(value, datetime.time):
            return value
        match = _TIME.fullmatch(value)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        if match and match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 99
        try:
            return datetime.time(hour, minute)
        except ValueError:
            raise ValidationError("Enter a time, like 10:30am or 2pm", code="invalid") from None


def moment(day, time=datetime.time.min):
    """The moment of a local date and time; None without a day."""
    return day and timezone.make_aware(datetime.datetime.combine(day, time))


def day_of(value):
    """The local date of a moment, or None."""
    return value and timezone.localdate(value)


def time_in_words(value):
    """The local time of a moment as the form shows it, such as "14:00"; "" without one."""
    return f"{timezone.localtime(value):%H:%M}" if value else ""
