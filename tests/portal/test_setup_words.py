"""What a new installation's pages say: plain words, true links, and what the law asks."""

import re
from html import unescape

import pytest

from portal.setup.steps import HERE
from tests.reading import reading_age

PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "pages").glob("*.html")}
OTHER_SITES = {
    "https://mcmw.abilitynet.org.uk/",
    "https://www.equalityadvisoryservice.com/",
    "https://www.w3.org/TR/WCAG22/",
    "https://ico.org.uk/make-a-complaint/",
}


def plain(html):
    """The words of a page, a line for each paragraph, heading and point."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|h\d|li)>", "\n", html)))


@pytest.mark.parametrize("slug", PAGES)
def test_each_page_reads_easily(slug):
    assert reading_age(plain(PAGES[slug])) < 11


@pytest.mark.django_db
def test_every_link_leads_somewhere(client):
    links = {link for page in PAGES.values() for link in re.findall(r'href="([^"]+)"', page)}
    own = {link for link in links if link.startswith("/")}
    statuses = {link: client.get(link).status_code for link in own}

    assert links - own == OTHER_SITES
    assert {link: status for link, status in statuses.items() if status != 200} == {
        "/my-involvement/": 302  # asks to sign in first
    }


def test_the_accessibility_statement_has_what_the_regulations_ask():
    for words in (
        "not fully accessible yet",
        "partially compliant",
        "Equality and Human Rights Commission",
        "Equality Advisory and Support Service",
        "Telling us about a problem",
    ):
        assert words in PAGES["accessibility"]


def test_the_privacy_page_names_every_cookie_that_is_set(settings):
    named = set(re.findall(r"<li><b>(\w+)</b>", PAGES["privacy"].split("Cookies</h2>")[1]))

    assert named == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 60 * 60, "the page says 2 weeks"
