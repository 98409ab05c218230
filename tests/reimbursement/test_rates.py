"""The sums: payments by length, miles past the threshold, pence rounded once."""

import datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reimbursement import rates
from reimbursement.rates import BLOCKS, LENGTH, NOTHING, SESSION, Band, Sum

DAYS = [Band(None, D(150)), Band(D(4), D(75))]
POUNDS = st.decimals(min_value="0.01", max_value=500, places=2)
MILES = st.decimals(min_value="0.1", max_value=20_000, places=1)


@pytest.mark.parametrize(
    ("basis", "bands", "hours", "expected"),
    [
        (NOTHING, [], D(3), None),
        (SESSION, [Band(None, D(20))], None, Sum(D(1), D(20), "session")),
        (LENGTH, DAYS, D(4), Sum(D(1), D(75), "activity of up to 4 hours")),
        (LENGTH, DAYS, D("4.01"), Sum(D(1), D(150), "activity of more than 4 hours")),
        (LENGTH, [Band(D(1), D(25)), Band(D(2), D(50))], D(5),
         Sum(D(1), D(50), "activity of more than 2 hours")),
        (LENGTH, [Band(None, D(40))], D(5), Sum(D(1), D(40), "activity")),
        (LENGTH, DAYS, None, None),
        (BLOCKS, [Band(D(3), D(20))], D(3), Sum(D(1), D(20), "3 hours, or part of it")),
        (BLOCKS, [Band(D(3), D(20))], D("3.25"), Sum(D(2), D(20), "3 hours, or part of it")),
    ],
)  # fmt: skip
def test_what_time_is_paid(basis, bands, hours, expected):
    assert rates.payment(basis, bands, hours) == expected


@pytest.mark.parametrize(
    ("miles", "before", "expected"),
    [
        (14, 0, [Sum(D(14), D("0.45"))]),
        (14, 9_990, [Sum(D(10), D("0.45")), Sum(D(4), D("0.25"))]),
        (14, 10_000, [Sum(D(14), D("0.25"))]),
        (14, 12_000, [Sum(D(14), D("0.25"))]),
    ],
)
def test_miles_past_the_threshold(miles, before, expected):
    parts = rates.mileage(D(miles), D(before), D("0.45"), 10_000, D("0.25"))
    assert parts == expected


def test_miles_without_a_threshold():
    assert rates.mileage(D(9), D(20_000), D("0.20")) == [Sum(D(9), D("0.20"))]


@given(first=MILES, second=MILES, before=MILES)
def test_two_journeys_are_paid_like_one_of_the_same_miles(first, second, before):
    """However the miles of a year are cut into claims, each mile has one rate."""

    def miles_at(rate, parts):
        return sum(part.quantity for part in parts if part.rate == rate)

    def split(miles, before):
        return rates.mileage(miles, before, D("0.45"), 10_000, D("0.25"))

    cut = split(first, before) + split(second, before + first)
    whole = split(first + second, before)
    for rate in (D("0.45"), D("0.25")):
        assert miles_at(rate, cut) == miles_at(rate, whole)
    assert all(part.quantity > 0 for part in cut)


@given(bands=st.dictionaries(st.sampled_from([1, 2, 4, 8]), POUNDS, min_size=1), more=MILES)
def test_nobody_is_paid_nothing_for_having_stayed_longer(bands, more):
    several = [Band(D(hours), amount) for hours, amount in bands.items()]
    assert rates.payment(LENGTH, several, more).amount in bands.values()


@pytest.mark.parametrize(
    ("pounds", "pence"), [("0.125", "0.13"), ("0.135", "0.14"), ("0.124", "0.12"), ("2", "2.00")]
)
def test_half_a_penny_is_rounded_up(pounds, pence):
    assert rates.to_pence(D(pounds)) == D(pence)


@pytest.mark.parametrize(
    ("day", "first"),
    [((2026, 4, 5), (2025, 4, 6)), ((2026, 4, 6), (2026, 4, 6)), ((2027, 1, 1), (2026, 4, 6))],
)
def test_the_tax_year_begins_on_6_april(day, first):
    begins, ends = rates.tax_year(datetime.date(*day))
    assert begins == datetime.date(*first)
    assert ends == datetime.date(first[0] + 1, 4, 5)


@pytest.mark.parametrize(
    ("pounds", "words"),
    [("0.45", "45p"), ("6.3", "£6.30"), ("1250", "£1,250.00"), ("0", "£0.00"), ("0.125", "12.5p")],
)
def test_money_in_words(pounds, words):
    assert rates.money(D(pounds)) == words
