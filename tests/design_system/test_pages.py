"""Every layout and block, opened in a real browser at phone and desktop width."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import (
    DESKTOP,
    DESKTOP_WITHOUT_SCRIPT,
    PHONE,
    PHONE_WITHOUT_SCRIPT,
    assert_accessible,
    assert_fits,
    last_code,
    on_screens,
    press,
    settle,
    shoot,
)
from tests.factories.people import PersonFactory

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("tests.design_system.kitchen_sink"),
    # Wagtail leaves the temporary file of a resized picture to be closed by Python.
    pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile"),
]

ADDRESSES = {
    "/sink/blocks/": "A page",
    "/sink/member/": "Yours",
    "/sink/staff/": "Staff",
    "/sink/done/": "Thank you",
    "/sink/form/": "Everything",
    "/missing/": "Page not found",
    "/forbidden/": "You cannot see this page",
    "/broken/": "Sorry, there is a problem with this website",
    "/accounts/login/": "Sign in",
}


@on_screens(PHONE, DESKTOP)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_each_kind_is_accessible_and_fits(page, address):
    page.goto(address)

    assert page.locator("h1").all_inner_texts() == [ADDRESSES[address]]
    assert_accessible(page)
    shoot(page, "design-" + address.strip("/").replace("/", "-"))


@on_screens(PHONE, DESKTOP)
def test_a_form_with_errors_leads_to_each_wrong_answer(page):
    page.goto("/sink/form/")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("4")
    page.get_by_label("Year").fill("2026")
    press(page, "Continue")

    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert_accessible(page)
    shoot(page, "design-form-errors")
    page.get_by_role("link", name="Date must be a real date").click()
    expect(page.get_by_label("Day")).to_be_focused()
    page.get_by_role("link", name="Select what you can offer").click()
    expect(page.get_by_label("Chairing meetings")).to_be_focused()
    expect(page).to_have_title("Error: Everything - Involvement")


@on_screens(PHONE_WITHOUT_SCRIPT, DESKTOP_WITHOUT_SCRIPT)
def test_a_page_works_without_scripts(page):
    page.goto("/sink/blocks/")

    assert_fits(page)
    answer = page.get_by_text("We pay back what it costs you to take part.").first
    expect(answer).not_to_be_visible()
    page.get_by_text("Will I be paid?").first.click()
    expect(answer).to_be_visible()
    assert [link.inner_text() for link in page.locator("header nav a").all()] == [
        "Opportunities", "Cafés", "You said… We did", "Join", "My involvement"
    ]  # fmt: skip
    shoot(page, "design-without-script")


TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter(e => e.getClientRects().length && !e.closest('p, li:not([class]), .nhsuk-hint'))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""

FOCUS = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
    const s = getComputedStyle(e), x = b.left + Math.min(b.width / 2, 9), y = b.top + b.height / 2;
    const top = document.elementFromPoint(x, y);
    return { name: e.innerText || e.name || e.tagName, marked: s.boxShadow !== 'none' ||
        s.outlineStyle !== 'none' || getComputedStyle(e, '::before').boxShadow !== 'none' ||
        getComputedStyle(e.nextElementSibling || e, '::before').boxShadow !== 'none',
      seen: !!top && (top === e || e.contains(top) || top.contains(e) ||
        top === e.nextElementSibling) } }"""


@on_screens(PHONE, DESKTOP)
@pytest.mark.parametrize("address", ["/sink/blocks/", "/sink/form/"])
def test_everything_can_be_reached_by_keyboard_and_seen_when_it_is(page, address):
    page.goto(address)
    settle(page)
    page.evaluate("() => document.activeElement.blur()")

    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        stops.append(page.evaluate(FOCUS))

    assert [stop["name"] for stop in stops if not (stop["marked"] and stop["seen"])] == []
    names = [stop["name"] for stop in stops]
    assert {"Opportunities", "Get help now", "116 123", "Contact"} <= set(names)


@on_screens(PHONE, DESKTOP)
@pytest.mark.parametrize("address", ["/sink/blocks/", "/sink/form/", "/sink/member/"])
def test_every_target_is_large_enough_to_hit(page, address):
    page.goto(address)

    assert page.evaluate(TARGETS) == []


def test_on_paper_the_help_stays_and_the_menus_go(page):
    page.goto("/sink/blocks/")
    page.emulate_media(media="print")

    assert page.locator("#get-help").is_visible()
    assert not page.locator("header nav").first.is_visible()
    assert not page.locator(".app-help-link").is_visible()
    shoot(page, "design-print")


def test_with_forced_colours_everything_still_stands(page):
    page.emulate_media(forced_colors="active")
    page.goto("/sink/form/")

    assert_accessible(page)
    shoot(page, "design-forced-colours")


@on_screens(PHONE, DESKTOP)
def test_signing_in_and_the_second_step_are_accessible(page):
    person = PersonFactory(email="sam@example.org", signs_in=True)
    page.goto("/accounts/login/")
    press(page, "Send me a code")
    assert_accessible(page)
    shoot(page, "design-sign-in-error")
    page.get_by_label("Your email address").fill(person.email)
    press(page, "Send me a code")
    assert_accessible(page)
    shoot(page, "design-sign-in-code")
    page.get_by_label("Code").fill(last_code(person.email))
    press(page, "Sign in")
    page.wait_for_url("**/my-involvement/")

    for name in ("mfa_index", "mfa_activate_totp", "account_logout", "account_inactive"):
        page.goto(reverse(name))
        assert_accessible(page)
        shoot(page, f"design-{name}")
