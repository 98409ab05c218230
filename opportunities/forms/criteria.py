"""What an opportunity asks for, one row for each thing asked."""

from django import forms

from design_system.fields import (
    CheckboxesField,
    RadiosField,
    SelectField,
    SingleCheckboxField,
)
from design_system.forms import Form
from opportunities.models import Criterion
from people import availability
from people.models import Term

Kind = Criterion.Kind
WITH_TERM = (Kind.SKILL, Kind.INTEREST)
BLANK_ROWS = 3
MOST_ROWS = 60
SLOTS = [
    (str(availability.slot(day, part)), f"{availability.DAYS[day]} {availability.PARTS[part]}")
    for day, part in availability.slots(availability.ALL_SLOTS)
]


def choices_of_asks(opportunity):
    """What can be asked: (key, words), terms in use included even if retired since."""
    choices = []
    for kind in WITH_TERM:
        offered = Term.objects.offered(kind)
        used = Term.objects.filter(pk__in=opportunity.criteria.filter(kind=kind).values("term"))
        choices += [(f"{kind}:{t.pk}", f"{kind.label}: {t.label}") for t in (offered | used)]
    return choices + [(kind.value, kind.label) for kind in Kind if kind not in WITH_TERM]


def starting_rows(opportunity):
    """What is asked so far, as the formset's initial rows."""
    return [
        {
            "asks": f"{c.kind}:{c.term_id}" if c.term_id else c.kind,
            "importance": c.importance,
            "weight": str(c.weight),
            "slots": [str(availability.slot(*pair)) for pair in availability.slots(c.slots)],
        }
        for c in opportunity.criteria.all()
    ]


class CriterionForm(Form):
    """One thing asked, or nothing."""

    asks = SelectField("What is asked?", choices=[], required=False, empty_label="Nothing")
    importance = RadiosField(
        "How important is it?", choices=Criterion.Importance.choices, inline=True, initial="helps"
    )
    weight = SelectField(
        "Weight",
        choices=[(str(n), str(n)) for n in range(1, 6)],
        initial="1",
        hint="5 counts five times as much as 1.",
    )
    slots = CheckboxesField("Times, if it asks when people are free", choices=SLOTS, required=False)
    remove = SingleCheckboxField("Do not ask for this any more", required=False)

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asks"].choices = asks

    @property
    def is_new(self):
        return not self.initial

    def clean(self):
        cleaned = super().clean()
        asks, slots = cleaned.get("asks"), cleaned.get("slots")
        if cleaned.get("remove") or "asks" in self.errors:
            return cleaned
        if asks == Kind.AVAILABILITY and not slots and "slots" not in self.errors:
            self.add_error("slots", "Choose at least one time when people should be free")
        if asks != Kind.AVAILABILITY and slots:
            self.add_error("asks", "Times only go with “Is free at one of these times”")
        return cleaned

    def criterion(self):
        """This row as `set_criteria` takes it, or None if it asks for nothing."""
        data = self.cleaned_data
        if data.get("remove") or not data.get("asks"):
            return None
        kind, _, term = data["asks"].partition(":")
        return {
            "kind": kind,
            "importance": data["importance"],
            "weight": int(data["weight"]),
            "term": Term.objects.get(pk=term) if term else None,
            "slots": sum(map(int, set(data["slots"]))),
        }


class BaseCriterionFormSet(forms.BaseFormSet):
    def criteria(self):
        """All that is asked, as a list of dicts for `set_criteria`."""
        return list(filter(None, [form.criterion() for form in self.forms]))

    @property
    def error_list(self):
        """(id, message) of all that is wrong, for one summary at the top."""
        rows = [pair for form in self.forms for pair in form.error_summary]
        return rows + [(None, message) for message in self.non_form_errors()]


CriterionFormSet = forms.formset_factory(
    CriterionForm,
    formset=BaseCriterionFormSet,
    extra=BLANK_ROWS,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)
