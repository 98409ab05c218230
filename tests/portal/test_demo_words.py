"""The small readers of the demo's files: moments, times of the week, paragraphs."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from portal.demo.loading.clock import clock_at
from portal.demo.loading.dates import LONDON, CannotReadMoment, moment, slots_of
from portal.demo.loading.words import rich_text

A_THURSDAY = date(2026, 3, 26)  # the clocks go forward three days later


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("+21 days 17:00", datetime(2026, 4, 16, 17, 0, tzinfo=LONDON)),
        ("-1 days 9:05", datetime(2026, 3, 25, 9, 5, tzinfo=LONDON)),
        ("+0 days", datetime(2026, 3, 26, 10, 0, tzinfo=LONDON)),
        ("tuesday +1 weeks 14:00", datetime(2026, 3, 31, 14, 0, tzinfo=LONDON)),
        ("thursday -4 weeks 14:00", datetime(2026, 2, 26, 14, 0, tzinfo=LONDON)),
    ],
)
def test_a_moment_is_counted_from_today_in_london(words, expected):
    assert moment(words, A_THURSDAY) == expected


@pytest.mark.parametrize("words", ["", "tomorrow", "someday +1 weeks", "+1 days 17", "1 days"])
def test_other_words_are_refused(words):
    with pytest.raises(CannotReadMoment, match="not a moment"):
        moment(words, A_THURSDAY)


def test_times_of_the_week_become_a_mask():
    assert slots_of(["monday morning", "sunday evening"]) == 1 | 1 << 20
    assert slots_of([]) == 0


def test_text_becomes_paragraphs_and_lists_without_its_markup():
    text = "We & <you>\n\nwould:\n\n- read\n- talk - a lot\n\nThat is all.\n"

    assert rich_text(text) == (
        "<p>We &amp; &lt;you&gt;</p><p>would:</p>"
        "<ul><li>read</li><li>talk - a lot</li></ul><p>That is all.</p>"
    )


def test_the_clock_is_set_right_again_even_after_a_failure():
    then = datetime(2020, 2, 29, 12, 0, tzinfo=LONDON)
    with clock_at(then):
        assert (timezone.now(), timezone.localdate()) == (then, date(2020, 2, 29))
    with pytest.raises(ZeroDivisionError), clock_at(then):
        1 / 0  # noqa: B018 - fails on purpose

    assert timezone.now().year > 2020
