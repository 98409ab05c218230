"""Cookies that are not ours: they count as none, and never make a public page private or broken."""

import pytest
from django.test import Client

from tests.factories.people import MemberFactory
from tests.portal.test_malformed_requests import COOKIES
from tests.public.checks import ask

pytestmark = pytest.mark.django_db


def answers(path, header):
    response = Client(raise_request_exception=False).get(path, headers={"cookie": header})
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("path", ["/join/name/", "/my-involvement/", "/accounts/login/"])
@pytest.mark.parametrize("cookie", COOKIES)
def test_a_damaged_session_is_no_session(path, cookie):
    without = Client().get(path)

    assert answers(path, f"sessionid={cookie}") == (
        without.status_code,
        without.get("Location", ""),
    )


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("path", ["/", "/opportunities/", "/join/"])
def test_a_public_page_answers_no_cookie_with_another(path, name, cookie):
    assert ask(Client(), path, cookie=f"{name}={cookie}") == ask(Client(), path)


@pytest.mark.parametrize("path", ["/join/ring-me/done/", "/join/post-me/done/"])
def test_pages_that_show_who_is_signed_in_are_kept_by_nobody(client, path):
    client.force_login(MemberFactory(person__signs_in=True).person.user)

    assert client.get(path)["Cache-Control"] == "private, no-store"
