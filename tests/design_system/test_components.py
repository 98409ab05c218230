import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils.safestring import mark_safe
from jinja2 import TemplateNotFound

from design_system.components import nested_params, render_component


def shown(source, **context):
    html = engines["django"].from_string("{% load nhsuk %}" + source).render(context)
    return BeautifulSoup(html, "html.parser")


def test_keywords_become_parameters():
    assert nested_params({"title_text": "A", "label__is_page_heading": True, "items": [1]}) == {
        "titleText": "A",
        "label": {"isPageHeading": True},
        "items": [1],
    }


def test_the_tag_shows_a_component():
    button = shown('{% component "button" text="Continue" prevent_double_click=True %}').button

    assert button.text.strip() == "Continue"
    assert button["class"] == ["nhsuk-button"]
    assert button["data-prevent-double-click"] == "true"
    assert button["type"] == "submit"


def test_dicts_pass_through_as_they_are():
    rows = [{"key": {"text": "Name"}, "value": {"text": "<b>Ada</b>"}}]

    soup = shown('{% component "summary-list" rows=rows %}', rows=rows)

    assert (soup.dt.text.strip(), soup.dd.text.strip()) == ("Name", "<b>Ada</b>")


def test_the_block_tag_keeps_the_html_of_the_template_and_escapes_what_comes_from_elsewhere():
    soup = shown(
        '{% componentblock "inset-text" %}<p>{{ words }}</p>{% endcomponentblock %}',
        words="<b>x</b>",
    )

    assert soup.select_one(".nhsuk-inset-text p").decode_contents() == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("button", {"html": "<script>"}),
        ("button", {"text": "x", "href": '"><script>'}),
        ("button", {"text": "x", "attributes": {"data-x": '"><script>'}}),
        ("back-link", {"text": "<script>", "href": "/"}),
        ("label", {"text": "<script>", "for": "x"}),
        ("legend", {"text": "<script>"}),
        ("card", {"heading": "<script>", "href": "/", "descriptionHtml": "<script>"}),
        ("panel", {"titleText": "<script>", "html": "<script>"}),
        ("tag", {"html": "<script>"}),
        ("table", {}),
    ],
)
def test_a_string_is_never_html_unless_it_is_marked_safe(name, params):
    if name == "table":
        name, params = "tables", {"rows": [[{"html": "<script>"}]]}

    assert "<script" not in render_component(name, params)


def test_what_is_marked_safe_stays_html():
    html = render_component("tag", {"html": mark_safe("<em>x</em>")})

    assert BeautifulSoup(html, "html.parser").em.text == "x"


def test_a_component_that_does_not_exist_is_an_error():
    with pytest.raises(TemplateNotFound):
        render_component("buton", {})
