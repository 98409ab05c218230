"""When a café meets, held against a slow and obvious reference that looks at every single day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafes import recurrence
from cafes.recurrence import LAST, MONTHLY, WEEKLY, NoSuchTime, Rule, moment

DAY = datetime.timedelta(days=1)
FORWARD, BACK = datetime.date(2027, 3, 28), datetime.date(2027, 10, 31)  # the clocks, both Sundays


def rule(**facts):
    usual = {
        "frequency": WEEKLY,
        "every": 1,
        "weekdays": (1,),
        "nth": None,
        "from_date": datetime.date(2027, 3, 16),
        "until_date": None,
        "starts": datetime.time(10),
        "length": datetime.timedelta(minutes=90),
    }
    return Rule(**usual | facts)


def meets(rule, day):
    """Whether `rule` meets on `day`, by looking at that day alone."""
    if day < rule.from_date or (rule.until_date and day > rule.until_date):
        return False
    if day.weekday() not in rule.weekdays or day in rule.left_out:
        return False
    if rule.frequency == WEEKLY:
        monday, first_monday = (d - DAY * d.weekday() for d in (day, rule.from_date))
        return (monday - first_monday).days // 7 % rule.every == 0
    months = (day.year - rule.from_date.year) * 12 + day.month - rule.from_date.month
    if months % rule.every:
        return False
    if rule.nth == LAST:
        return (day + 7 * DAY).month != day.month
    return (day.day - 1) // 7 + 1 == rule.nth


dates = st.dates(datetime.date(2026, 1, 1), datetime.date(2029, 12, 31))
rules = st.builds(
    rule,
    frequency=st.sampled_from([WEEKLY, MONTHLY]),
    every=st.integers(1, 6),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    nth=st.sampled_from([1, 2, 3, 4, LAST]),
    from_date=dates,
    until_date=st.none() | dates,
    left_out=st.frozensets(dates, max_size=30),
    starts=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
)


@given(rules, dates, st.integers(0, 700))
def test_days_are_those_of_the_slow_and_obvious_reference(rule, first, length):
    window = [first + DAY * number for number in range(length + 1)]

    assert recurrence.days(rule, first, window[-1]) == [d for d in window if meets(rule, d)]


@given(rules, dates)
def test_every_meeting_keeps_its_clock_time_and_its_length(rule, first):
    for one in recurrence.occurrences(rule, first, first + 500 * DAY):
        starts, ends = (at.astimezone(datetime.UTC) for at in (one.starts_at, one.ends_at))
        assert ends - starts == rule.length
        skipped = one.day.month == 3 and one.day.weekday() == 6 and one.day.day > 24
        if not (skipped and rule.starts.hour == 1):
            assert (one.starts_at.date(), one.starts_at.time()) == (one.day, rule.starts)


def test_ten_in_the_morning_stays_ten_when_the_clocks_change():
    found = recurrence.occurrences(rule(), datetime.date(2027, 3, 20), datetime.date(2027, 4, 1))

    assert [one.starts_at.isoformat() for one in found] == [
        "2027-03-23T10:00:00+00:00",
        "2027-03-30T10:00:00+01:00",
    ]


def test_a_meeting_in_the_skipped_hour_is_an_hour_later_by_rule_and_refused_by_hand():
    night = rule(weekdays=(6,), starts=datetime.time(1, 30))

    [one] = recurrence.occurrences(night, FORWARD, FORWARD)

    assert one.starts_at.isoformat() == "2027-03-28T02:30:00+01:00"
    assert one.ends_at.isoformat() == "2027-03-28T04:00:00+01:00"
    with pytest.raises(NoSuchTime, match="On Sunday 28 March 2027 the clocks go forward at 1am"):
        moment(FORWARD, datetime.time(1, 30))


def test_a_time_that_comes_twice_is_the_first_of_the_two():
    assert moment(BACK, datetime.time(1, 30)).isoformat() == "2027-10-31T01:30:00+01:00"


def test_the_second_thursday_and_the_last_friday_of_the_month():
    second_thursday = rule(frequency=MONTHLY, weekdays=(3,), nth=2)
    last_friday = rule(frequency=MONTHLY, weekdays=(4,), nth=LAST)
    spring = datetime.date(2027, 4, 1), datetime.date(2027, 6, 30)

    assert [f"{day:%-d %b}" for day in recurrence.days(second_thursday, *spring)] == [
        "8 Apr",
        "13 May",
        "10 Jun",
    ]
    assert [f"{day:%-d %b}" for day in recurrence.days(last_friday, *spring)] == [
        "30 Apr",
        "28 May",
        "25 Jun",
    ]
