"""Signing in well: with a passkey, on several devices, with a second step, and without scripts."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail

from tests.browser import (
    DESKTOP,
    PHONE,
    PHONE_WITHOUT_SCRIPT,
    assert_accessible,
    enter_code,
    follow,
    on_screens,
    press,
    settle,
    shoot,
    sign_in,
)
from tests.factories.people import MemberFactory, UserFactory

pytestmark = pytest.mark.journey
SIGNING = "/my-involvement/signing-in/"


def give_fingerprint_reader(page):
    """Plug a reader into the browser that knows its owner; return a function that unplugs it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    reader = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    reader_id = {"authenticatorId": reader["authenticatorId"]}

    def forget_owner():
        devtools.send("WebAuthn.setUserVerified", reader_id | {"isUserVerified": False})

    return forget_owner


def member_with_login():
    member = MemberFactory(person__name="Mina Example", person__signs_in=True)
    user = member.person.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return member


def add_passkey(page):
    page.goto(SIGNING)
    follow(page.get_by_role("button", name="Add a passkey"))
    assert page.get_by_text("This browser cannot make a passkey.").is_hidden()
    assert page.get_by_text("No passkey was added.").is_hidden()
    assert_accessible(page)
    shoot(page, "passkey-add")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Add a passkey").click()
    settle(page)


def sign_in_with_passkey(page, leads_to):
    with page.expect_navigation(url=leads_to):
        page.get_by_role("button", name="Sign in with a passkey").click()
    settle(page)


@on_screens(PHONE, DESKTOP)
def test_a_member_adds_a_passkey_and_signs_in_with_it(page):
    member = member_with_login()
    forget_owner = give_fingerprint_reader(page)

    # Given a member who signed in with a code
    sign_in(page, member.person.email, SIGNING)
    assert page.get_by_text("You have no passkey yet.").is_visible()

    # When they add a passkey
    add_passkey(page)

    # Then it stands on their list, named by the device, and they were told
    assert page.get_by_text("Your passkey is ready.").is_visible()
    assert page.locator("dt").first.inner_text() == "Chrome on a Linux computer"
    assert_accessible(page)
    shoot(page, "signing-in")
    assert mail.outbox[-1].subject == "A passkey was added to your sign-in"

    # And they sign in with it, to where they wanted to go, without a code
    follow(page.get_by_role("banner").get_by_role("button", name="Sign out"))
    page.goto("/my-involvement/details/")
    assert_accessible(page)
    shoot(page, "sign-in")
    codes = len(mail.outbox)
    sign_in_with_passkey(page, "**/my-involvement/details/")
    assert page.get_by_role("heading", level=1).inner_text() == "Your answers"
    assert len(mail.outbox) == codes

    # They give it another name
    page.goto(SIGNING)
    follow(page.get_by_role("link", name="Rename"))
    assert_accessible(page)
    page.get_by_label("Name of this passkey").fill("My phone")
    press(page, "Save")
    assert page.locator("dt").first.inner_text() == "My phone"

    # Somebody else's finger does not open it, and a sentence says so
    follow(page.get_by_role("banner").get_by_role("button", name="Sign out"))
    forget_owner()
    page.goto("/accounts/login/")
    sorry = page.get_by_text("That did not work. Try again, or ask for a code by email.")
    assert sorry.is_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    sorry.wait_for()
    assert_accessible(page)
    shoot(page, "sign-in-failed")

    # The code by email works as ever, and the passkey can be taken away
    enter_code(page, member.person.email)
    page.goto(SIGNING)
    follow(page.get_by_role("link", name="Remove"))
    assert_accessible(page)
    shoot(page, "passkey-remove")
    press(page, "Remove it")
    assert page.get_by_text("You have no passkey yet.").is_visible()


@on_screens(PHONE, DESKTOP)
def test_staff_enter_with_a_passkey_and_nobody_enters_with_a_code_alone(
    page, another_page, settings
):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    colleague = UserFactory(email="pe.team@example.org")
    colleague.groups.add(Group.objects.get(name="PE team"))
    give_fingerprint_reader(page)

    # Given a colleague who is asked to set up a second step, and chooses a passkey
    sign_in(page, colleague.email)
    assert page.url.endswith("/accounts/2fa/totp/activate/")
    assert_accessible(page)
    shoot(page, "second-step")
    follow(page.get_by_role("link", name="use a passkey instead"))
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Add a passkey").click()
    settle(page)

    # They keep their recovery codes, and are let in
    assert page.get_by_role("heading", level=1).inner_text() == "Your recovery codes"
    recovery_code = page.locator(".app-codes code").first.inner_text()
    page.goto("/admin/")
    assert page.url.endswith("/admin/")

    # Before something that matters, they use it again
    page.goto("/accounts/2fa/passkey/?next=/accounts/2fa/")
    assert page.get_by_role("heading", level=1).inner_text() == "Check that it is you"
    assert_accessible(page)
    shoot(page, "check-that-it-is-you")
    with page.expect_navigation():
        page.get_by_role("button", name="Use your passkey").click()
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Your second step"
    assert_accessible(page)
    shoot(page, "second-step-own")

    # When they sign in again, the passkey alone leads them in
    page.goto("/accounts/logout/")
    press(page, "Sign out")
    page.goto("/accounts/login/")
    sign_in_with_passkey(page, "**/admin/")

    # Then whoever has only the emailed code is asked for the second step
    other = another_page()
    other.goto("/accounts/login/")
    enter_code(other, colleague.email)
    assert other.get_by_role("heading", level=1).inner_text() == "Your second step"
    assert_accessible(other)
    shoot(other, "second-step-asked")
    other.goto("/admin/")
    assert "/accounts/2fa/authenticate/" in other.url or "/accounts/login/" in other.url

    # And a recovery code opens it
    other.goto("/accounts/2fa/authenticate/")
    other.get_by_label("Code").fill(recovery_code)
    press(other, "Sign in")
    other.wait_for_url("**/admin/")


