"""What people may say of their interest, and what the team may decide about it."""

from django import forms

from design_system.fields import ModelCheckboxesField, TextAreaField
from design_system.forms import Form
from opportunities.models import Decision
from people.models import Person


class InterestForm(Form):
    """Nothing must be filled in."""

    note = TextAreaField(
        "Anything you would like us to know?",
        hint="You do not need to write anything. Please do not tell us about your health.",
        short_label="What you would like us to know",
        max_length=1000,
        required=False,
    )


class DecisionForm(Form):
    """Several people of a shortlist and one of the buttons below it."""

    people = ModelCheckboxesField(
        "People",
        queryset=Person.objects.filter(member__isnull=False),
        required_message="Select at least one person",
    )
    decision = forms.ChoiceField(
        choices=Decision.choices,
        error_messages={
            "required": "Choose what to do with the people that you selected",
            "invalid_choice": "Choose what to do with the people that you selected",
        },
    )

    def chosen(self):
        """Return the people (a list of Person) in the order in which they were sent."""
        people = {str(person.pk): person for person in self.cleaned_data["people"]}
        sent = dict.fromkeys(self.data.getlist("people"))
        return [people[key] for key in sent if key in people]


class AnswerForm(Form):
    """One of two buttons."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose yes or no",
            "invalid_choice": "Choose yes or no",
        },
    )
