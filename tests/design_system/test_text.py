import pytest

from design_system.text import clean_line, clean_text

HOSTILE = [
    *(chr(code) for code in [*range(0x09), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0)]),
    *(chr(code) for code in [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xD800, 0xDFFF]),
]


@pytest.mark.parametrize("character", HOSTILE, ids=lambda character: f"U+{ord(character):04X}")
def test_each_hidden_character_is_taken_out(character):
    cleaned = clean_text(f"a{character}b")

    assert cleaned == ("a\nb" if character == "\r" else "ab")


def test_tabs_and_newlines_stay_in_text_and_become_spaces_in_a_line():
    assert clean_text(" one\r\n\ttwo\rthree\n ") == "one\n\ttwo\nthree"
    assert clean_line(" one\r\n\ttwo   three ") == "one two three"


def test_text_is_brought_to_one_unicode_form():
    assert clean_text("Zoe\u0308") == "Zo\u00eb"


@pytest.mark.parametrize("name", ["محمد", "יוסף", "张伟", "Siân", "Đặng", "O'Neill", "Ngũgĩ"])
def test_a_name_in_any_script_is_left_alone(name):
    assert clean_line(name) == name


def test_plain_direction_marks_stay():
    assert clean_text("\u05d0\u200fb\u200e") == "\u05d0\u200fb\u200e"
