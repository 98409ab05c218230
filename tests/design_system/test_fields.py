import pytest
from django.core.exceptions import ValidationError

from design_system import fields
from people.models import Term


def refusal(field, value):
    """The sentences with which `field` refuses `value`, as a form with that field shows them."""
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def date(day, month, year):
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700900982", "07700900982"),
        ("07700 900 982", "07700900982"),
        ("(0116) 496-0001", "01164960001"),
        ("0116.496.0001", "01164960001"),
        ("+44 7700 900982", "+447700900982"),
        ("+44 (0)7700 900982", "+447700900982"),
        ("0044 7700 900982", "+447700900982"),
        ("07700\u2011900\u2013982", "07700900982"),
        ("\uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff19\uff18\uff12", "07700900982"),
        ("٠٧٧٠٠٩٠٠٩٨٢", "07700900982"),
    ],
)
def test_a_phone_number_is_taken_however_it_is_spaced(typed, number):
    assert fields.PhoneField("Phone").clean(typed) == number


@pytest.mark.parametrize(
    "typed", ["0770", "abc", "+1 202 555 0100", "07700 900 982 ext 3", "00000000000", "²" * 11]
)
def test_what_is_no_uk_number_is_refused_with_examples(typed):
    assert refusal(fields.PhoneField("Phone"), typed) == [
        "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"
    ]


@pytest.mark.parametrize("typed", ["ada", "ada@", "@example.org", "a b@example.org", "a@b@c.org"])
def test_what_is_no_email_address_is_refused_with_an_example(typed):
    assert refusal(fields.EmailField("Email"), typed) == [
        "Enter an email address in the correct format, like name@example.org"
    ]


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (date("1", "2", "2026"), "2026-02-01"),
        (date("01", "02", "2026"), "2026-02-01"),
        (date("31", "January", "2026"), "2026-01-31"),
        (date("31", "dec", "2026"), "2026-12-31"),
    ],
)
def test_a_date_is_taken_as_people_write_it(parts, day):
    assert fields.DateField("When?").clean(parts).isoformat() == day


@pytest.mark.parametrize(
    ("parts", "sentence", "wrong"),
    [
        (date("31", "4", "2026"), "Date must be a real date", ["day"]),
        (date("29", "2", "2027"), "Date must be a real date", ["day"]),
        (date("0", "4", "2026"), "Date must be a real date", ["day"]),
        (date("1", "13", "2026"), "Date must be a real date", ["month"]),
        (date("x", "y", "2026"), "Date must be a real date", ["day", "month"]),
        (date("-1", "1", "2026"), "Date must be a real date", ["day"]),
        (date("²", "1", "2026"), "Date must be a real date", ["day"]),
        (date("9" * 5000, "1", "2026"), "Date must be a real date", ["day"]),
        (date("1", "", "2026"), "Date must include a month", ["month"]),
        (date("", "", "2026"), "Date must include a day and a month", ["day", "month"]),
        (date("1", "1", "26"), "Date must have a year with 4 numbers, like 2026", ["year"]),
        (date("1", "1", "²²²²"), "Date must have a year with 4 numbers, like 2026", ["year"]),
        (date("1", "1", "0001"), "Date must have a year between 1900 and 2100", ["year"]),
    ],
)
def test_an_impossible_date_is_refused_and_its_wrong_part_named(parts, sentence, wrong):
    with pytest.raises(ValidationError) as refused:
        fields.DateField("When?").clean(parts)

    assert refused.value.messages == [sentence]
    assert refused.value.params == {"parts": wrong}


@pytest.mark.parametrize("typed", ["x", "1.5", "9" * 5000, "²"])
def test_what_is_no_whole_number_is_refused(typed):
    assert refusal(fields.IntegerField("Hours"), typed) == ["Enter a whole number, like 3"]


def test_an_answer_that_was_not_offered_is_refused():
    sentence = ["Select one of the answers shown on this page"]
    choices = [("a", "A")]

    assert refusal(fields.RadiosField("?", choices=choices), "b") == sentence
    assert refusal(fields.SelectField("?", choices=choices), "b") == sentence
    assert refusal(fields.CheckboxesField("?", choices=choices), ["a", "b"]) == sentence


def test_none_of_these_goes_with_nothing_else():
    field = fields.CheckboxesField(
        "?", choices=[("a", "A"), ("none", "None of these")], exclusive="none"
    )

    assert field.clean(["none"]) == ["none"]
    assert refusal(field, ["a", "none"]) == [
        "Select what applies, or select “None of these”, not both"
    ]


def test_choices_may_be_a_function_that_is_asked_each_time():
    offered = [("a", "A")]
    field = fields.RadiosField("?", choices=lambda: list(offered))
    offered.append(("b", "B"))

    assert field.clean("b") == "b"


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [["x"], ["9" * 30], [str(2**63)], ["-1"], ["1", "\u00b2"]])
def test_a_row_that_does_not_exist_is_refused_whatever_was_sent(sent):
    one = fields.ModelRadiosField("?", queryset=Term.objects.all())
    many = fields.ModelCheckboxesField("?", queryset=Term.objects.all())

    assert refusal(one, sent[-1]) == ["Select one of the answers shown on this page"]
    assert refusal(many, sent) == ["Select one of the answers shown on this page"]
