"""A public page is computed once, and every visitor gets the same answer from the page cache."""

import datetime
import os
import re

import pytest
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from design_system.caching import public_until
from portal.page_cache.middleware import AT_HAND, Kept, PageCache, key_of, release
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.people import UserFactory
from tests.public.checks import max_age, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 12, 4, 12, tzinfo=datetime.UTC)


def queries(path, client=None):
    with CaptureQueriesContext(connection) as made:
        (client or Client()).get(path)
    return len(made)


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM page_cache")
        return cursor.fetchone()[0]


@pytest.fixture
def clock(monkeypatch):
    def set_time(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_time(NOON)
    return set_time


def test_the_second_visit_asks_only_for_generation_and_page(visit):
    page = OpportunityPageFactory()
    first = visit(page.get_url(), raw=True)

    assert queries(page.get_url()) == 2
    again = visit(page.get_url(), raw=True)

    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


def test_the_third_visit_to_one_process_asks_only_for_the_generation(visit):
    page, client = OpportunityPageFactory(), Client()
    visit(page.get_url())
    client.get(page.get_url())

    assert queries(page.get_url(), client) == 1


def test_it_is_the_same_for_who_is_signed_in(visit):
    page = OpportunityPageFactory()
    staff = signed_in(UserFactory(is_staff=True, is_superuser=True))
    first = visit(page.get_url(), raw=True)

    answer = staff.get(page.get_url(), headers={"accept-encoding": "gzip"})

    assert (answer.content, dict(answer.headers)) == (first.content, dict(first.headers))
    assert answer.cookies == {}


def test_what_is_for_one_person_is_never_kept(visit):
    for path in ("/accounts/login/", "/my-involvement/", "/admin/", "/nothing/", "/join/name/"):
        visit(path, raw=True)

    assert entries() == 0


def test_a_page_that_sets_a_cookie_is_not_kept():
    response = Client().get("/accounts/login/")
    response.set_cookie("a", "b")

    assert "public" not in response["Cache-Control"]


def test_the_headers_say_how_it_may_be_kept(visit):
    page = OpportunityPageFactory()
    for _ in range(2):
        answer = visit(page.get_url(), raw=True)

        assert re.fullmatch(r"max-age=\d+, public|public, max-age=\d+", answer["Cache-Control"])
        assert answer["Vary"] == "Accept-Encoding"
        assert answer["Content-Encoding"] == "gzip"
        assert answer["Content-Length"] == str(len(answer.content))
        assert answer["ETag"].startswith('W/"')
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


def test_who_takes_no_gzip_gets_plain_words(visit):
    page = OpportunityPageFactory()
    zipped = visit(page.get_url())

    plain = Client().get(page.get_url())

    assert plain.content.decode() == zipped
    assert "Content-Encoding" not in plain.headers


def test_someone_who_has_it_is_told_that_nothing_changed(visit):
    page = OpportunityPageFactory()
    first = visit(page.get_url(), raw=True)
    again = visit(page.get_url(), raw=True, **{"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]
    assert again["Vary"] == "Accept-Encoding"


def test_headers_alone_come_from_what_was_kept(visit):
    page = OpportunityPageFactory()
    visit(page.get_url())

    assert Client().head(page.get_url())["ETag"] == visit(page.get_url(), raw=True)["ETag"]


def test_invented_questions_do_not_fill_the_cache(visit):
    visit("/opportunities/")
    before = entries()

    for number in range(5):
        visit(f"/opportunities/?x={number}")
        visit(f"/opportunities/?kind=invented-{number}")
        visit(f"/opportunities/?page={number + 2}")

    assert entries() == before


def test_another_host_gets_its_own(visit):
    visit("/opportunities/")
    before = entries()

    Client(HTTP_HOST="other.example.org").get("/opportunities/")

    assert entries() == before + 1


def test_nothing_says_open_after_closing(visit, clock):
    page = OpportunityPageFactory(
        opportunity=OpportunityFactory(
            opens_at=NOON - datetime.timedelta(days=1), closes_at=NOON + datetime.timedelta(hours=1)
        )
    )
    button = f'href="{page.get_url()}interest/"'
    assert button in visit(page.get_url())

    clock(NOON + datetime.timedelta(minutes=59, seconds=50))
    last = visit(page.get_url(), raw=True)
    clock(NOON + datetime.timedelta(hours=1))
    after = visit(page.get_url())

    assert max_age(last) == 10
    assert button not in after
    assert "This has closed." in after


class BrokenCache(BaseCache):
    """As a Redis that does not answer."""

    def __init__(self, location, params):
        super().__init__(params)

    def get(self, *arguments, **options):
        raise ConnectionError

    set = get


def test_a_cache_that_is_out_of_order_costs_nobody_their_page(visit, settings, caplog):
    backend = f"{__name__}.BrokenCache"
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": backend}}

    assert "Opportunities" in visit("/opportunities/")
    assert {record.getMessage() for record in caplog.records} == {"The page cache is out of order."}


def test_a_page_is_kept_compressed():
    response = public_until(Client().get("/robots.txt"), None)

    assert Kept.of(response).body[:2] == b"\x1f\x8b"


def test_each_host_scheme_and_address_has_its_own_name(kept):
    ask = RequestFactory().get
    asked = [
        ask("/a/"),
        ask("/a/?page=2"),
        ask("/b/"),
        ask("/a/", secure=True),
        ask("/a/", headers={"host": "other.example.org"}),
    ]

    assert len({key_of(request) for request in asked}) == len(asked)
    assert key_of(RequestFactory().head("/a/")) == key_of(ask("/a/"))


def test_some_requests_are_never_answered_from_what_was_kept(kept, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    make = RequestFactory()
    asked = [make.post("/a/"), make.get("/admin/a/"), make.get("/a/", headers={"host": "evil"})]

    assert [key_of(request) for request in asked] == [None, None, None]


def test_newer_code_makes_other_pages(settings, tmp_path):
    settings.ROOT, template = tmp_path, tmp_path / "templates" / "page.html"
    template.parent.mkdir()
    template.touch()
    before = release.__wrapped__()
    assert release.__wrapped__() == before

    os.utime(template, (1, 1))

    assert release.__wrapped__() != before


def test_one_process_has_no_more_than_so_many_at_hand(kept):
    middleware = PageCache(None)

    sizes = []
    for number in range(2 * AT_HAND):
        middleware.keep_at_hand(number, None)
        sizes.append(len(middleware.at_hand))

    assert max(sizes) == AT_HAND
