"""Passkeys without a browser: what they open, what they do not, and what nonsense gets."""

import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people.actions import add_passkey, change_email, remove_passkey, rename_passkey
from people.sign_in import NOT_ADDED, NOT_KNOWN
from tests.browser import last_code
from tests.factories.people import MemberFactory, PETeamUserFactory, UserFactory
from tests.factories.signing_in import AppFactory, PasskeyFactory
from tests.passkeys import Device

pytestmark = pytest.mark.django_db
ADD, LOGIN = "people:passkey-add", "mfa_login_webauthn"


@pytest.fixture
def client():
    return Client(headers={"host": "localhost"})


@pytest.fixture
def member():
    member = MemberFactory(person__signs_in=True)
    user = member.person.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return member


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def make(client, device, name="My phone", **changed):
    page = client.get(reverse(ADD)).content.decode()
    options = json.loads(re.search(r'"passkey-options" type="application/json">(.*?)<', page)[1])
    credential = device.create(options["publicKey"]["challenge"]) | changed
    return client.post(reverse(ADD), {"name": name, "credential": json.dumps(credential)})


def use(client, device, user, query="", **changed):
    asked = client.get(reverse(LOGIN), headers={"accept": "application/json"}).json()
    credential = device.get(asked["request_options"]["publicKey"]["challenge"], user) | changed
    return client.post(reverse(LOGIN) + query, {"credential": json.dumps(credential)})


def test_a_member_makes_one_and_signs_in_with_it(
    client, member, django_capture_on_commit_callbacks
):
    user, device = member.person.user, Device()
    client.force_login(user)

    with django_capture_on_commit_callbacks(execute=True):
        made = make(client, device)
    client.logout()
    response = use(client, device, user, "?next=/my-involvement/details/")

    assert made.url == reverse("people:signing-show")
    assert response.url == "/my-involvement/details/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [a.type for a in user.authenticator_set.all()] == ["webauthn"]
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("A passkey was added to your sign-in", [user.email])
    ]
    assert f"http://localhost:8000{reverse('people:signing-show')}" in mail.outbox[0].body


def test_a_member_who_lost_theirs_signs_in_with_the_code_alone(client, member):
    PasskeyFactory(user=member.person.user)
    client.post(reverse("account_login"), {"email": member.person.email})

    code = {"code": last_code(member.person.email)}
    response = client.post(reverse("account_confirm_login_code"), code)

    assert response.url == reverse("home:involvement-show")


def test_the_same_passkey_twice_is_one(client, member):
    client.force_login(member.person.user)
    device = Device()

    make(client, device)
    make(client, device, name="Again")

    assert [a.data["name"] for a in Authenticator.objects.all()] == ["My phone"]


def test_one_has_several_passkeys_beside_an_app_whatever_others_have():
    user, credential = AppFactory().user, Device().create("invented")
    add_passkey(user=UserFactory(), name="Theirs", credential=credential, by=None)

    for name, made in {"Phone": credential, "Key": Device().create("invented")}.items():
        assert add_passkey(user=user, name=name, credential=made, by=user).user == user

    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 2


def test_each_step_is_logged_once_and_told_by_email(django_capture_on_commit_callbacks):
    user, credential = UserFactory(), Device().create("invented")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            passkey = add_passkey(user=user, name="Phone", credential=credential, by=user)
        for _ in range(2):
            rename_passkey(passkey=passkey, name="My phone", by=user)
        for _ in range(2):
            remove_passkey(passkey=passkey, by=user)

    entries = ModelLogEntry.objects.for_instance(user).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("people.add_passkey", user),
        ("people.rename_passkey", user),
        ("people.remove_passkey", user),
    ]
    assert [message.subject for message in mail.outbox] == [
        "A passkey was added to your sign-in",
        "A passkey was removed from your sign-in",
    ]


