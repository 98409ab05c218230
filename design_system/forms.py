"""The base of every form: hidden characters are taken out, and errors are plain sentences."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import pretty_name

from design_system.text import clean_line, clean_text


class PlainForm:
    """What our forms add to Django's: cleaned input, sentences that name the field, a summary."""

    def full_clean(self):
        for name, field in self.fields.items():
            _speak_plainly(field, field.label or pretty_name(name))
        super().full_clean()

    def _widget_data_value(self, widget, html_name):
        # The one point through which both validation and redisplay read what was sent.
        return _cleaned(super()._widget_data_value(widget, html_name), widget)

    @property
    def error_summary(self):
        """A list of (id of the input to go to, message); the id is None where there is no input.

        Errors of the whole form lead to the first field that can be seen.
        """
        summary = []
        first = next(iter(self.visible_fields()), None)
        for name, messages in self.errors.items():
            bound = first if name == NON_FIELD_ERRORS else self[name]
            target = _first_wrong_input(bound) if bound and not bound.is_hidden else None
            summary += [(target, message) for message in messages]
        return summary


class Form(PlainForm, forms.Form):
    pass


class ModelForm(PlainForm, forms.ModelForm):
    pass


def _cleaned(value, widget):
    if isinstance(value, str):
        return (clean_text if isinstance(widget, forms.Textarea) else clean_line)(value)
    if isinstance(value, list):
        return [_cleaned(item, widget) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item, widget) for key, item in value.items()}
    return value


def _first_wrong_input(bound):
    first_wrong_input = getattr(bound.field, "first_wrong_input", None)
    return first_wrong_input(bound) if first_wrong_input else bound.auto_id


def _speak_plainly(field, label):
    name = getattr(field, "short_label", None) or (
        "Your answer" if str(label).endswith("?") else str(label)
    )
    name = name.replace("%", "%%")  # the sentences are formatted with the limit
    sentences = {
        "max_length": f"{name} must be %(limit_value)d characters or less",
        "min_length": f"{name} must be %(limit_value)d characters or more",
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_value": f"{name} must be %(limit_value)s or less",
    }
    field.error_messages = sentences | field.error_messages
