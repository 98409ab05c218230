"""What a browser test needs beside its page: screens, the axe gate, signing in, pictures."""

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core import mail
from django.urls import reverse

from portal.demo.mailbox import CODE

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Screen:
    """A width and height in CSS pixels, with or without JavaScript."""

    name: str
    width: int
    height: int
    javascript: bool

    def context_args(self):
        return {
            "viewport": {"width": self.width, "height": self.height},
            "java_script_enabled": self.javascript,
        }


PHONE = Screen("phone", 320, 640, True)
DESKTOP = Screen("desktop", 1280, 900, True)
PHONE_WITHOUT_SCRIPT = Screen("phone-noscript", 320, 640, False)
DESKTOP_WITHOUT_SCRIPT = Screen("desktop-noscript", 1280, 900, False)
ALL_SCREENS = [PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT, DESKTOP_WITHOUT_SCRIPT]


def on_screens(*screens):
    """Run the test once on each screen: `@on_screens(PHONE, DESKTOP)`; `page` is that screen."""
    return pytest.mark.parametrize(
        "screen", [pytest.param(s, id=s.name) for s in screens], indirect=True
    )


on_every_screen = on_screens(*ALL_SCREENS)

# The page's scripts load the components by themselves, which no event of the browser waits for.
STARTED = """() => !document.documentElement.classList.contains('js-enabled') ||
    [...document.querySelectorAll('[data-module^=nhsuk-]')].every(
        e => e.hasAttribute(`data-${e.dataset.module}-init`))"""


def settle(page):
    """Wait until the page is there whole, and the components on it are at work."""
    page.wait_for_load_state()
    page.wait_for_function(STARTED)


def follow(locator):
    """Press what leads to another page, and wait until that page stands still."""
    with locator.page.expect_navigation():
        locator.click()
    settle(locator.page)


def press(page, words):
    """Press the button with just these words, which leads to another page."""
    follow(page.get_by_role("main").get_by_role("button", name=words, exact=True))


@contextmanager
def readable_by_axe(page):
    """The page, or where its scripts are switched off (axe is one) the same document elsewhere.

    There, axe runs on what the visitor without scripts got, and the site's own scripts do not.
    """
    if page.context.runs_scripts:
        yield page
        return
    page.wait_for_load_state()
    document = page.content()

    def answer(route):
        if route.request.is_navigation_request():
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    context = page.context.browser.new_context(viewport=page.viewport_size)
    twin = context.new_page()
    twin.route("**/*", answer)
    twin.goto(page.url)
    yield twin
    context.close()


def accessibility_violations(page):
    """What axe finds on the page as it stands: one readable paragraph for each broken rule."""
    with readable_by_axe(page) as readable:
        found = Axe().run(readable, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
    return [
        "\n".join(
            [f"{rule['id']} ({rule['impact']}): {rule['help']}", f"  {rule['helpUrl']}"]
            + [f"  {' '.join(map(str, node['target']))}: {node['html']}" for node in rule["nodes"]]
        )
        for rule in found.response["violations"]
    ]


def assert_accessible(page):
    """Fail, naming rules and elements, unless axe finds nothing and the page fits the screen."""
    settle(page)
    violations = accessibility_violations(page)
    assert not violations, f"{page.url}\n" + "\n".join(violations)
    assert_fits(page)


def assert_fits(page):
    """Fail if the page is wider than the screen (WCAG 1.4.10 Reflow)."""
    wide, screen = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= screen, f"{page.url} is {wide} px wide on a screen of {screen} px"


# Where the focus is: its first line on the screen, whether that can be seen, and how it is marked.
FOCUSED = """() => {
    const focused = document.activeElement, box = focused.getClientRects()[0];
    const style = getComputedStyle(focused);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
        down: Math.round(box.y + scrollY),
        seen: !!top && (focused.contains(top) || top.contains(focused)) && top !== document.body,
        marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    }
}"""


def tab(page):
    """Press Tab; return what has the focus as a line such as `- link "Privacy"`, "" for nothing."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement === document.body"):
        return ""
    return page.locator(":focus").aria_snapshot().partition("\n")[0].rstrip(":")


def tab_to(page, words):
    """Press Tab until what has the focus has `words` in its name."""
    passed = []
    while words not in (line := tab(page)):
        passed.append(line)
        assert len(passed) < 100, f"no way by keyboard to “{words}”: {passed}"


def assert_keyboard_leads_through(page):
    """Fail unless Tab leads down the page, through things that have a name and can be seen."""
    settle(page)
    page.evaluate("document.activeElement.blur()")
    wrong, above = [], 0
    first = tab(page)  # "Skip to main content", which lies above everything
    while (line := tab(page)) not in ("", first):
        at = page.evaluate(FOCUSED)
        named = re.match(r'- \w+ "[^"]', line) or re.match(r"- '\w+ \"[^\"]", line)
        one_column = page.viewport_size["width"] == PHONE.width
        if not (named and at["seen"] and at["marked"]) or (one_column and at["down"] < above):
            wrong.append(f"{line} {at}, after {above}")
        above = at["down"]
    assert not wrong, f"{page.url}\n" + "\n".join(wrong)


def shoot(page, name):
    """Save the whole page as var/screenshots/NAME-WIDTH.png when SCREENSHOTS=1."""
    if os.environ.get("SCREENSHOTS") != "1":
        return
    folder = Path(settings.ROOT) / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"]
    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def look(page, name):
    """Fail unless the page is accessible and fits; save its picture as `shoot` does."""
    assert_accessible(page)
    shoot(page, name)


def main(page):
    """What can be read on the page, without its header and footer."""
    return page.get_by_role("main").inner_text()


def last_code(address):
    """The sign-in code in the newest mail to `address`."""
    for message in reversed(mail.outbox):
        if address in message.to and (code := CODE.search(message.body)):
            return code[1]
    raise AssertionError(f"no mail with a code to {address}; {len(mail.outbox)} mails were sent")


def sign_in(page, address, go_to=None):
    """Sign in as `address` by the emailed code, as people do; then open `go_to` if it is given."""
    page.goto(reverse("account_request_login_code"))
    enter_code(page, address)
    if go_to:
        page.goto(go_to)


def enter_code(page, address):
    """On the sign-in page, ask for a code to `address` and enter it: what was open comes next."""
    page.locator("main input[type=email]").fill(address)
    follow(page.locator("main form button[type=submit], main form button:not([type])").first)
    page.locator("main input[name=code]").fill(last_code(address))
    follow(page.locator("main form button[type=submit], main form button:not([type])").first)
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
