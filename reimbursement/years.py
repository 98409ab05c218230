"""Financial years, which begin on 1 April. Each is named by the year in which it begins."""

import datetime


def year_of(day):
    """The financial year of a day: 2026 for 31 March 2027."""
    return day.year if day.month >= 4 else day.year - 1


def days_of(year):
    """The first and the last day of a financial year."""
    return datetime.date(year, 4, 1), datetime.date(year + 1, 3, 31)


def in_words(year):
    """A financial year as people write it: "2026 to 2027"."""
    return f"{year} to {year + 1}"
