"""From plain text to the parts of a letter."""

import pytest

from outbox.letter_text import Line, Part, address_lines, parts_of


def part(kind, *lines):
    return Part(kind, tuple(Line((line,)) for line in lines))


def test_each_convention_makes_its_kind_of_part():
    text = """Dear Sam

You can:

- come
- ring

1. Open it
2. Read it

3. My name

With thanks,
The team
"""
    assert parts_of(text) == [
        part("text", "Dear Sam"),
        part("text", "You can:"),
        part("points", "come", "ring"),
        part("steps", "Open it", "Read it"),
        part("heading", "3. My name"),
        part("text", "With thanks,", "The team"),
    ]


def test_boxes_to_tick_and_lines_to_write_on():
    text = "Tick one:\n[  ] By phone: ______\n[ ] Yes\nor say why:\n\n______   Date: ____"

    assert parts_of(text) == [
        part("text", "Tick one:"),
        Part("box", (Line(("By phone:", None)),)),
        part("box", "Yes"),
        part("text", "or say why:"),
        Part("text", (Line((None, "Date:", None)),)),
    ]


def test_a_list_needs_no_empty_line_around_it():
    assert parts_of("You can:\n- ring\n- write\nTime it takes: an hour") == [
        part("text", "You can:"),
        part("points", "ring", "write"),
        part("text", "Time it takes: an hour"),
    ]


@pytest.mark.parametrize("text", ["", "\n \n\n", "   "])
def test_nothing_makes_no_parts(text):
    assert parts_of(text) == []


def test_what_only_looks_like_a_convention_is_text():
    text = "-5 degrees\n1.5 hours\n___\n[x] done"

    assert parts_of(text) == [part("text", "-5 degrees", "1.5 hours", "___", "[x] done")]


def test_an_address_fits_the_window():
    assert address_lines("Sam", "1 High Street,\n\n  Leicester \nLE1 1ZZ") == [
        "Sam",
        "1 High Street",
        "Leicester",
        "LE1 1ZZ",
    ]
    assert address_lines("Sam", "a\nb\nc\nd\ne") == ["Sam", "a", "b", "c", "d", "e"]
    assert address_lines("Sam", "a\nb\nc\nd\ne\nf\ng") == ["Sam", "a", "b", "c", "d", "e, f, g"]
