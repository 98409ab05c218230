"""The gates that every browser journey passes are themselves tested on pages that must not pass."""

import pytest

from people.models import User
from tests.browser import (
    PHONE,
    accessibility_violations,
    assert_accessible,
    assert_fits,
    on_every_screen,
    on_screens,
    sign_in,
)

pytestmark = pytest.mark.journey

GOOD = """<!doctype html><html lang="en"><head><title>Good</title></head>
<body><main><h1>Good</h1><p>Nothing to find.</p></main></body></html>"""


def test_axe_finds_each_fault_of_a_bad_page(page):
    page.set_content(
        """<html><body><main><h1>Bad</h1><img src="data:,"><input>
        <p style="color:#ccc;background:#fff">Too pale to read</p></main></body></html>"""
    )

    rules = {violation.split(" ")[0] for violation in accessibility_violations(page)}

    assert rules == {"color-contrast", "document-title", "html-has-lang", "image-alt", "label"}
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_good_page_passes(page):
    page.set_content(GOOD)

    assert_accessible(page)


@on_screens(PHONE)
def test_a_page_wider_than_a_phone_is_found(page):
    page.set_content(GOOD.replace("Nothing", '<span style="padding-left:400px">Nothing</span>'))

    with pytest.raises(AssertionError, match="px wide on a screen of 320 px"):
        assert_fits(page)


@on_every_screen
def test_signing_in_by_the_emailed_code(page):
    user = User.objects.create_user("mina@example.org")

    sign_in(page, "mina@example.org")

    user.refresh_from_db()
    assert user.last_login
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"sessionid"}


def test_a_page_that_asks_another_host_is_found(page, strangers):
    page.set_content(GOOD.replace("Nothing", '<img alt="" src="https://example.org/pixel.png">'))

    assert strangers == {"https://example.org/pixel.png"}
    strangers.clear()
