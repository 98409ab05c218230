"""Every public page is light: for people with old phones, and for those who pay by the megabyte."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories.opportunities import OpportunityPageFactory
from tests.public.test_lifetime import feature_opportunities

pytestmark = pytest.mark.django_db

ALL_OF_IT = 100_000  # bytes on the way, pictures apart
SCRIPT = 20_000  # of them
LOCATION = re.compile(r"<loc>https?://[^/]+([^<]*)</loc>")
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]*)"')
SCRIPTS = re.compile(r'(?:src|data-frontend)="([^"]*\.js)"')
# What a browser fetches by itself. Its own address in full, and that of a feed, it only knows.
ONLY_KNOWN = r'(?![^>]*rel="(?:canonical|alternate)")'
ELSEWHERE = re.compile(
    rf'(?:src|srcset|data-frontend)="(?:https?:)?//|<link{ONLY_KNOWN}[^>]*href="(?:https?:)?//'
)


def zipped(content):
    return len(gzip.compress(content, 9))


def size_of(address):
    """The bytes of one of our own static files on its way."""
    path = finders.find(address.removeprefix("/static/"))
    assert path, f"{address} is no file of ours"
    return zipped(Path(path).read_bytes())


def weight(html):
    """(all, script): bytes of a page with its styles and scripts."""
    script = sum(size_of(address) for address in set(SCRIPTS.findall(html)))
    styles = sum(size_of(address) for address in set(STYLE.findall(html)))
    return zipped(html.encode()) + styles + script, script


def faults(html):
    """What is wrong with the weight of a page, as a list of sentences."""
    everything, script = weight(html)
    found = []
    if everything > ALL_OF_IT:
        found.append(f"weighs {everything:,} bytes")
    if script > SCRIPT:
        found.append(f"has {script:,} bytes of script")
    if ELSEWHERE.search(html):
        found.append("asks another host")
    return found


def test_every_public_page_is_light():
    feature_opportunities()
    for _ in range(60):
        OpportunityPageFactory()
    urls = LOCATION.findall(Client().get("/sitemap.xml").content.decode())
    assert {"/", "/opportunities/", "/join/"} < set(urls)

    pages = {url: Client().get(url).content.decode() for url in urls}

    assert {url: found for url, html in pages.items() if (found := faults(html))} == {}


def test_a_heavy_page_is_found():
    script = '<script src="/static/wagtailadmin/js/vendor.js"></script>'
    noise = "".join(map(str, range(60_000)))

    assert len(faults(noise + script)) == 2
    assert faults('<script src="https://cdn.example.org/a"></script>') == ["asks another host"]
