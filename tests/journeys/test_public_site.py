"""A visitor reads the public site: on a phone, at a desk, with and without JavaScript."""

import pytest
from wagtail.models import Page

from opportunities.models import Opportunity
from tests.browser import assert_accessible, follow, on_every_screen, press, shoot
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.organisation import SiteFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def opportunities():
    """One of each kind that a visitor can meet, and enough of them for a second page."""
    Status = Opportunity.Status
    return {
        "open": OpportunityPageFactory(
            title="Help choose a name",
            opportunity__site=SiteFactory(access="Step-free. Bus 12 stops outside."),
            opportunity__closes_at=days_from_now(2),
        ),
        "online": OpportunityPageFactory(
            title="Read a leaflet",
            opportunity__online=True,
            opportunity__locality=None,
            opportunity__closes_at=days_from_now(3),
        ),
        "later": OpportunityPageFactory(opportunity__opens_at=days_from_now(2)),
        "closed": OpportunityPageFactory(opportunity__over=True),
        "filled": OpportunityPageFactory(opportunity__status=Status.FILLED),
        "cancelled": OpportunityPageFactory(opportunity__status=Status.CANCELLED),
        "more": OpportunityPageFactory.create_batch(18)[0],
    }


@on_every_screen
def test_every_public_page_can_be_read(page, opportunities):
    addresses = [public.specific.get_url() for public in Page.objects.filter(depth=3).live()]
    addresses += [public.get_url() for public in opportunities.values()]
    addresses += ["/", "/opportunities/?page=2", "/opportunities/?kind=zzz&page=9", "/nothing/"]

    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        shoot(page, address.strip("/").replace("/", "-").replace("?", "-") or "home")


@on_every_screen
def test_a_visitor_narrows_the_list_and_opens_an_opportunity(page, opportunities):
    # Given a visitor who can only take part online
    page.goto("/")
    follow(page.get_by_role("link", name="See all opportunities"))
    assert page.get_by_role("main").get_by_role("heading", level=2).first.is_visible()

    # When they ask for what is online
    page.get_by_text("Choose what to see").click()
    page.get_by_label("Place").select_option("Online")
    press(page, "Show")

    # Then they see what fits, and what was chosen stays
    assert page.get_by_label("Place").input_value() == "online"
    assert (
        page.locator("#count")
        .inner_text()
        .startswith("There is 1 opportunity open that fits what you chose.")
    )
    assert_accessible(page)

    # And the opportunity tells them how to answer
    follow(page.get_by_role("link", name="Read a leaflet"))
    assert page.get_by_role("heading", level=1).inner_text() == "Read a leaflet"
    interested = page.get_by_role("button", name="I am interested").first
    assert interested.get_attribute("href") == f"{opportunities['online'].get_url()}interest/"

    # And they find their way back to all of them
    follow(page.get_by_role("link", name="Opportunities").first)
    follow(page.get_by_role("link", name="Page 2"))
    assert page.url.endswith("/opportunities/?page=2")
    assert_accessible(page)
