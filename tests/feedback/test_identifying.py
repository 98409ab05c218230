"""Names and ways to reach someone are found in what was said, and ordinary words are left alone."""

import pytest

from feedback.identifying import find, in_words, is_nhs_number

NAMES = ["Jane Fletcher", "Will Marsh", "Zoë O'Neill", "આશા પટેલ", "Nguyễn Văn An", "Sam"]


def found(text):
    return [(finding.kind, finding.words) for finding in find(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Write to jane.f+x@example.org please", ("an email address", "jane.f+x@example.org")),
        ("jane (at) example (dot) org", ("an email address", "jane (at) example (dot) org")),
        ("Ring 07700 900123.", ("a phone number", "07700 900123")),
        ("Ring +44 (0)1632 960-001", ("a phone number", "+44 (0)1632 960-001")),
        ("Ring +44 1632 960 001", ("a phone number", "+44 1632 960 001")),
        ("Ring ૦૭૭૦૦ ૯૦૦૧૨૩", ("a phone number", "૦૭૭૦૦ ૯૦૦૧૨૩")),
        ("My number is 943 476 5919", ("an NHS number", "943 476 5919")),
        ("We live at LE4 8PQ", ("a postcode", "LE4 8PQ")),
        ("we live at le48pq", ("a postcode", "le48pq")),
        ("She was born on 3 March 1950", ("a date of birth", "born on 3 March 1950")),
        ("I saw Dr Hargreaves twice", ("a name", "Hargreaves")),
        ("my nurse Jacqueline was kind", ("a name", "Jacqueline")),
        ("Our son, Tomasz, waited", ("a name", "Tomasz")),
        ("our son Tomasz waited", ("a name", "Tomasz")),
        ("His daughter, Priya, waited", ("a name", "Priya")),
        ("a woman called Beth helped", ("a name", "Beth")),
        ("My name\u2019s Beth", ("a name", "Beth")),
        ("I am Beth Hargreaves", ("a name", "Beth")),
        ("jane fletcher rang me", ("a name", "jane fletcher")),
        ("Then Fletcher rang me", ("a name", "Fletcher")),
        ("Jane\u2019s team was good", ("a name", "Jane")),
        ("will marsh helped", ("a name", "will marsh")),
        ("I spoke to Zoë", ("a name", "Zoë")),
        ("આશા પટેલ helped me", ("a name", "આશા પટેલ")),
        ("Nguyễn Văn An helped", ("a name", "Nguyễn Văn An")),
    ],
)
def test_what_may_say_who_someone_is(text, finding):
    assert found(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "Feedback, feedback, feedback",
        "Treat us as equals, listen to what we have to say",
        "Will you tell us? The Marsh is wet in May and June.",
        "I waited 25 days and 40 minutes on 12 March 2019",
        "The nurse was kind. My doctor listened.",
        "The Nurse Practitioner helped at the Bradgate Unit",
        "In 2019/20 the target was 40%, 70% and 100%",
        "Number 1234567890 is not an NHS number",
        "The nurse fletchers the arrows",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        ("9434765919", True),
        ("943 476 5919", True),
        ("9434765918", False),
        ("943476591", False),
        ("1234567890", False),
        ("", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(number, answer):
    assert is_nhs_number(number) is answer


def test_what_was_found_is_one_plain_sentence():
    findings = find("Ring my nurse Jane, 07700 900123, or Fletcher", NAMES)

    assert in_words(findings) == (
        "These words may say who someone is: a name (“Jane”, “Fletcher”), "
        "a phone number (“07700 900123”)."
    )


def test_each_finding_says_where_it_stands():
    text = "Ring my nurse Jane on 07700 900123"

    assert [text[f.start : f.end] for f in find(text, NAMES)] == ["Jane", "07700 900123"]
