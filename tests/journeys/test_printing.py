"""A page on paper: what can only be pressed is left out, and addresses are written out."""

import re

import pytest

from tests.browser import Screen, on_screens, settle, shoot
from tests.factories.opportunities import OpportunityPageFactory

pytestmark = pytest.mark.journey

A4 = Screen("paper", 680, 960, True)  # 210 mm less the margins, at 96 px to the inch
ADDRESSES = """() => [...document.querySelectorAll('main a')].filter(a => a.checkVisibility())
    .map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])"""
SHOWN = "() => [...document.querySelectorAll('%s')].filter(e => e.checkVisibility()).length"
ONLY_ON_SCREENS = ".nhsuk-button, nav, input, select, .app-help-link, .nhsuk-header__search"


@on_screens(A4)
def test_every_public_page_can_be_put_on_paper(page, site, settings):
    opportunity = OpportunityPageFactory()
    for number in range(25):
        OpportunityPageFactory(title=f"Another {number}")
    base = settings.WAGTAILADMIN_BASE_URL

    for path in ["/", "/opportunities/", opportunity.get_url(), "/about/", "/search/?q=name"]:
        page.emulate_media(media="screen")
        page.goto(path)
        settle(page)
        assert page.evaluate(SHOWN % ONLY_ON_SCREENS) > 0
        assert page.locator(".app-on-paper").is_hidden()

        page.emulate_media(media="print")
        assert page.evaluate(SHOWN % ONLY_ON_SCREENS) == 0, path
        address = base + path.partition("?")[0]
        assert page.locator(".app-on-paper").inner_text().startswith(f"This page is at {address}.")
        wrong = [
            (href, told)
            for href, told in page.evaluate(ADDRESSES)
            if told not in ('" (Link: " attr(href) ")"', f'" (Link: {href})"')
            and not re.match("tel:|mailto:|#", href)
        ]
        assert wrong == [], path
        shoot(page, f"paper{path.partition('?')[0].replace('/', '-')}")
    assert page.pdf(format="A4").startswith(b"%PDF-")
