"""From a form's field to the component that shows it."""

from django import forms

from design_system.components import render_component
from design_system.fields.base import Component, common_params
from design_system.fields.choices import choice_items


def render_field(bound, *, page_heading=False, size=None, **more):
    """Return the HTML of `bound` (a BoundField) with its label or legend, hint and error.

    Fields that are not ours (allauth's) are shown by the component that fits their widget.
    `more` are further parameters of the component.
    """
    if bound.is_hidden:
        return bound.as_widget()
    name, group, own = _component(bound)
    params = common_params(bound, group=group, page_heading=page_heading, size=size)
    params |= own | more
    return render_component(name, {key: item for key, item in params.items() if item is not None})


def render_error_summary(form):
    """Return the HTML of the box at the top that lists what is wrong; "" where nothing is.

    A layout may ask for a page that has no form: `form` is then "".
    """
    if not form or not form.errors:
        return ""
    errors = [
        {"text": message} | ({"href": f"#{target}"} if target else {})
        for target, message in error_list(form)
    ]
    return render_component(
        "error-summary", {"titleText": "There is a problem", "errorList": errors}
    )


def error_list(form):
    """Return `form.error_summary`; for a form that is not ours, the same of each field's errors."""
    if hasattr(form, "error_summary"):
        return form.error_summary
    first = next((bound.auto_id for bound in form.visible_fields()), None)
    summary = [(first, message) for message in form.non_field_errors()]
    for bound in form:
        summary += [(None if bound.is_hidden else bound.auto_id, text) for text in bound.errors]
    return summary


def _component(bound):
    field = bound.field
    if isinstance(field, Component):
        return field.component, field.group, field.params(bound)
    widget = field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes", True, {"items": choice_items(bound)}
    if isinstance(widget, forms.RadioSelect):
        return "radios", True, {"items": choice_items(bound)}
    if isinstance(widget, forms.CheckboxInput):
        item = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
        return "checkboxes", False, {"id": None, "idPrefix": bound.auto_id, "items": [item]}
    if isinstance(widget, forms.Textarea):
        return "textarea", False, {"value": bound.value()}
    attributes = {name: widget.attrs.get(name) for name in ("autocomplete", "inputmode")}
    value = bound.value() if widget.input_type != "password" else None
    kind = widget.attrs.get("type", widget.input_type)
    return "input", False, attributes | {"type": kind, "value": value}
