from decimal import Decimal

import pytest

from design_system import fields
from design_system.forms import Form, ModelForm
from organisation.models import Site
from tests.design_system.kitchen_sink import GOOD, EverythingForm


def errors(form):
    return {name: list(messages) for name, messages in form.errors.items()}


def test_a_filled_form_gives_clean_values():
    form = EverythingForm(GOOD)

    assert errors(form) == {}
    assert form.error_summary == []
    cleaned = form.cleaned_data
    assert cleaned.pop("start").isoformat() == "2028-02-29"
    assert cleaned == {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "phone": "07700900982",
        "about": "I like numbers.",
        "how": "room",
        "skills": ["chairing", "reading"],
        "agree": True,
        "place": "rutland",
        "hours": 3,
        "miles": Decimal("14.5"),
        "spent": Decimal("4.20"),
        "ticket": None,
        "token": "x",
    }


def test_an_empty_form_says_what_to_enter_and_where():
    form = EverythingForm({})

    assert form.error_summary == [
        ("id_name", "Enter your name"),
        ("id_email", "Enter your email address"),
        ("id_about", "Tell us more"),
        ("id_how", "Select how you like to meet"),
        ("id_skills", "Select what you can offer"),
        ("id_agree", "Tick the box if you agree"),
        ("id_start_day", "Enter a date"),
        ("id_place", "Select where you live"),
        ("id_hours", "Enter how many hours"),
        ("id_miles", "Enter miles"),
        ("id_spent", "Enter what it cost"),
    ]


def test_hidden_characters_are_gone_from_values_and_from_what_is_shown_again():
    form = EverythingForm(
        GOOD | {"name": " A\x00d\u202ea\n ", "about": " one\r\n\x0btwo ", "how": ""}
    )

    assert not form.is_valid()
    assert form.cleaned_data["name"] == form["name"].value() == "Ada"
    assert form.cleaned_data["about"] == form["about"].value() == "one\ntwo"


def test_text_that_is_too_long_is_named_and_not_lost():
    long = "x" * 10_000

    form = EverythingForm(GOOD | {"name": long, "about": long})

    assert errors(form) == {
        "name": ["Name must be 40 characters or less"],
        "about": ["Tell us more must be 50 characters or less"],
    }
    assert form["name"].value() == long
    assert form["about"].value() == long


def test_a_question_is_not_used_as_a_name():
    class Question(Form):
        why = fields.TextField("Why?", max_length=3)
        who = fields.TextField("Who?", max_length=3, short_label="Their name")
        sure = fields.TextField("100% sure", max_length=3)

    form = Question({"why": "because", "who": "them", "sure": "quite"})

    assert errors(form) == {
        "why": ["Your answer must be 3 characters or less"],
        "who": ["Their name must be 3 characters or less"],
        "sure": ["100% sure must be 3 characters or less"],
    }


def test_an_error_of_the_whole_form_leads_to_its_first_field_and_one_of_a_hidden_field_nowhere():
    form = EverythingForm(GOOD)
    form.add_error(None, "This opportunity has closed")
    form.add_error("token", "Start again")

    assert form.error_summary == [("id_name", "This opportunity has closed"), (None, "Start again")]


def test_a_label_changed_after_the_form_was_made_is_the_one_in_its_errors():
    form = EverythingForm(GOOD | {"name": "x" * 41})
    form.fields["name"].label = "Full name"

    assert errors(form) == {"name": ["Full name must be 40 characters or less"]}


@pytest.mark.django_db
def test_a_model_form_cleans_and_speaks_the_same_way():
    class SiteForm(ModelForm):
        class Meta:
            model = Site
            fields = ["name"]

    length = Site._meta.get_field("name").max_length

    assert SiteForm({"name": " A\x00gnes\u202e Unit "}).save(commit=False).name == "Agnes Unit"
    assert errors(SiteForm({"name": "x" * (length + 1)})) == {
        "name": [f"Name must be {length} characters or less"]
    }
