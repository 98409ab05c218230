"""Public pages ask the database the same few things however much there is to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.opportunities import OpportunityPageFactory
from tests.public.test_lifetime import feature_opportunities

pytestmark = pytest.mark.django_db


def queries(url):
    """How many queries a visit of `url` makes, once Wagtail knows the site's addresses."""
    Client().get(url)
    with CaptureQueriesContext(connection) as made:
        assert Client().get(url).status_code == 200
    return len(made)


def counts(page):
    return {
        "home": queries("/"),
        "list": queries("/opportunities/"),
        "narrowed": queries("/opportunities/?place=online&page=1"),
        "opportunity": queries(page.get_url()),
        "content": queries("/accessibility/"),
        "join": queries("/join/"),
        "sitemap": queries("/sitemap.xml"),
        "robots": queries("/robots.txt"),
        "search": queries("/search/?q=choose+building"),
        "search misspelt": queries("/search/?q=chooes+building"),
    }


def test_the_number_of_queries_is_small_and_does_not_grow():
    feature_opportunities()
    pages = [OpportunityPageFactory(opportunity__online=True) for _ in range(3)]
    expected = {
        "home": 8,
        "list": 8,
        "narrowed": 8,
        "opportunity": 7,
        "content": 5,
        "join": 2,
        "sitemap": 10,
        "robots": 0,
        "search": 6,
        "search misspelt": 8,
    }

    assert counts(pages[0]) == expected

    pages += [OpportunityPageFactory(opportunity__online=True) for _ in range(57)]

    assert counts(pages[0]) == expected
