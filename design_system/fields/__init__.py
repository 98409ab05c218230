"""Form fields that know their own NHS.UK component."""

from design_system.fields.choices import (
    CheckboxesField,
    ModelCheckboxesField,
    ModelRadiosField,
    ModelSelectField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
)
from design_system.fields.dates import DateField
from design_system.fields.lines import (
    EmailField,
    HiddenField,
    IntegerField,
    PhoneField,
    TextAreaField,
    TextField,
)
from design_system.fields.times import TimeField

__all__ = [
    "CheckboxesField",
    "DateField",
    "EmailField",
    "HiddenField",
    "IntegerField",
    "ModelCheckboxesField",
    "ModelRadiosField",
    "ModelSelectField",
    "PhoneField",
    "RadiosField",
    "SelectField",
    "SingleCheckboxField",
    "TextAreaField",
    "TextField",
    "TimeField",
]
