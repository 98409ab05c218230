"""Whatever is sent to a form, it answers with sentences."""

from bs4 import BeautifulSoup
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from design_system.rendering import render_error_summary, render_field
from tests.design_system.kitchen_sink import GOOD, EverythingForm

NAMES = list(GOOD)
AWKWARD = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "-1",
        "1e9",
        "٣",
        "²",
        "9" * 5000,
        "%s",
        "%(parts)s",
        "{{ 7 }}",
        "\ud800",
        "\u202e",
    ]
)
VALUES = st.one_of(AWKWARD, st.text(max_size=30), st.sampled_from([str(v) for v in GOOD.values()]))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=20))
def test_a_form_answers_anything_with_sentences(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    form = EverythingForm(data)

    messages = [message for _, message in form.error_summary]
    assert form.is_valid() == (messages == [])
    assert all(message and "%" not in message for message in messages)
    html = "".join(map(render_field, form)) + render_error_summary(form)
    ids = {tag["id"] for tag in BeautifulSoup(html, "html.parser").find_all(id=True)}
    # An error of a hidden value leads nowhere.
    assert {target for target, _ in form.error_summary if target} <= ids
