"""Fields that are typed into: a line, several lines, an address, a number."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from design_system.fields.base import Component


class TextField(Component, forms.CharField):
    """One line of text. `width` is 2, 3, 4, 5, 10, 20 or 30 characters; full width without."""

    input_type = "text"
    input_mode = None

    def __init__(self, label, *, max_length=200, autocomplete=None, width=None, **kwargs):
        self.autocomplete = autocomplete
        self.width = width
        super().__init__(label, max_length=max_length, **kwargs)

    def params(self, bound):
        return {
            "type": self.input_type,
            "value": bound.value(),
            "autocomplete": self.autocomplete,
            "inputmode": self.input_mode,
            "width": self.width,
        }


class EmailField(TextField):
    """An email address of at most 254 characters, which is what mail servers take."""

    input_type = "email"

    def __init__(self, label, *, max_length=254, autocomplete="email", **kwargs):
        super().__init__(label, max_length=max_length, autocomplete=autocomplete, **kwargs)

    def params(self, bound):
        return super().params(bound) | {"spellcheck": False, "autocapitalize": "none"}

    def clean(self, value):
        value = super().clean(value)
        if value:
            self._check(value)
        return value

    @staticmethod
    def _check(value):
        try:
            forms.EmailField().clean(value)
        except ValidationError:
            raise ValidationError(
                "Enter an email address in the correct format, like name@example.org",
                code="invalid",
            ) from None


class PhoneField(TextField):
    """A UK telephone number, however it is spaced.

    Cleans to digits alone: "07700900982", or "+447700900982" where the country was written.
    """

    input_type = "tel"

    def __init__(self, label, *, max_length=40, autocomplete="tel", width=20, **kwargs):
        super().__init__(
            label, max_length=max_length, autocomplete=autocomplete, width=width, **kwargs
        )

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return value
        number = _bare_number(value)
        if not re.fullmatch(r"0[1-9]\d{8,9}|\+44[1-9]\d{8,9}", number):
            raise ValidationError(
                "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192",
                code="invalid",
            )
        return number


def _bare_number(value):
    """Return `value` without what people put between digits, its digits as 0 to 9."""
    value = "".join(str(unicodedata.digit(character, character)) for character in value)
    value = re.sub(r"[\s().\-\u2010-\u2015/]", "", value.replace("(0)", ""))
    return re.sub(r"^00", "+", value)


class TextAreaField(Component, forms.CharField):
    """Several lines. Beside it always stands that nobody reads it at once, and where help is."""

    component = "textarea"
    widget = forms.Textarea

    def __init__(self, label, *, max_length=2000, rows=5, **kwargs):
        self.rows = rows
        super().__init__(label, max_length=max_length, **kwargs)

    def params(self, bound):
        notice_id = f"{bound.auto_id}-not-read-at-once"
        notice = render_to_string("components/not_read_at_once.html", {"id": notice_id})
        return {
            "value": bound.value(),
            "rows": self.rows,
            "describedBy": notice_id,
            "formGroup": {"beforeInput": {"html": notice}},
        }


class IntegerField(Component, forms.IntegerField):
    """A whole number; `max_value` is a million unless told, so that any database can hold it."""

    def __init__(self, label, *, min_value=0, max_value=1_000_000, width=5, **kwargs):
        self.width = width
        super().__init__(label, min_value=min_value, max_value=max_value, **kwargs)
        self.error_messages["invalid"] = "Enter a whole number, like 3"

    def params(self, bound):
        return {"value": bound.value(), "inputmode": "numeric", "width": self.width}


class HiddenField(forms.CharField):
    """A value that goes with the form unseen. Never trusted: the receiver checks it."""

    widget = forms.HiddenInput

    def __init__(self, *, max_length=200, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
