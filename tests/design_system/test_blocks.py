import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StreamBlock
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from design_system.blocks import CONTENT_BLOCKS
from design_system.blocks.links import link_address

pytestmark = pytest.mark.django_db

BLOCKS = StreamBlock(CONTENT_BLOCKS).child_blocks


def shown(name, value):
    block = BLOCKS[name]
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def leaflet():
    return Site.objects.get().root_page.add_child(instance=Page(title="A page", slug="a-page"))


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_says_what_it_is_and_shows_a_preview(name):
    block = BLOCKS[name]

    assert block.is_previewable
    assert block.meta.icon not in ("", "placeholder")
    assert block.meta.group
    assert block.get_description()


def rich_text_blocks(block):
    children = getattr(block, "child_blocks", {}).values() or filter(
        None, [getattr(block, "child_block", None)]
    )
    if hasattr(block, "features"):
        yield block
    for child in children:
        yield from rich_text_blocks(child)


@pytest.mark.parametrize("name", BLOCKS)
def test_text_has_no_more_formatting_than_nhs_pages_use(name):
    allowed = {"h2", "h3", "bold", "ol", "ul", "link", "document-link"}

    for block in rich_text_blocks(BLOCKS[name]):
        assert set(block.features or ["everything"]) <= allowed


def test_a_link_leads_to_a_page_while_it_is_there(leaflet):
    assert link_address({"internal_page": leaflet}) == "/a-page/"

    leaflet.unpublish()

    assert link_address({"internal_page": leaflet}) == ""
    assert link_address({"internal_page": None, "external_url": "https://example.org/"}) == (
        "https://example.org/"
    )
    assert link_address({"internal_page": None, "external_url": ""}) == ""


def test_an_action_link_to_a_page_that_is_gone_is_not_shown(leaflet):
    value = {"text": "Go", "internal_page": leaflet}
    assert shown("action_link", value).a["href"] == "/a-page/"

    leaflet.unpublish()

    assert shown("action_link", value).find_all("a") == []


def test_a_card_leads_nowhere_or_to_one_place(leaflet):
    card = BLOCKS["card_group"].child_blocks["cards"].child_block
    text = {"heading": "A", "text": ""}

    assert card.clean(card.normalize(text | {"internal_page": leaflet}))["internal_page"] == leaflet
    both = card.normalize(text | {"internal_page": leaflet, "external_url": "https://example.org/"})
    with pytest.raises(ValidationError):
        card.clean(both)


def test_cards_stand_under_the_heading_that_the_editor_chose(leaflet):
    soup = shown(
        "card_group",
        {
            "columns": "one-third",
            "heading_level": "3",
            "cards": [
                {"heading": "<b>A</b>", "text": "One\n\nTwo", "internal_page": leaflet},
                {"heading": "B"},
            ],
        },
    )

    assert [words(h3) for h3 in soup.find_all("h3")] == ["<b>A</b>", "B"]
    assert [a["href"] for a in soup.find_all("a")] == ["/a-page/"]
    assert len(soup.select("li.nhsuk-grid-column-one-third")) == 2
    assert [words(p) for p in soup.find_all("p")] == ["One", "Two"]


def test_a_table_names_its_columns_and_rows():
    soup = shown(
        "table",
        {"caption": "When", "columns": ["Place", "Day"], "rows": [["Leicester", "<i>Monday</i>"]]},
    )

    assert words(soup.caption) == "When"
    assert [(words(th), th["scope"]) for th in soup.find_all("th")] == [
        ("Place", "col"), ("Day", "col"), ("Leicester", "row")
    ]  # fmt: skip
    assert words(soup.td) == "<i>Monday</i>"


def test_a_row_with_a_missing_cell_is_refused_by_its_number():
    table = BLOCKS["table"]
    value = {"caption": "When", "columns": ["Place", "Day"], "rows": [["A", "B"], ["C"]]}

    with pytest.raises(ValidationError, match="Row 2 must have 2 cells, one a column"):
        table.clean(table.normalize(value))


@pytest.fixture
def picture():
    return get_image_model().objects.create(title="x", file=get_test_image_file())


# Wagtail leaves the temporary file of a resized picture to be closed by Python.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile")
def test_a_picture_has_the_words_of_its_editor_and_none_if_it_is_only_decoration(picture):
    block = BLOCKS["image"]

    def alt(**words):
        value = block.to_python({"image": {"image": picture.pk} | words, "caption": ""})
        return BeautifulSoup(block.render(value), "html.parser").img["alt"]

    assert alt(alt_text="People at a table", decorative=False) == "People at a table"
    assert alt(alt_text="", decorative=True) == ""


@pytest.mark.parametrize("name", ["inset_text", "care_card", "card_group", "table"])
def test_an_editor_sees_a_block_as_it_will_look(admin_client, name):
    address = reverse("wagtailadmin_block_preview")

    response = admin_client.get(address, {"id": BLOCKS[name].definition_prefix})

    soup = BeautifulSoup(response.content, "html.parser")
    assert [link["href"].split("/")[-1] for link in soup.find_all("link", rel="stylesheet")] == [
        "fonts.css",
        "nhsuk-frontend-10.4.2.min.css",
        "portal.css",
    ]
    preview = BLOCKS[name].render(BLOCKS[name].get_preview_value())
    assert words(soup.main) == words(BeautifulSoup(preview, "html.parser"))
