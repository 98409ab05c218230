"""Numbers with a point in them, as people write them: miles, hours, pounds."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from design_system.fields.lines import TextField

# "14", "14.5", "1,250.00". A comma stands for nothing but thousands: "4,20" could mean two sums.
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?")
_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212]\s*£?\s*[\d.]")


class DecimalField(TextField):
    """A number above 0 with at most `places` after the point; cleans to a Decimal, or None.

    With `or_zero` it may be 0 as well. `unit` may be written behind it, such as "miles". `example`
    stands in what is said of a mistake.
    """

    input_mode = "decimal"

    def __init__(self, label, *, most, places=1, unit="", example="3.5", or_zero=False, **kwargs):
        self.most, self.places, self.unit, self.example = most, places, unit, example
        self.or_zero = or_zero
        super().__init__(label, max_length=40, **{"width": 5, "empty_value": None} | kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not isinstance(value, str):
            return value
        if _NEGATIVE.match(value):
            self._refuse_as_too_little()
        match = _NUMBER.fullmatch(self.without_unit(value))
        if match is None or not any(match.groups()):
            raise ValidationError(f"Enter {self.a_number}, like {self.example}", code="invalid")
        if len(match[2] or "") > self.places:
            self._refuse(f"must have {self.at_most_behind_the_point}, like {self.example}")
        number = Decimal(f"{(match[1] or '0').replace(',', '')}.{match[2] or 0}")
        if not (number or self.or_zero):
            self._refuse_as_too_little()
        if number > self.most:
            self._refuse(f"must be {self.written(self.most)} or less")
        return number

    a_number = "a number"

    @property
    def at_most_behind_the_point(self):
        numbers = "1 number" if self.places == 1 else f"{self.places} numbers"
        return f"no more than {numbers} after the point"

    def without_unit(self, value):
        """Return `value` without what people write beside a number."""
        singular = re.escape(self.unit.removesuffix("s"))
        return re.sub(rf"\s*{singular}s?$", "", value, flags=re.IGNORECASE) if self.unit else value

    def written(self, number):
        """Return a number as it stands in a sentence: "1,000 miles"."""
        return f"{number:,} {self.unit}".strip()

    def _refuse_as_too_little(self):
        zero = self.written(0)
        self._refuse(f"must be {zero} or more" if self.or_zero else f"must be more than {zero}")

    def _refuse(self, words):
        name = self.short_label or self.label
        raise ValidationError(f"{name} {words}".replace("%", "%%"), code="invalid")


class PoundsField(DecimalField):
    """Pounds and pence: "4.20", "£4.20", "4" or "1,250.00". Cleans to a Decimal, or None."""

    a_number = "an amount in pounds"

    def __init__(self, label, *, most=Decimal("9999.99"), **kwargs):
        super().__init__(label, most=most, places=2, example="4.20", **kwargs)

    def without_unit(self, value):
        return re.sub(r"^£\s*", "", value)

    def written(self, number):
        return f"£{number:,.2f}" if number else "£0"

    def params(self, bound):
        return super().params(bound) | {"prefix": {"text": "£"}}
