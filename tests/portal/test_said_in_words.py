"""What cannot be answered is refused in words, with a way on and with where to get help."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

BROKEN = "multipart/form-data; boundary=" + "x" * 300


def page(response):
    soup = BeautifulSoup(response.content, "html.parser")
    help_with = [a["href"] for a in soup.select("#get-help a")]
    skip = soup.select_one(".nhsuk-skip-link")
    return response.status_code, soup.h1.get_text() if soup.h1 else "", help_with[:3], bool(skip)


@pytest.mark.parametrize(
    ("body", "kind", "host"),
    [
        ("a=" + "x" * 3_000_000, "application/x-www-form-urlencoded", "testserver"),
        ("x", BROKEN, "testserver"),
        (
            "&".join(f"a{n}=1" for n in range(2_500)),
            "application/x-www-form-urlencoded",
            "testserver",
        ),
        ("a=1", "application/x-www-form-urlencoded", "not a host"),
    ],
    ids=["too long", "broken", "too many", "for no host"],
)
def test_what_cannot_be_read_is_refused_in_words(body, kind, host):
    response = Client().post("/join/name/", body, content_type=kind, headers={"host": host})

    heading = "Sorry, we could not read what was sent"
    assert page(response) == (400, heading, ["tel:999", "tel:111", "tel:116123"], True)


def test_too_many_questions_in_an_address_are_refused_in_words():
    response = Client().get("/opportunities/?" + "&".join(f"a{n}=1" for n in range(3_000)))

    assert page(response)[:2] == (400, "Sorry, we could not read what was sent")


@pytest.mark.parametrize(("method", "path"), [("get", "/join/delete/"), ("post", "/")])
@pytest.mark.parametrize("signed_in", [False, True])
def test_what_is_only_a_button_or_only_a_page_says_so(client, method, path, signed_in):
    if signed_in:
        client.force_login(MemberFactory(person__signs_in=True).person.user)

    response = getattr(client, method)(path)

    heading = "This does not work from here"
    assert page(response) == (405, heading, ["tel:999", "tel:111", "tel:116123"], True)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Allow"]
    links = set(re.findall(r'href="([^"]+)">go to', response.content.decode()))
    assert links == {"/join/", "/my-involvement/", "/"}


def test_a_fault_says_where_to_get_help(monkeypatch):
    monkeypatch.setattr("home.views.ask.AskToBeRung.get", lambda *args, **kwargs: 1 / 0)

    response = Client(raise_request_exception=False).get("/join/ring-me/")

    heading = "Sorry, there is a problem with this website"
    assert page(response) == (500, heading, ["tel:999", "tel:111", "tel:116123"], True)
    assert "PALS" in response.content.decode()
