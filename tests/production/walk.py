"""The steps of the walk: what each person does in their browser."""

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import expect

from tests.browser import follow, press

WORDS = ["purpose", "what_you_would_do", "payment_and_expenses", "support_and_access"]
WORDS += ["how_you_will_hear_back"]


# --- Signing in --------------------------------------------------------------------------------
def sign_in(page, installation, address):
    """Sign in by the code that arrives over SMTP."""
    page.goto("/accounts/login/")
    page.get_by_label("Your email address").fill(address)
    press(page, "Send me a code")
    page.locator("main input[name=code]").fill(installation.mails.code_for(address))
    press(page, "Sign in")


def enrol(page):
    """Set up the second factor that the page in front of us asks for."""
    page.get_by_text("I cannot scan it").click()
    secret = page.locator("main code").inner_text()
    page.locator("input[name=code]").fill(one_time_password(secret))
    press(page, "Continue")


def one_time_password(secret):
    """The six digits that an authenticator app shows now for a base32 secret (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


# --- The administrator ---------------------------------------------------------------------------
def add_service(page, name):
    """A directorate and a service of it, in Wagtail's own forms."""
    page.goto("/admin/directorates/new/")
    page.locator("#id_name").fill("Community health")
    press(page, "Create")
    page.goto("/admin/services/new/")
    page.locator("#id_name").fill(name)
    page.locator("#id_slug").fill("a-service")
    page.locator("#id_directorate").select_option(label="Community health")
    page.locator("#id_contact_email").fill("service@example.org")
    press(page, "Create")
    expect(page.get_by_role("main")).to_contain_text(name)


def add_colleague(page, address, group):
    """Someone who can sign in, as a member of `group`."""
    page.goto("/admin/users/new/")
    page.locator("#id_email").fill(address)
    page.locator("#id_first_name").fill("Pia")
    page.locator("#id_last_name").fill("Example")
    page.get_by_role("tab", name="Roles").first.click()
    page.get_by_label(group).check()
    press(page, "Create")
    expect(page.get_by_role("main")).to_contain_text(address)


def publish_page(page, slug, title):
    """Write the opportunity's page in Wagtail's editor and publish it."""
    page.goto(f"/admin/opportunities/{slug}/")
    follow(page.get_by_role("link", name="Write the page"))
    page.locator("#id_opportunity").select_option(index=1)
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Three names are on the list. Which would you choose?")
    for name in WORDS:
        words = page.locator(f"[data-contentpath={name}] [contenteditable=true]")
        words.click()
        words.press_sequentially("You can say what you think.")
        # The editor hands its words to the form a moment later.
        expect(page.locator(f"input[name={name}]")).to_have_value(re.compile("what you think"))
    page.wait_for_timeout(1_000)  # by then Wagtail has begun to save the draft by itself
    expect(page.locator(".w-autosave-indicator__state--saved")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/$"))


# --- The PE team ---------------------------------------------------------------------------------
def prepare_opportunity(page, title, *, service):
    """Enter the facts of a new opportunity and mark them as ready."""
    page.goto("/admin/opportunities/")
    press(page, "New opportunity")
    page.get_by_label("What is it called?").fill(title)
    page.get_by_label("Which service is it for?").select_option(label=service)
    press(page, "Continue to its facts")
    page.get_by_label("Kind of activity").select_option(index=1)
    page.get_by_label("Level of involvement").select_option(index=1)
    page.get_by_label("Category").select_option(label="One-off")
    page.get_by_label("Area", exact=True).select_option(label="Leicester")
    page.get_by_label("How much time").fill("Two hours, once")
    page.get_by_label("How many places").fill("3")
    year = time.localtime().tm_year
    fill_date(page, "opens_date", 1, 1, year)
    fill_date(page, "closes_date", 30, 11, year + 1)
    fill_date(page, "starts_date", 15, 12, year + 1)
    page.get_by_label("From", exact=True).fill("10:30am")
    page.get_by_label("Until", exact=True).fill("12pm")
    press(page, "Save the facts")
    press(page, "Mark the facts as ready")


def fill_date(page, name, day, month, year):
    for part, number in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def decide(page, slug, name, decision):
    """Select the person of that name on the shortlist, decide, and confirm on the next page."""
    page.goto(f"/admin/opportunities/{slug}/shortlist/")
    page.get_by_label(name).check()
    press(page, decision)
    expect(page.get_by_role("main")).to_contain_text("check before you do")
    press(page, decision)
    expect(page).to_have_url(re.compile("/shortlist/$"))


# --- The member ----------------------------------------------------------------------------------
def join(page, installation, name, address):
    """Join online by email."""
    page.goto("/join/name/")
    page.get_by_label("What is your name?").fill(name)
    press(page, "Continue")
    page.get_by_label("By email").check()
    press(page, "Continue")
    page.get_by_label("What is your email address?").fill(address)
    press(page, "Continue")
    page.get_by_label("Yes", exact=True).check()
    press(page, "Continue")
    page.get_by_label("I agree").check()
    press(page, "Continue")
    press(page, "Join")
    page.locator("main input[name=code]").fill(installation.mails.code_for(address))
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have joined")


def answer_skills(page, skill):
    page.goto("/my-involvement/details/skills/")
    page.get_by_label(skill).check()
    press(page, "Save and go back")


def express_interest(page, title):
    page.goto("/opportunities/")
    follow(page.get_by_role("link", name=title))
    follow(page.get_by_role("main").get_by_role("button", name="I am interested").first)
    press(page, "I am interested")


def say_yes(page, mail):
    """Open the link of an invitation and answer it, without signing in."""
    [link] = re.findall(r"https://\S+/invitations/\S+", mail)
    page.goto(link)
    press(page, "Yes, I would like to take part")
    expect(page.get_by_role("heading", level=1)).to_have_text("You said yes")
