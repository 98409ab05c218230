"""Adding, changing and retiring words of the vocabulary."""

from design_system.fields import IntegerField, ModelSelectField, RadiosField, TextField
from design_system.forms import Form
from people.models import Term


def _label_field():
    return TextField(
        "Words that people choose",
        hint="For example “Chairing meetings”. Keep them short and plain.",
        short_label="The words",
        max_length=120,
        autocomplete="off",
        required_message="Enter the words that people choose",
    )


def _description_field():
    return TextField(
        "What the words mean",
        hint="One or two short sentences below the words. Leave this empty if they are clear.",
        short_label="What they mean",
        max_length=300,
        autocomplete="off",
        required=False,
    )


class AddTermForm(Form):
    kind = RadiosField(
        "What kind of words are they?",
        choices=[(kind, kind.label) for kind in Term.Kind if kind != Term.Kind.LEVEL],
        required_message="Choose what kind of words they are",
    )
    label = _label_field()
    description = _description_field()


class TermForm(Form):
    label = _label_field()
    description = _description_field()
    position = IntegerField(
        "Place in the list",
        hint="1 comes first.",
        max_value=999,
        width=3,
        required_message="Enter a number, like 1",
    )


class RetireTermForm(Form):
    """`term` is the one to retire: any other of its kind that is still offered may replace it."""

    replaced_by = ModelSelectField(
        "Which words replace it?",
        hint="Whoever chose the old words is then noted with the new ones.",
        queryset=Term.objects.none(),
        empty_label="Nothing replaces it",
        required=False,
    )

    def __init__(self, *args, term, **kwargs):
        super().__init__(*args, **kwargs)
        others = Term.objects.offered(term.kind).exclude(pk=term.pk)
        self.fields["replaced_by"].queryset = others


class BringBackTermForm(Form):
    """One button."""
