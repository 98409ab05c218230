"""A visitor looks for something: on a phone, at a desk, with and without JavaScript."""

import pytest
from wagtail.rich_text import RichText

from home.models import ContentPage, HomePage
from tests.browser import assert_accessible, follow, on_every_screen, press, settle, shoot
from tests.factories.opportunities import OpportunityPageFactory, days_from_now

pytestmark = pytest.mark.journey


@pytest.fixture
def pages():
    """Enough about cafés for two pages of results, of two kinds, open and closed."""
    OpportunityPageFactory(
        title="Help to host a recovery café", opportunity__closes_at=days_from_now(5)
    )
    OpportunityPageFactory(title="Plan the café of last year", opportunity__over=True)
    home = HomePage.objects.get()
    for number in range(10):
        body = [("text", RichText("<p>Tea and talk.</p>"))]
        title = f"What happens at café {number}"
        home.add_child(instance=ContentPage(title=title, body=body, summary="Tea and talk."))


def found(page):
    """The titles of the results on the page."""
    return page.get_by_role("main").get_by_role("heading", level=3).all_inner_texts()


@on_every_screen
def test_a_visitor_finds_a_cafe_to_help_at(page, pages):
    said = []
    page.on("console", lambda message: said.append(message.text))

    # Given a visitor on the front page, who types the word as they can
    page.goto("/")
    assert_accessible(page)
    page.get_by_role("banner").get_by_label("Search this site").fill("recovry cafe")
    follow(page.get_by_role("banner").get_by_role("button", name="Search"))

    # Then they see what was meant
    assert page.get_by_role("heading", level=2).first.inner_text() == "1 result for “recovery cafe”"
    assert "We found nothing for “recovry cafe”" in page.locator("#spelled").inner_text()
    assert found(page) == ["Help to host a recovery café"]
    assert_accessible(page)
    shoot(page, "search-spelled")

    # When they ask for less, they see more
    page.get_by_label("What are you looking for?").fill("cafes")
    press(page, "Search")
    assert page.locator("#count").inner_text() == "15 results for “cafes”"
    assert_accessible(page)
    shoot(page, "search-results")
    follow(page.get_by_role("link", name="Page 2"))
    assert len(found(page)) == 5
    assert_accessible(page)

    # And they choose what they can still take part in
    follow(page.get_by_role("link", name="Opportunities (2)"))
    follow(page.get_by_role("link", name="Open now (1)", exact=True))
    assert found(page) == ["Help to host a recovery café"]
    assert_accessible(page)
    shoot(page, "search-narrowed")
    follow(page.get_by_role("main").get_by_role("link", name="Help to host a recovery café"))
    assert page.get_by_role("heading", level=1).inner_text() == "Help to host a recovery café"
    assert_accessible(page)

    # And the browser had nothing to object to, not even to the data for search engines
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert [words for words in said if "inline script" in words] == []


@on_every_screen
def test_a_visitor_who_finds_nothing_is_told_what_to_do(page, site):
    page.goto("/search/?q=xylophone")
    settle(page)

    assert page.locator("#count").inner_text() == "No results for “xylophone”"
    assert_accessible(page)
    shoot(page, "search-nothing")
    follow(page.get_by_role("main").get_by_role("link", name="all opportunities"))
    follow(page.get_by_role("link", name="Follow what is new"))
    assert_accessible(page)
    shoot(page, "follow")
    page.goto("/search/")
    assert_accessible(page)
    shoot(page, "search-empty")


def test_a_script_inside_a_page_would_be_noticed(page, site):
    """The browser does report what the policy stops: the silence above means something."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/contact/")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = '1';"
        " document.body.append(s); }"
    )
    page.wait_for_timeout(100)

    assert [words for words in said if "inline script" in words] != []
