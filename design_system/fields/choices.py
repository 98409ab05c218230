"""Fields that are chosen from: radios, checkboxes, a list."""

from django import forms
from django.core.exceptions import ValidationError

from design_system.fields.base import Component

_NOT_OFFERED = "Select one of the answers shown on this page"


class RadiosField(Component, forms.ChoiceField):
    """One of a few answers. `hints` maps a value to a line under its answer."""

    component = "radios"
    group = True
    widget = forms.RadioSelect

    def __init__(self, label, *, choices, hints=None, inline=False, **kwargs):
        self.hints = hints or {}
        self.inline = inline
        super().__init__(label, choices=choices, **kwargs)
        self.error_messages["invalid_choice"] = _NOT_OFFERED

    def params(self, bound):
        return {"items": choice_items(bound, self.hints), "inline": self.inline}


class CheckboxesField(Component, forms.MultipleChoiceField):
    """Any of several answers. `exclusive` is the value that means none of the others."""

    component = "checkboxes"
    group = True
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label, *, choices, hints=None, exclusive=None, **kwargs):
        self.hints = hints or {}
        self.exclusive = exclusive
        super().__init__(label, choices=choices, **kwargs)
        self.error_messages["invalid_choice"] = _NOT_OFFERED
        self.error_messages["invalid_list"] = _NOT_OFFERED

    def validate(self, value):
        super().validate(value)
        if self.exclusive in value and len(set(value)) > 1:
            words = dict(self.choices)[self.exclusive]
            raise ValidationError(
                "Select what applies, or select “%(words)s”, not both",
                code="exclusive",
                params={"words": words},
            )

    def params(self, bound):
        items = choice_items(bound, self.hints)
        for item in items:
            if self.exclusive is not None and item["value"] == str(self.exclusive):
                item["exclusive"] = True
                items.insert(items.index(item), {"divider": "or"})
                break
        return {"items": items}


class SelectField(Component, forms.ChoiceField):
    """One of a long list. An empty first line, `empty_label`, stands for no answer yet."""

    component = "select"

    def __init__(self, label, *, choices, empty_label="Choose from the list", **kwargs):
        self.empty_label = empty_label
        super().__init__(label, choices=choices, **kwargs)
        self.error_messages["invalid_choice"] = _NOT_OFFERED

    def params(self, bound):
        items = choice_items(bound)
        if not any(item["value"] == "" for item in items):
            items.insert(0, {"value": "", "text": self.empty_label})
        return {"items": [_as_option(item) for item in items]}


class SingleCheckboxField(Component, forms.BooleanField):
    """One box to tick, such as agreeing to something: its label stands beside the box."""

    component = "checkboxes"

    def params(self, bound):
        item = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
        return {"id": None, "idPrefix": bound.auto_id, "items": [item]}


class _OfModel:
    """Choices that are rows. `label_from(row)` and `hint_from(row)` give their words."""

    def __init__(self, label, *, queryset, label_from=str, hint_from=None, **kwargs):
        self.label_from = label_from
        self.hint_from = hint_from
        super().__init__(label, queryset=queryset, **kwargs)
        for code in ("invalid_choice", "invalid_pk_value", "invalid_list"):
            self.error_messages[code] = _NOT_OFFERED

    def label_from_instance(self, row):
        return self.label_from(row)

    def params(self, bound):
        return {"items": choice_items(bound, hint_from=self.hint_from)}


class ModelRadiosField(_OfModel, Component, forms.ModelChoiceField):
    """One of a queryset's rows, as radios."""

    component = "radios"
    group = True
    widget = forms.RadioSelect

    def __init__(self, label, *, queryset, **kwargs):
        super().__init__(label, queryset=queryset, empty_label=None, **kwargs)


class ModelSelectField(_OfModel, Component, forms.ModelChoiceField):
    """One of a queryset's rows, from a long list."""

    component = "select"

    def __init__(self, label, *, queryset, empty_label="Choose from the list", **kwargs):
        super().__init__(label, queryset=queryset, empty_label=empty_label, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # a number that SQLite cannot even ask about
            raise ValidationError(_NOT_OFFERED, code="invalid_choice") from None

    def params(self, bound):
        return {"items": [_as_option(item) for item in choice_items(bound)]}


class ModelCheckboxesField(_OfModel, Component, forms.ModelMultipleChoiceField):
    """Any of a queryset's rows, as checkboxes."""

    component = "checkboxes"
    group = True
    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # a number that SQLite cannot even ask about
            raise ValidationError(_NOT_OFFERED, code="invalid_choice") from None


def choice_items(bound, hints=None, hint_from=None):
    """Return one item per choice of `bound` (a BoundField), those chosen already ticked."""
    chosen = bound.field.widget.format_value(bound.value())
    chosen = {str(value) for value in (chosen if isinstance(chosen, list) else [chosen])}
    items = []
    for value, text in bound.field.choices:
        key = str(getattr(value, "value", value))
        item = {"value": key, "text": text, "checked": key in chosen}
        hint = hint_from(value.instance) if hint_from else (hints or {}).get(value)
        if hint:
            item["hint"] = {"text": hint}
        items.append(item)
    return items


def _as_option(item):
    return {
        "value": item["value"],
        "text": item["text"],
        "selected": item.get("checked", False),
    }
