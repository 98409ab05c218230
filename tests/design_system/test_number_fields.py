"""Miles and pounds are taken as people write them, and refused in words."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError

from design_system import fields

MILES = fields.DecimalField("Miles", most=1000, unit="miles", example="7.5")
POUNDS = fields.PoundsField("What it cost", short_label="Amount")
NOT_NUMBERS = ["abc", "1e5", "NaN", "Infinity", "4,20", "1,2345", "4.", "1 2", "²", "+4", "."]


def refusal(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("4.20", "4.20"),
        ("£4.20", "4.20"),
        ("£ 4", "4"),
        (".50", "0.50"),
        ("1,250.00", "1250"),
        ("9999.99", "9999.99"),
        ("૪.૨૦", "4.20"),
    ],
)
def test_pounds_are_taken_as_they_are_written(typed, pounds):
    assert POUNDS.clean(typed) == D(pounds)


@pytest.mark.parametrize("typed", ["14", "14.0", "14 miles", "14miles", "14 Mile"])
def test_miles_may_say_that_they_are_miles(typed):
    assert MILES.clean(typed) == D(14)


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_number_is_refused_with_an_example(typed):
    assert refusal(POUNDS, typed) == ["Enter an amount in pounds, like 4.20"]
    assert refusal(MILES, typed) == ["Enter a number, like 7.5"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (MILES, "-5", "Miles must be more than 0 miles"),
        (MILES, "\u22125", "Miles must be more than 0 miles"),
        (MILES, "0", "Miles must be more than 0 miles"),
        (MILES, "1000.1", "Miles must be 1,000 miles or less"),
        (MILES, "9" * 39, "Miles must be 1,000 miles or less"),
        (MILES, "7.25", "Miles must have no more than 1 number after the point, like 7.5"),
        (POUNDS, "-£4", "Amount must be more than £0"),
        (POUNDS, "0.00", "Amount must be more than £0"),
        (POUNDS, "10000", "Amount must be £9,999.99 or less"),
        (POUNDS, "4.205", "Amount must have no more than 2 numbers after the point, like 4.20"),
    ],
)
def test_what_is_too_little_too_much_or_too_exact_says_so(field, typed, sentence):
    assert refusal(field, typed) == [sentence]


@pytest.mark.parametrize("typed", ["0", "£0", "0.00"])
def test_nothing_at_all_may_be_an_amount(typed):
    assert fields.PoundsField("Amount", or_zero=True).clean(typed) == 0


def test_less_than_nothing_is_never_an_amount():
    assert refusal(fields.PoundsField("Amount", or_zero=True), "-1") == [
        "Amount must be £0 or more"
    ]


def test_nothing_is_nothing_where_it_may_be():
    assert fields.PoundsField("Pounds", required=False).clean("") is None
