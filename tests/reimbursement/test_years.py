"""Financial years begin on 1 April."""

import datetime

import pytest

from reimbursement.years import days_of, in_words, year_of


@pytest.mark.parametrize(
    ("day", "year"), [((2027, 3, 31), 2026), ((2027, 4, 1), 2027), ((2026, 12, 31), 2026)]
)
def test_the_first_of_april_begins_a_year(day, year):
    assert year_of(datetime.date(*day)) == year


def test_its_days_and_its_name():
    first, last = days_of(2026)

    assert (first, last) == (datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))
    assert (year_of(first), year_of(last)) == (2026, 2026)
    assert in_words(2026) == "2026 to 2027"
