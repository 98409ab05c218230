"""A field for the name of a person."""

from design_system.fields import TextField
from people.names import can_be_seen


class PersonNameField(TextField):
    """One line, at most 120 characters, that can be seen: else it counts as left empty."""

    def __init__(self, label, *, max_length=120, **kwargs):
        super().__init__(label, max_length=max_length, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if can_be_seen(value) else ""