@on_screens(PHONE, DESKTOP)
def test_a_member_who_starts_to_work_here_has_their_passkey_checked_once(page, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    user = member_with_login().person.user
    give_fingerprint_reader(page)

    # Given a member with a passkey, who works here from now on
    sign_in(page, user.email, SIGNING)
    add_passkey(page)
    user.groups.add(Group.objects.get(name="PE team"))

    # They are asked to sign in again
    page.goto("/admin/")
    assert page.get_by_text("You work here now, so please sign in again.").is_visible()
    assert_accessible(page)
    shoot(page, "sign-in-again")

    # Their passkey alone does not do this time, and they are told what does
    sign_in_with_passkey(page, "**/accounts/login/**")
    assert page.get_by_text("we check your passkey once").is_visible()
    assert_accessible(page)
    shoot(page, "passkey-checked-once")

    # With the code and the passkey they are in, and from then on with the passkey alone
    enter_code(page, user.email)
    shoot(page, "passkey-after-code")
    assert_accessible(page)
    with page.expect_navigation(url="**/admin/"):
        page.get_by_role("button", name="Use your passkey").click()
    page.goto("/accounts/logout/")
    press(page, "Sign out")
    page.goto("/accounts/login/")
    sign_in_with_passkey(page, "**/admin/")


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_a_member_signs_out_everywhere(page, another_page):
    member = member_with_login()

    # Given a member who is signed in on two devices
    sign_in(page, member.person.email, SIGNING)
    other = another_page()
    sign_in(other, member.person.email, "/my-involvement/")
    page.reload()
    assert page.get_by_text("This device.").count() == 1
    assert_accessible(page)
    shoot(page, "signed-in-twice")

    # When they sign the other one out
    follow(page.get_by_role("main").get_by_role("button", name=re.compile("^Sign out Chrome")))
    assert page.get_by_text("is signed out.").is_visible()
    other.goto("/my-involvement/")
    assert "/accounts/login/" in other.url

    # Then they sign out everywhere, here too
    enter_code(other, member.person.email)
    page.reload()
    follow(page.get_by_role("button", name="Sign out everywhere"))
    assert_accessible(page)
    shoot(page, "sign-out-everywhere")
    press(page, "Sign out everywhere")
    assert page.get_by_text("You are signed out everywhere.").is_visible()
    for device in (page, other):
        device.goto("/my-involvement/")
        assert "/accounts/login/" in device.url


@on_screens(PHONE_WITHOUT_SCRIPT)
def test_without_scripts_nothing_is_missing(page):
    member = member_with_login()

    page.goto(SIGNING)
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    assert_accessible(page)
    enter_code(page, member.person.email)

    assert page.get_by_role("heading", level=1).inner_text() == "How you sign in"
    page.goto(f"{SIGNING}passkeys/add/")
    assert page.get_by_text("This browser cannot make a passkey.").is_visible()
    assert page.get_by_role("main").get_by_role("button").count() == 0
    assert_accessible(page)


@on_screens(PHONE, DESKTOP)
def test_an_administrator_helps_a_colleague_who_lost_their_second_step(page):
    boss = UserFactory(email="boss@example.org", is_staff=True, is_superuser=True)
    colleague = UserFactory(email="pe.team@example.org", first_name="Pat", last_name="Example")
    colleague.groups.add(Group.objects.get(name="PE team"))
    colleague.authenticator_set.create(type="totp", data={"secret": "invented"})

    sign_in(page, boss.email, "/admin/second-steps/")
    assert_accessible(page)
    shoot(page, "second-steps")
    follow(page.get_by_role("link", name="Remove it for pe.team@example.org"))
    assert_accessible(page)
    shoot(page, "second-step-remove")
    press(page, "Remove it")

    assert page.get_by_text("sets up a new second step next time").is_visible()
    assert mail.outbox[-1].to == ["pe.team@example.org"]
