"""Signing in by an emailed code: plain sentences, and nothing that tells who is on the list."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse

from people.models import Member
from tests.browser import last_code
from tests.factories.people import MemberFactory, PETeamUserFactory, UserFactory

pytestmark = pytest.mark.django_db

LOGIN, CONFIRM = "account_login", "account_confirm_login_code"


def ask(client, address):
    return client.post(reverse(LOGIN), {"email": address})


def type_code(client, code, **more):
    return client.post(reverse(CONFIRM), {"code": code} | more)


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def page_text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def test_a_member_signs_in_and_their_address_is_confirmed(client):
    member = MemberFactory(status=Member.Status.JOINING, person__signs_in=True)

    ask(client, member.person.email)
    response = type_code(client, last_code(member.person.email))

    assert response.url == reverse("home:involvement-show")
    member.refresh_from_db()
    assert member.status == Member.Status.ACTIVE
    assert EmailAddress.objects.get(user=member.person.user).verified is True


def test_staff_go_to_the_back_office(client):
    colleague = PETeamUserFactory()

    ask(client, colleague.email)

    assert type_code(client, last_code(colleague.email)).url == reverse("wagtailadmin_home")


def test_an_unknown_address_sees_the_same_page_and_gets_a_kind_mail(client):
    known, other = UserFactory(), type(client)()

    pages = []
    for browser, address in [(client, known.email), (other, "unknown@example.org")]:
        response = ask(browser, address)
        page = browser.get(response.url).content.decode()
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        pages.append((response.url, page.replace(address, "ADDRESS")))

    assert pages[0] == pages[1]
    assert mail.outbox[1].subject == "You asked to sign in, but this address is not on our list"
    assert "/join/" in mail.outbox[1].body


def test_a_wrong_code_is_said_plainly_and_too_many_end_it(client):
    user = UserFactory()
    ask(client, user.email)

    wrong = type_code(client, "WRON-GONE")
    assert wrong.context["form"].errors == {
        "code": ["That code is not right. Check that it is from the newest email"]
    }
    for _ in range(4):
        last = type_code(client, "WRON-GONE")

    assert last.status_code == 302
    assert sentences(last) == [
        "That was tried too often. Ask for a new code, or wait a few minutes and try again"
    ]
    assert type_code(client, last_code(user.email)).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_runs_out(client, monkeypatch):
    user = UserFactory()
    ask(client, user.email)
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)

    response = type_code(client, last_code(user.email), next="/opportunities/")

    assert response.url == f"{reverse(LOGIN)}?next=%2Fopportunities%2F"
    assert sentences(response) == [
        "That code does not work any more: it has run out, or it was used. Ask for a new one."
    ]
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client):
    user = UserFactory()
    ask(client, user.email)
    code = last_code(user.email)
    type_code(client, code)
    client.post(reverse("account_logout"))

    response = type_code(client, code)

    assert response.url == reverse(LOGIN)
    assert sentences(response)[-1].startswith("That code does not work any more")
    assert "_auth_user_id" not in client.session


def test_a_new_code_takes_the_place_of_the_old_one(client):
    user = UserFactory()
    ask(client, user.email)
    old = last_code(user.email)

    client.post(reverse(CONFIRM), {"action": "resend"})

    assert type_code(client, old).status_code == 200
    assert type_code(client, last_code(user.email)).status_code == 302


@pytest.mark.parametrize("code", ["", "\x00", "‮ABCD", "٣٤٥٦-٧٨٩٠", "<script>", "9" * 10_000])
def test_any_other_code_is_refused_without_a_fault(client, code):
    ask(client, UserFactory().email)

    response = type_code(client, code)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]


def test_nobody_signs_up_by_themselves(client):
    assert client.get("/accounts/signup/").url == "/join/"


# --- A new address -----------------------------------------------------------------------------
@pytest.fixture
def member(client):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    return member


def test_a_new_address_takes_over_once_its_code_was_typed_in(client, member):
    old = member.person.email
    sent = client.post(reverse("home:email-edit"), {"email": "New@Example.org"})
    member.person.refresh_from_db()
    assert member.person.email == old

    code_page = reverse("account_email_verification_sent")
    assert sent.url == f"{code_page}?next={reverse('home:details-show')}"
    assert "new@example.org" in page_text(client.get(sent.url))
    done = client.post(
        sent.url, {"code": last_code("new@example.org"), "next": reverse("home:details-show")}
    )

    assert done.url == reverse("home:details-show")
    assert "new@example.org" in page_text(client.get(done.url))
    member.person.refresh_from_db()
    member.person.user.refresh_from_db()
    assert (member.person.email, member.person.user.email) == (("new@example.org",) * 2)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("new@example.org", True)
    ]


def test_an_address_of_somebody_else_looks_the_same_and_never_takes_over(client, member):
    taken = UserFactory(email="taken@example.org")

    sent = client.post(reverse("home:email-edit"), {"email": "taken@example.org"})

    page = page_text(client.get(sent.url))
    assert "We have sent an email to taken@example.org" in page
    assert mail.outbox[-1].subject == "Someone asked us to use your email address"
    state = client.session["account_email_verification_code"]
    refused = client.post(sent.url, {"code": "WRON-GONE"})
    assert list(refused.context["form"].errors) == ["code"]
    assert "user_id" not in state
    taken.refresh_from_db()
    assert taken.email == "taken@example.org"


def test_the_same_address_is_said_plainly(client, member):
    response = client.post(reverse("home:email-edit"), {"email": member.person.email})

    assert response.context["form"].errors == {
        "email": ["This is the address that we have already"]
    }
