"""What a browser may load and run: nothing from elsewhere; inline scripts in Wagtail only."""

import pytest

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def policy(response):
    return set(response.headers["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("address", ["/", "/join/", "/join/name/", "/accounts/login/", "/nowhere/"])
def test_the_public_site_runs_nothing_from_inside_a_page(client, address):
    assert policy(client.get(address)) == STRICT


def test_wagtails_own_screens_may(client):
    client.force_login(UserFactory(is_superuser=True))

    assert policy(client.get("/admin/")) - STRICT == {
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "frame-ancestors 'self'",
    }
