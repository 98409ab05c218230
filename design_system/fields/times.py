"""Times of day as people write them."""

import datetime
import re

from django.core.exceptions import ValidationError

from design_system.fields.lines import TextField

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


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
