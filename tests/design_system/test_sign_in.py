"""The pages and emails with which people sign in, as they read."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse

from tests.browser import CODE
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def errors(response):
    return [(a["href"], words(a)) for a in read(response).select(".nhsuk-error-summary a")]


def sign_in(client, email):
    client.post(LOGIN, {"email": email})
    return client.post(CONFIRM, {"code": CODE.search(mail.outbox[-1].body)[1]})


@pytest.fixture
def user():
    return PersonFactory(email="sam@example.org", signs_in=True).user


def test_asking_for_a_code_sends_a_kind_email_with_the_code_on_a_line_of_its_own(client, user):
    response = client.post(LOGIN, {"email": " SAM@example.org "})

    assert (response.status_code, response.url) == (302, CONFIRM)
    [message] = mail.outbox
    assert message.subject == "Your code to sign in"
    code = CODE.search(message.body)[1]
    assert message.body.startswith(
        "Hello\n\nHere is your code to sign in. Type it into the page that you have open:\n\n"
        f"{code}\n\nIt works for 15 minutes, and only once.\n"
    )
    assert "If you did not ask for this\n" in message.body
    page = read(client.get(CONFIRM))
    assert words(page.h1) == "Check your email"
    assert words(page.select_one("main strong")) == "sam@example.org"
    field = page.find(id="id_code")
    assert (field["autocomplete"], field["value"] if field.has_attr("value") else "") == (
        "one-time-code", ""
    )  # fmt: skip
    assert page.select(".nhsuk-notification-banner") == []


def test_the_code_signs_in(client, user):
    client.post(LOGIN, {"email": "sam@example.org"})
    code = CODE.search(mail.outbox[0].body)[1]

    response = client.post(CONFIRM, {"code": f" {code.lower()}\u202c "})

    assert (response.status_code, response.url) == (302, "/my-involvement/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_address_that_we_do_not_know_sees_the_same_and_is_told_by_email_how_to_join(client):
    response = client.post(LOGIN, {"email": "nobody@example.org"})

    assert (response.status_code, response.url) == (302, CONFIRM)
    assert words(read(client.get(CONFIRM)).h1) == "Check your email"
    [message] = mail.outbox
    assert message.subject == "You asked to sign in, but this address is not on our list"
    assert "\nhttp://testserver/join/\n" in message.body


def test_each_wrong_answer_gets_a_plain_sentence(client, user):
    assert errors(client.post(LOGIN, {"email": ""})) == [("#id_email", "Enter your email address")]
    assert errors(client.post(LOGIN, {"email": "sam"})) == [
        ("#id_email", "Enter an email address in the correct format, like name@example.org")
    ]
    client.post(LOGIN, {"email": "sam@example.org"})
    assert errors(client.post(CONFIRM, {"code": ""})) == [
        ("#id_code", "Enter the code from the email")
    ]
    assert errors(client.post(CONFIRM, {"code": "\x00XXX"})) == [
        ("#id_code", "That code is not right. Check that it is from the newest email")
    ]


def test_after_five_wrong_codes_one_starts_again_and_is_told_why(client, user):
    client.post(LOGIN, {"email": "sam@example.org"})

    responses = [client.post(CONFIRM, {"code": "XXXXXX"}) for _ in range(5)]

    assert [response.status_code for response in responses] == [200, 200, 200, 200, 302]
    banner = read(client.get(responses[-1].url)).select_one(".nhsuk-notification-banner")
    assert words(banner) == (
        "There is a problem That was tried too often. "
        "Ask for a new code, or wait a few minutes and try again"
    )


def test_signing_out_asks_once_and_then_goes_home_without_a_message(client, user):
    client.force_login(user)

    assert words(read(client.get("/accounts/logout/")).h1) == "Do you want to sign out?"
    response = client.post("/accounts/logout/")
    assert (response.status_code, response.url) == (302, "/")
    assert "messages" not in client.cookies


def app_code(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def test_staff_set_up_their_second_step_and_get_recovery_codes(client, user):
    sign_in(client, user.email)
    page = read(client.get(reverse("mfa_activate_totp")))
    assert words(page.h1) == "Set up your second step"
    secret = page.select_one("main code").text
    assert page.select_one("main .app-qr svg path")

    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000"})
    assert errors(wrong) == [
        ("#id_code", "That code is not right. Enter the one that your app shows now")
    ]
    done = client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)}, follow=True)

    assert words(read(done).h1) == "Your recovery codes"
    assert len(read(done).select(".app-codes li")) == 10
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    for name, heading in {
        "mfa_index": "Your second step",
        "mfa_deactivate_totp": "Remove your authenticator app?",
        "mfa_generate_recovery_codes": "Make new recovery codes?",
    }.items():
        assert words(read(client.get(reverse(name))).h1) == heading
