"""The way in by joining: found by search engines, and with a way back."""

import re

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db


def test_search_engines_are_told_of_joining(client):
    sitemap = client.get("/sitemap.xml").content.decode()

    paths = re.findall(r"<loc>http://[^/]+(/[^<]*)</loc>", sitemap)

    assert paths.count("/join/") == 1
    assert {"/", "/opportunities/", "/privacy/"} < set(paths)


def test_joining_stands_below_the_home_page(client):
    page = BeautifulSoup(client.get("/join/").content, "html.parser")

    crumbs = page.select(".nhsuk-breadcrumb__link")

    assert [(a["href"], a.get_text()) for a in crumbs] == [("/", "Home")]
