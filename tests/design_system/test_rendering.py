"""Each field's component: blank, filled and wrong, read as a browser would."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django import forms as django_forms
from django.template import engines

from design_system import fields
from design_system.forms import Form
from people.models import Term
from tests.design_system.kitchen_sink import GOOD, EverythingForm

LINE_FIELDS = ["name", "email", "phone", "about", "place", "hours"]
GROUPS = ["how", "skills", "start"]


def shown(source, **context):
    html = engines["django"].from_string("{% load nhsuk %}" + source).render(context)
    return BeautifulSoup(html, "html.parser")


def shown_field(form, name, options=""):
    return shown("{% field bound " + options + " %}", bound=form[name])


def words(element):
    return " ".join(element.get_text(" ").split()) if element else None


def described_by(soup, element):
    """The words that a screen reader adds to `element`, in order; an id that is missing fails."""
    return [
        words(soup.find(id=name)) or name for name in element.get("aria-describedby", "").split()
    ]


@pytest.mark.parametrize("name", LINE_FIELDS)
def test_the_label_belongs_to_its_input(name):
    soup = shown_field(EverythingForm(), name)

    label = soup.find("label")
    control = soup.find(id=label["for"])
    assert words(label) == EverythingForm.base_fields[name].label
    assert (control["id"], control["name"]) == (f"id_{name}", name)


@pytest.mark.parametrize("name", GROUPS)
def test_the_legend_names_its_group(name):
    soup = shown_field(EverythingForm(), name)

    assert words(soup.fieldset.legend) == EverythingForm.base_fields[name].label
    for control in soup.find_all("input"):
        assert words(soup.find("label", attrs={"for": control["id"]}))


@pytest.mark.parametrize("name", EverythingForm.base_fields)
def test_a_blank_field_has_no_error_and_no_repeated_id(name):
    soup = shown_field(EverythingForm(), name)

    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert soup.select(".nhsuk-error-message") == []
    assert soup.select(".nhsuk-form-group--error") == []


@pytest.mark.parametrize("name", LINE_FIELDS)
def test_a_wrong_line_shows_its_error_and_is_described_by_it(name):
    form = EverythingForm({"phone": "1"})

    soup = shown_field(form, name)

    control = soup.find(id=f"id_{name}")
    [message] = form.errors[name]
    assert described_by(soup, control)[-1] == f"Error: {message}"
    assert len(soup.select(".nhsuk-form-group--error")) == 1


@pytest.mark.parametrize("name", GROUPS)
def test_a_wrong_group_is_described_by_its_error(name):
    form = EverythingForm({})

    soup = shown_field(form, name)

    assert described_by(soup, soup.fieldset) == [f"Error: {form.errors[name][0]}"]


def test_each_link_of_the_summary_leads_to_an_input_that_exists():
    form = EverythingForm({"start_day": "31", "start_month": "4", "start_year": "2026"})

    soup = shown("{% error_summary form %}{% for b in form %}{% field b %}{% endfor %}", form=form)

    links = soup.select(".nhsuk-error-summary a")
    assert [(link["href"][1:], words(link)) for link in links] == form.error_summary
    for link in links:
        assert soup.find(id=link["href"][1:]).name in {"input", "textarea", "select"}


def test_there_is_no_summary_where_nothing_is_wrong():
    assert str(shown("{% error_summary form %}", form=EverythingForm(GOOD))) == ""


def test_what_was_sent_is_shown_again():
    form = EverythingForm(GOOD | {"start_month": "Feb"})

    soup = shown("{% for b in form %}{% field b %}{% endfor %}", form=form)

    typed = {i["name"]: i["value"] for i in soup.find_all("input", type=["text", "email", "tel"])}
    assert typed == {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "phone": "07700 900 982",
        "start_day": "29",
        "start_month": "Feb",
        "start_year": "2028",
        "hours": "3",
        "miles": "14.5",
        "spent": "£4.20",
    }
    assert soup.textarea.text == "I like numbers."
    ticked = [(i["name"], i["value"]) for i in soup.find_all("input", checked=True)]
    assert ticked == [
        ("how", "room"), ("skills", "chairing"), ("skills", "reading"), ("agree", "on")
    ]  # fmt: skip
    assert [o["value"] for o in soup.find_all("option", selected=True)] == ["rutland"]
    assert soup.find("input", type="hidden")["value"] == "x"


def test_a_first_answer_may_be_given_by_the_page():
    form = EverythingForm(
        initial={"start": datetime.date(2026, 4, 1), "how": "online", "agree": True, "name": "Ada"}
    )

    soup = shown("{% for b in form %}{% field b %}{% endfor %}", form=form)

    parts = [soup.find(id=f"id_start_{part}")["value"] for part in ("day", "month", "year")]
    assert parts == ["1", "4", "2026"]
    assert [i["value"] for i in soup.find_all("input", checked=True)] == ["online", "on"]


def test_only_the_wrong_part_of_a_date_is_marked():
    form = EverythingForm({"start_day": "1", "start_month": "13", "start_year": "2026"})

    soup = shown_field(form, "start")

    assert [i["id"] for i in soup.select(".nhsuk-input--error")] == ["id_start_month"]
    assert ("id_start_month", "Date must be a real date") in form.error_summary


def test_a_text_area_says_that_nobody_reads_it_at_once():
    soup = shown_field(EverythingForm(), "about")

    assert described_by(soup, soup.textarea) == [
        "We do not read this straight away. If you need help today, get help now ."
    ]
    assert soup.a["href"] == "#get-help"


def test_hints_belong_to_their_answer():
    soup = shown_field(EverythingForm(), "how")

    online, room = soup.find_all("input")
    assert described_by(soup, online) == ["By video or phone"]
    assert described_by(soup, room) == []


def test_none_of_these_stands_apart_and_unticks_the_others():
    soup = shown_field(EverythingForm(), "skills")

    exclusive = soup.select("input[data-checkbox-exclusive]")
    assert [i["value"] for i in exclusive] == ["none"]
    assert words(soup.select_one(".nhsuk-checkboxes__divider")) == "or"


@pytest.mark.parametrize("name", ["name", "how"])
def test_a_title_can_be_the_heading_of_the_page(name):
    soup = shown_field(EverythingForm(), name, "page_heading=True")

    assert words(soup.h1) == EverythingForm.base_fields[name].label


HTML = "<script>alert('1')</script>\"&amp;"


def test_html_is_shown_and_not_obeyed_wherever_it_comes_from():
    class Hostile(Form):
        line = fields.TextField(HTML, hint=HTML, max_length=5)
        area = fields.TextAreaField(HTML, hint=HTML, required_message=HTML)
        pick = fields.RadiosField(HTML, hint=HTML, choices=[(HTML, HTML)], hints={HTML: HTML})
        many = fields.CheckboxesField(HTML, choices=[(HTML, HTML)], hints={HTML: HTML})
        one = fields.SingleCheckboxField(HTML)
        day = fields.DateField(HTML, hint=HTML)
        row = fields.SelectField(HTML, choices=[(HTML, HTML)])

    form = Hostile({"line": HTML, "area": HTML, "day_day": HTML, "pick": HTML, "row": HTML})
    form.add_error(None, HTML)

    soup = shown("{% error_summary form %}{% for b in form %}{% field b %}{% endfor %}", form=form)

    assert soup.find_all("script") == []
    assert soup.find(id="id_line")["value"] == HTML
    assert soup.find(id="id_day_day")["value"] == HTML
    assert soup.find(id="id_pick")["value"] == HTML
    assert soup.textarea.text == HTML
    assert words(soup.find("label", attrs={"for": "id_line"})) == HTML
    assert {words(legend) for legend in soup.find_all("legend")} == {HTML}
    assert words(soup.find(id="id_pick-item-hint")) == HTML
    assert words(soup.select(".nhsuk-error-summary a")[-1]) == HTML


@pytest.mark.django_db
def test_rows_are_offered_with_their_words_and_hints_in_one_query(django_assert_num_queries):
    Term.objects.all().delete()
    for label in ("Chairing <b>", "Reading", "Writing"):
        Term.objects.create(kind=Term.Kind.SKILL, label=label, code=label)

    class Skills(Form):
        skills = fields.ModelCheckboxesField(
            "Skills",
            queryset=Term.objects.order_by("label"),
            label_from=lambda term: term.label,
            hint_from=lambda term: term.label.upper(),
            required=False,
        )

    with django_assert_num_queries(1):
        soup = shown_field(Skills(), "skills")

    assert [words(label) for label in soup.find_all("label")] == [
        "Chairing <b>", "Reading", "Writing"
    ]  # fmt: skip
    assert words(soup.select_one(".nhsuk-checkboxes__hint")) == "CHAIRING <B>"


class ForeignForm(django_forms.Form):
    """Fields that are not ours, as a package may bring them."""

    email = django_forms.EmailField(help_text="Any address")
    note = django_forms.CharField(widget=django_forms.Textarea)
    one = django_forms.ChoiceField(choices=[("a", "A")], widget=django_forms.RadioSelect)
    many = django_forms.MultipleChoiceField(
        choices=[("a", "A")], widget=django_forms.CheckboxSelectMultiple
    )
    tick = django_forms.BooleanField()
    secret = django_forms.CharField(widget=django_forms.PasswordInput)
    hidden = django_forms.CharField(widget=django_forms.HiddenInput)


def test_fields_that_are_not_ours_are_shown_by_the_component_that_fits():
    form = ForeignForm({"email": "x", "many": ["a"], "secret": "s"})
    form.add_error(None, "Too late")

    soup = shown("{% error_summary form %}{% for b in form %}{% field b %}{% endfor %}", form=form)

    assert [(i["type"], i["id"]) for i in soup.find_all("input")] == [
        ("email", "id_email"),
        ("radio", "id_one"),
        ("checkbox", "id_many"),
        ("checkbox", "id_tick"),
        ("password", "id_secret"),
        ("hidden", "id_hidden"),
    ]
    assert soup.textarea["id"] == "id_note"
    assert not soup.find(id="id_secret").has_attr("value")
    assert described_by(soup, soup.find(id="id_email")) == [
        "Any address", "Error: Enter a valid email address."
    ]  # fmt: skip
    links = soup.select(".nhsuk-error-summary a")
    assert [link["href"] for link in links] == [
        "#id_email", "#id_email", "#id_note", "#id_one", "#id_tick"
    ]  # fmt: skip
    assert words(soup.select_one(".nhsuk-error-summary li")) == "Too late"