def test_a_mail_server_that_fails_is_logged_and_the_passkey_is_there(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail(message):
        raise ConnectionError("no mail today")

    monkeypatch.setattr(mail.EmailMessage, "send", fail)
    user, credential = UserFactory(), Device().create("invented")

    with django_capture_on_commit_callbacks(execute=True):
        add_passkey(user=user, name="Phone", credential=credential, by=user)

    assert user.authenticator_set.count() == 1
    assert "no mail today" in caplog.text


def test_a_device_that_does_not_know_its_owner_makes_none_and_opens_nothing(client, member):
    user, device = member.person.user, Device(verified=False)
    client.force_login(user)
    assert make(client, device).context["form"].non_field_errors() == [NOT_ADDED]
    client.logout()

    PasskeyFactory(user=user, device=device)
    response = use(client, device, user)

    assert (response.url, sentences(response)) == (reverse("account_login"), [NOT_KNOWN])
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("wrong", ["origin", "key", "user", "challenge"])
def test_what_is_not_quite_right_opens_nothing(client, member, wrong):
    user, device = member.person.user, Device()
    PasskeyFactory(user=user, device=device)
    if wrong == "origin":
        device.origin = "https://localhost.example.org"
    if wrong == "key":
        device.key = Device().key
    if wrong == "user":
        user = UserFactory()
    if wrong == "challenge":
        credential = json.dumps(device.get("b2xk", user))
        response = client.post(reverse(LOGIN), {"credential": credential})
    else:
        response = use(client, device, user)

    assert (response.url, sentences(response)) == (reverse("account_login"), [NOT_KNOWN])
    assert "_auth_user_id" not in client.session


def test_a_login_that_was_switched_off_does_not_open(client, member):
    user, device = member.person.user, Device()
    PasskeyFactory(user=user, device=device)
    user.is_active = False
    user.save()

    use(client, device, user)

    assert "_auth_user_id" not in client.session


NONSENSE = [
    "", "x", "null", "[]", '"text"', "1e999", "{}", '{"id": "x"}', "[" * 100_000, "\x00",
    '{"response": []}', '{"response": {"userHandle": 5}}', '{"response": {"userHandle": "eA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA",'
    ' "authenticatorData": "eA", "signature": "eA", "userHandle": "' + "x" * 9_000 + '"}}',
    '{"id": "eA", "rawId": "eA", "response": {"clientDataJSON": "eA", "attestationObject": "eA"}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_refused_in_words(client, member, credential):
    client.get(reverse(LOGIN), headers={"accept": "application/json"})
    response = client.post(reverse(LOGIN), {"credential": credential})
    assert (response.url, sentences(response)) == (reverse("account_login"), [NOT_KNOWN])

    client.force_login(member.person.user)
    client.get(reverse(ADD))
    response = client.post(reverse(ADD), {"name": "My phone", "credential": credential})
    form = response.context["form"]
    assert [list(words) for words in form.errors.values()] == [[NOT_ADDED]]
    assert form["name"].value() == "My phone"
    assert not Authenticator.objects.exists()


def test_a_name_is_needed_and_not_too_long(client, member):
    client.force_login(member.person.user)
    passkey = PasskeyFactory(user=member.person.user)
    rename = reverse("people:passkey-rename", args=[passkey.pk])

    for name, sentence in {
        " ": "Enter a name for this passkey",
        "x" * 61: "Name of this passkey must be 60 characters or less",
    }.items():
        assert client.post(rename, {"name": name}).context["form"].errors == {"name": [sentence]}
    client.post(rename, {"name": "Mein Händy"})

    passkey.refresh_from_db()
    assert passkey.data["name"] == "Mein Händy"


def test_nobody_finds_somebody_elses(client, member):
    client.force_login(member.person.user)
    theirs = PasskeyFactory()

    for name in ("people:passkey-rename", "people:passkey-remove"):
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "My phone"


# --- Whoever works here ------------------------------------------------------------------------
@pytest.fixture
def colleague(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    return PETeamUserFactory()


def enter_with_code(client, user):
    client.post(reverse("account_login"), {"email": user.email})
    return client.post(reverse("account_confirm_login_code"), {"code": last_code(user.email)})


def test_a_passkey_is_both_steps(client, colleague):
    device = Device()
    PasskeyFactory(user=colleague, device=device)
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)

    assert use(client, device, colleague).url == reverse("wagtailadmin_home")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("factory", [AppFactory, PasskeyFactory])
def test_the_code_by_email_is_only_the_first_step(client, colleague, factory):
    factory(user=colleague)

    assert enter_with_code(client, colleague).url == reverse("mfa_authenticate")
    assert "/accounts/login/" in client.get("/admin/").url


def test_a_passkey_from_before_they_worked_here_is_asked_for(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    user = UserFactory()
    PasskeyFactory(user=user)
    enter_with_code(client, user)
    assert client.session["_auth_user_id"] == str(user.pk)

    user.is_superuser = True
    user.save()

    assert client.get("/admin/").url == f"{reverse('account_reauthenticate')}?next=%2Fadmin%2F"


def test_recovery_codes_go_with_the_last_second_step(client, colleague):
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    client.force_login(colleague)
    device = Device()
    assert make(client, device).url == reverse("mfa_view_recovery_codes")
    kinds = Authenticator.objects.filter(user=colleague).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "webauthn"]

    remove_passkey(passkey=Authenticator.objects.get(type="webauthn"), by=colleague)

    assert list(kinds.all()) == []


@pytest.mark.parametrize("ask", ["get", "post"])
def test_they_prove_again_that_it_is_they_before_a_passkey_comes_or_goes(client, colleague, ask):
    passkey = PasskeyFactory(user=colleague)
    client.force_login(colleague)

    for address in (reverse(ADD), reverse("people:passkey-remove", args=[passkey.pk])):
        answer = getattr(client, ask)(address, {"name": "Another", "credential": "{}"})
        assert answer.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    assert Authenticator.objects.get() == passkey


def test_a_new_address_that_nobody_confirmed_is_confirmed_before_a_passkey_opens(client, member):
    user, device = member.person.user, Device()
    PasskeyFactory(user=user, device=device)
    change_email(person=member.person, email="new@example.org", by=None)

    response = use(client, device, user)

    code_page = reverse("account_email_verification_sent")
    assert (response.url, "_auth_user_id" in client.session) == (code_page, False)
    done = client.post(code_page, {"code": last_code("new@example.org")})
    assert done.status_code == 302
    assert EmailAddress.objects.get(user=user).verified
    assert client.session["_auth_user_id"] == str(user.pk)
