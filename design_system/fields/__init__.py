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
from design_system.fields.files import FileField
from design_system.fields.lines import (
    EmailField,
    HiddenField,
    IntegerField,
    PhoneField,
    TextAreaField,
    TextField,
)
from design_system.fields.numbers import DecimalField, PoundsField
from design_system.fields.times import TimeField

__all__ = [
    "CheckboxesField",
    "DateField",
    "DecimalField",
    "EmailField",
    "FileField",
    "HiddenField",
    "IntegerField",
    "ModelCheckboxesField",
    "ModelRadiosField",
    "ModelSelectField",
    "PhoneField",
    "PoundsField",
    "RadiosField",
    "SelectField",
    "SingleCheckboxField",
    "TextAreaField",
    "TextField",
    "TimeField",
]
