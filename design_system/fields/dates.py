"""A date in three inputs, as people write it: day, month, year."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from design_system.fields.base import Component

PARTS = ("day", "month", "year")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september",
         "october", "november", "december"),
        start=1,
    )
    for name in (names, names[:3])
}  # fmt: skip


class DateWidget(forms.Widget):
    """Reads `name_day`, `name_month` and `name_year` as a dict, or None if all are empty."""

    def value_from_datadict(self, data, files, name):
        parts = {part: data.get(f"{name}_{part}", "") for part in PARTS}
        return parts if any(parts.values()) else None

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{part}" in data for part in PARTS)


class DateField(Component, forms.Field):
    """Cleans to a datetime.date, or None. Takes a month as a number or as its English name.

    Errors carry `params={"parts": […]}`: which of day, month and year are wrong.
    """

    component = "date-input"
    group = True
    widget = DateWidget

    def __init__(self, label, *, birthday=False, **kwargs):
        self.birthday = birthday
        super().__init__(label, **kwargs)

    def to_python(self, value):
        if value is None or isinstance(value, datetime.date):
            return value
        missing = [part for part in PARTS if not value[part]]
        if missing:
            words = " and ".join(f"a {part}" for part in missing)
            self._refuse(f"must include {words}", missing)
        if not (len(value["year"]) == 4 and value["year"].isdecimal()):
            self._refuse("must have a year with 4 numbers, like 2026", ["year"])
        year = int(value["year"])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            self._refuse(f"must have a year between {EARLIEST_YEAR} and {LATEST_YEAR}", ["year"])
        return self._real_date(year, _month(value["month"]), _number(value["day"]))

    def _real_date(self, year, month, day):
        wrong = [
            part
            for part, number, most in (("day", day, 31), ("month", month, 12))
            if not 1 <= number <= most
        ]
        if wrong:
            self._refuse("must be a real date", wrong)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            self._refuse("must be a real date", ["day"])

    def _refuse(self, words, parts):
        name = (self.short_label or "Date").replace("%", "%%")
        raise ValidationError(f"{name} {words}", code="invalid", params={"parts": parts})

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True

    def wrong_parts(self, bound):
        """Return which of day, month and year an error of `bound` is about: all, unless it says."""
        if not bound.errors:
            return []
        error = bound.errors.as_data()[0]
        return (error.params or {}).get("parts", PARTS)

    def first_wrong_input(self, bound):
        """Return the id that the error summary leads to."""
        return f"{bound.auto_id}_{(self.wrong_parts(bound) or PARTS)[0]}"

    def params(self, bound):
        value = bound.value()
        if isinstance(value, datetime.date):
            value = {part: str(getattr(value, part)) for part in PARTS}
        wrong = self.wrong_parts(bound)
        return {
            "id": bound.auto_id,
            "items": [
                {
                    "id": f"{bound.auto_id}_{part}",
                    "name": f"{bound.html_name}_{part}",
                    "label": part.capitalize(),
                    "value": (value or {}).get(part, ""),
                    "width": 4 if part == "year" else 2,
                    "error": part in wrong,
                    "autocomplete": f"bday-{part}" if self.birthday else None,
                }
                for part in PARTS
            ],
        }


def _number(text):
    return int(text) if text.isdecimal() and len(text) <= 2 else 0


def _month(text):
    return _MONTHS.get(text.lower()) or _number(text)
