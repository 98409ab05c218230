"""Whatever stands in the address, the answer is a usable page or a plain "not found"."""

import pytest
from django.test import Client

from tests.factories.opportunities import OpportunityPageFactory

pytestmark = pytest.mark.django_db

LONG = "x" * 10_000


def get(url):
    response = Client(raise_request_exception=False).get(url)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "kind=%00",
        "kind=%E2%80%AE%D7%90",
        f"kind={LONG}",
        "page=9999",
        "page=0",
        "page=-1",
        "page=1.5",
        "page=%00",
        "page=%D9%A1%D9%A2%D9%A3",
        f"page={'9' * 5000}",
        "sort=random",
        "kind[]=1&place=../../etc/passwd",
        "&".join(f"service={number}" for number in range(500)),
        "%FF=%FE",
    ],
)
def test_odd_questions_get_a_usable_list(query):
    page = OpportunityPageFactory()

    status, words = get(f"/opportunities/?{query}")

    assert status == 200
    assert f'<a href="{page.get_url()}">{page.title}</a>' in words
    assert "Traceback" not in words


@pytest.mark.parametrize(
    ("asked", "shown"), [("2", 2), ("02", 2), ("%D9%A2", 2), ("01", 1), ("1", 1), ("", 1)]
)
def test_a_page_is_found_however_its_number_is_written(asked, shown):
    for _ in range(25):
        OpportunityPageFactory()

    _, words = get(f"/opportunities/?page={asked}")

    assert words.count('nhsuk-heading-s nhsuk-u-margin-bottom-2"><a') == {1: 20, 2: 5}[shown]
    assert "There is no page" not in words


def test_too_many_questions_are_refused_in_words():
    status, words = get("/opportunities/?" + "&".join(f"a{number}=1" for number in range(3000)))

    assert status == 400
    assert "Traceback" not in words


def test_a_script_in_a_filter_is_shown_as_text():
    OpportunityPageFactory()

    _, words = get("/opportunities/?kind=<script>alert(1)</script>")

    assert "<script>alert" not in words
    assert "We do not know the kind of activity “&lt;script&gt;alert(1)&lt;/script&gt;”" in words


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/opportunities/nothing/",
        "/opportunities/nothing/deeper/",
        "/%00/",
        "/opportunities/%00/",
        "/nothing/?x=%00",
        "/%FF%FE/",
        f"/{LONG}/",
        "/opportunities/<script>/",
        "/../../etc/passwd",
        "/_util/authenticate_with_password/1/1/",
    ],
)
def test_what_is_not_there_is_not_found_in_our_words(path):
    status, words = get(path)

    assert status == 404
    assert "Get help now" in words
    assert "<script>" not in words
    assert "Traceback" not in words


def test_wagtails_own_sign_in_form_is_never_shown():
    response = Client().get("/_util/login/?next=/admin/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/admin/")


def test_what_was_unpublished_is_not_found():
    page = OpportunityPageFactory()
    assert get(page.get_url())[0] == 200

    page.unpublish()

    assert get(page.get_url())[0] == 404


def test_what_was_deleted_is_not_found():
    page = OpportunityPageFactory()
    url = page.get_url()
    page.delete()

    assert get(url)[0] == 404
