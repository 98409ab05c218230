"""What is only promised reads "We will, by …", and never "We did": by the facts at the moment."""

import datetime

import pytest
from django.utils import timezone

from feedback.models import Action, Point
from feedback.models.actions import day_is_over
from feedback.wording import NOT_NAMED, PASSED, answers, in_short, standing, where_said

NOON = datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC)
TODAY, YESTERDAY = datetime.date(2026, 3, 4), datetime.date(2026, 3, 3)


def action(status, **facts):
    return Action(status=status, what="A letter", touched_at=NOON, **facts)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (action("done", done_date=YESTERDAY), "We did"),
        (action("doing", due_date=YESTERDAY), "We are working on this"),
        (action("will", due_date=TODAY), "We will, by 4 March 2026"),
        (action("will", due_date=YESTERDAY), "We said we would, by 3 March 2026"),
        (action("cannot", reason="No room."), "We cannot do this"),
    ],
)
def test_how_an_answer_stands(told, words):
    assert standing(told, NOON) == words


def test_a_promise_passes_at_midnight_in_london_and_not_before():
    promise = action("will", due_date=datetime.date(2026, 7, 1))
    over = day_is_over(promise.due_date)

    assert over == datetime.datetime(2026, 7, 1, 23, tzinfo=datetime.UTC)  # summer time
    before = over - datetime.timedelta(microseconds=1)
    assert [standing(promise, moment) for moment in (before, over)] == [
        "We will, by 1 July 2026",
        "We said we would, by 1 July 2026",
    ]


@pytest.mark.parametrize(
    ("told", "past"),
    [
        (action("will", due_date=YESTERDAY), True),
        (action("will", due_date=TODAY), False),
        (action("doing", due_date=YESTERDAY), True),
        (action("doing"), False),
        (action("done", due_date=YESTERDAY, done_date=TODAY), False),
        (action("cannot", due_date=YESTERDAY, reason="No room."), False),
    ],
)
def test_only_what_is_unfinished_is_past_its_day(told, past):
    assert told.is_past(NOON) is past


def lines(*told):
    return [(group.heading, group.lines, group.note) for group in answers(told, NOON)]


def test_promises_that_have_passed_stand_together_and_say_so_once():
    assert lines(
        action("will", due_date=datetime.date(2020, 3, 31)),
        action("will", due_date=datetime.date(2021, 3, 31)),
    ) == [
        (
            "We said we would",
            [("By 31 March 2020: A letter", ""), ("By 31 March 2021: A letter", "")],
            PASSED,
        )
    ]


@pytest.mark.parametrize(
    ("told", "note"),
    [
        (action("done", done_date=YESTERDAY), "Done in March 2026."),
        (action("doing"), "Our latest news on this is from March 2026."),
        (
            action("doing", due_date=TODAY),
            "We want to finish by 4 March 2026. Our latest news on this is from March 2026.",
        ),
        (
            action("doing", due_date=YESTERDAY),
            "We wanted to finish by 3 March 2026. Our latest news on this is from March 2026.",
        ),
        (action("will", due_date=TODAY), ""),
        (action("cannot", reason="No room."), "The reason: No room."),
    ],
)
def test_what_is_added_to_an_answer(told, note):
    assert lines(told) == [(standing(told, NOON), [("A letter", "")], note)]


def test_different_notes_stand_beside_their_own_lines():
    first = action("done", done_date=YESTERDAY)
    second = action("done", done_date=datetime.date(2025, 1, 1))

    assert lines(first, second) == [
        ("We did", [("A letter", "Done in March 2026."), ("A letter", "Done in January 2025.")], "")
    ]


def test_a_list_tells_the_latest_of_promises_that_have_passed():
    told = [
        action("done", done_date=YESTERDAY),
        action("done", done_date=YESTERDAY),
        action("will", due_date=datetime.date(2020, 3, 31)),
        action("will", due_date=datetime.date(2021, 3, 31)),
    ]

    assert in_short(told, NOON) == "We did. We said we would, by 31 March 2021"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"people_count": 12},
            "Café in Hinckley, March 2026. 12 people were asked or were there.",
        ),
        ({"people_count": 4}, NOT_NAMED),
        ({"people_count": None}, NOT_NAMED),
        (
            {"people_count": 12, "source_words": ""},
            "A café, March 2026. 12 people were asked or were there.",
        ),
        ({"source_kind": "published", "source_words": "The plan"}, "The plan."),
    ],
)
def test_where_something_was_said(facts, words):
    usual = {"source_kind": "cafe", "source_words": "Café in Hinckley", "heard_date": TODAY}

    assert where_said(Point(**usual | facts)) == words


def test_nothing_that_is_not_done_ever_reads_as_done():
    unfinished = [
        action(status, due_date=day, reason="x")
        for status in ("will", "doing", "cannot")
        for day in (YESTERDAY, TODAY)
    ]

    told = " ".join(f"{g.heading} {g.lines} {g.note}" for g in answers(unfinished, NOON))
    assert "We did" not in told
    assert "We did" in answers([action("done", done_date=timezone.localdate())], NOON)[0].heading
