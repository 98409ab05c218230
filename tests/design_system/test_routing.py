"""An address leads to the same page as with Wagtail's own way of finding it, in three queries."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from design_system.routing import route
from home.models import ContentPage, HomePage
from tests.factories.opportunities import OpportunityPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    """Paths, with the pages there; one of them has the name of another, elsewhere."""
    told, home = OpportunityPageFactory(), HomePage.objects.get()
    one = home.add_child(instance=ContentPage(title="One", slug="one", body=[]))
    two = one.add_child(instance=ContentPage(title="Two", slug="two", body=[]))
    three = two.add_child(instance=ContentPage(title="Three", slug="one", body=[]))
    hidden = home.add_child(instance=ContentPage(title="No", slug="no", body=[], live=False))
    below = hidden.add_child(instance=ContentPage(title="Below", slug="one", body=[]))
    return {
        "": home,
        "one/": one,
        "one/two/": two,
        "one/two/one/": three,
        "no/": None,
        "no/one/": below,
        "two/": None,
        "one/one/": None,
        "nothing/": None,
        "one/nothing/two/": None,
        "x/" * 3000: None,
        f"opportunities/{told.slug}/": told,
    }


def page_at(path):
    found = route(RequestFactory().get(f"/{path}"), path)
    return found and found.page


def test_each_address_leads_to_its_page(pages):
    found = {path: page_at(path) for path in pages}

    assert found == pages
    assert all(type(found[path]) is type(page) for path, page in pages.items())


def test_wagtail_itself_would_find_the_same(pages):
    def with_wagtail(path):
        found = Page.route_for_request(RequestFactory().get(f"/{path}"), path)
        return found and found.page

    assert {path: with_wagtail(path) for path in pages} == pages


def test_it_takes_three_queries_at_any_depth(pages):
    for path in ("one/", "one/two/one/"):
        page_at(path)
        with CaptureQueriesContext(connection) as made:
            above = page_at(path).get_parent()

        assert len(made) == 3
        assert above.depth == pages[path].depth - 1


def test_one_of_several_sites_is_found_by_its_name(pages):
    Site.objects.create(hostname="other.example.org", port=80, root_page=pages["one/"])
    request = RequestFactory().get("/two/", HTTP_HOST="other.example.org")

    assert route(request, "two/").page == pages["one/two/"]
    assert page_at("two/") is None
