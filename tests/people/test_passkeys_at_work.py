"""Passkeys of whoever works here: both steps in one, once it is sure that they are theirs."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from wagtail.models import ModelLogEntry

from people import actions
from people.permissions import why_not_sign_in_with_passkey
from people.sessions import AT_WORK
from portal.middleware import SIGN_IN_AGAIN
from tests.browser import last_code
from tests.design_system.test_sign_in import app_code
from tests.factories.people import PETeamUserFactory, UserFactory
from tests.factories.signing_in import AppFactory, PasskeyFactory
from tests.passkeys import ADD, Device, make, use, use_on_page

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SHOW, SECOND = "people:signing-show", "mfa_authenticate"


@pytest.fixture(autouse=True)
def _second_step_required(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def client():
    return Client(headers={"host": "localhost"})


@pytest.fixture
def colleague():
    return confirmed(PETeamUserFactory())


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def enter_with_code(client, user):
    client.post(reverse("account_login"), {"email": user.email})
    return client.post(reverse("account_confirm_login_code"), {"code": last_code(user.email)})


def start_work(user):
    user.is_superuser = True
    user.save()


def test_a_passkey_made_at_work_is_both_steps(client, colleague):
    device = Device()
    enter_with_code(client, colleague)
    assert make(client, device).url == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200
    client.logout()

    assert use(client, device, colleague).url == reverse("wagtailadmin_home")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("factory", [AppFactory, PasskeyFactory])
def test_the_code_by_email_is_only_the_first_step(client, colleague, factory):
    factory(user=colleague)

    assert enter_with_code(client, colleague).url == reverse("mfa_authenticate")
    assert LOGIN in client.get("/admin/").url


# --- From before they worked here --------------------------------------------------------------
def test_a_passkey_from_before_opens_nothing_by_itself(client, colleague):
    device = Device()
    passkey = PasskeyFactory(user=colleague, device=device)

    response = use(client, device, colleague, "?next=/admin/outbox/")

    assert response.url == f"{LOGIN}?next=%2Fadmin%2Foutbox%2F"
    assert sentences(response) == [why_not_sign_in_with_passkey(colleague, passkey)]
    assert client.get("/admin/").url == f"{LOGIN}?next=/admin/"
    assert "_auth_user_id" not in client.session


def test_without_the_rule_the_door_would_be_open(client, colleague, monkeypatch):
    device = Device()
    PasskeyFactory(user=colleague, device=device)
    monkeypatch.setattr("people.views.passkeys.why_not_sign_in_with_passkey", lambda *_: None)

    use(client, device, colleague)
    page = client.get("/admin/")

    assert (page.status_code, page.context["user"]) == (200, colleague)


def test_it_counts_once_it_was_used_after_a_code(client, colleague):
    device = Device()
    PasskeyFactory(user=colleague, device=device)

    enter_with_code(client, colleague)
    response = use_on_page(client, device, colleague, SECOND)
    assert response.url == reverse("wagtailadmin_home")
    assert client.get("/admin/").status_code == 200
    client.logout()

    assert use(client, device, colleague).url == reverse("wagtailadmin_home")
    assert client.get("/admin/").status_code == 200
    log = ModelLogEntry.objects.filter(action="people.make_sure_of_passkey")
    assert [(entry.user, entry.label, entry.data) for entry in log] == [
        (colleague, str(colleague), {})
    ]


def test_only_the_passkey_that_was_used_counts(client, colleague):
    used, planted = Device(), Device()
    PasskeyFactory(user=colleague, device=used)
    PasskeyFactory(user=colleague, device=planted)
    enter_with_code(client, colleague)
    use_on_page(client, used, colleague, SECOND)
    page = client.get(reverse(SHOW)).content.decode()
    assert page.count("We check it when you next sign in") == 1
    client.logout()

    assert use(client, planted, colleague).url == LOGIN


def test_a_passkey_beside_an_app_is_not_made_sure_by_the_app(client, colleague):
    device = Device()
    PasskeyFactory(user=colleague, device=device)
    secret = AppFactory(user=colleague).data["secret"]
    enter_with_code(client, colleague)
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert client.get("/admin/").status_code == 200
    client.logout()

    assert use(client, device, colleague).url == LOGIN


def test_a_member_goes_on_signing_in_with_theirs_alone(client):
    user, device = confirmed(UserFactory()), Device()
    PasskeyFactory(user=user, device=device)

    assert use(client, device, user).url == reverse("home:involvement-show")


def test_who_lost_it_is_helped_by_an_administrator(client, colleague):
    PasskeyFactory(user=colleague)
    enter_with_code(client, colleague)
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Ask an administrator of this website to remove your second step." in page

    actions.clear_second_step(user=colleague, by=UserFactory(is_superuser=True))
    client.post(reverse("account_logout"))  # the button "Cancel"
    cache.clear()  # as if a minute had passed since the last code
    enter_with_code(client, colleague)

    assert client.get("/admin/").url == reverse("mfa_activate_totp")


# --- Signed in while they did not work here yet ------------------------------------------------
@pytest.mark.parametrize(
    "address", ["/admin/", reverse_lazy("people:passkey-add"), reverse_lazy("mfa_activate_totp")]
)
@pytest.mark.parametrize("way", ["passkey", "code"])
def test_who_signed_in_before_they_worked_here_does_it_again(client, way, address):
    user, device = confirmed(UserFactory()), Device()
    PasskeyFactory(user=user, device=device)
    use(client, device, user) if way == "passkey" else enter_with_code(client, user)
    assert client.session["_auth_user_id"] == str(user.pk)

    start_work(user)
    response = client.get(address)

    assert response.url == f"{LOGIN}?{urlencode({'next': address})}"
    assert sentences(response) == [SIGN_IN_AGAIN]
    assert "_auth_user_id" not in client.session


def test_a_form_that_they_send_then_is_not_taken(client):
    user = confirmed(UserFactory())
    enter_with_code(client, user)
    start_work(user)

    response = client.post(reverse("mfa_activate_totp"), {"code": "123456"})

    assert response.url == LOGIN
    assert not Authenticator.objects.exists()


def test_without_that_rule_a_passkey_from_before_would_make_another_that_counts(
    client, monkeypatch
):
    user, planted, second = confirmed(UserFactory()), Device(), Device()
    PasskeyFactory(user=user, device=planted)
    use(client, planted, user)
    start_work(user)
    monkeypatch.setattr("portal.middleware.began_before_work", lambda request: False)

    use_on_page(client, planted, user, "mfa_reauthenticate_webauthn")
    make(client, second)
    page = client.get("/admin/")

    assert (page.status_code, page.context["user"]) == (200, user)


def test_they_sign_in_again_with_code_and_passkey(client):
    user, device = confirmed(UserFactory()), Device()
    PasskeyFactory(user=user, device=device)
    use(client, device, user)
    start_work(user)
    client.get("/admin/")

    enter_with_code(client, user)
    use_on_page(client, device, user, SECOND)
    page = client.get("/admin/")

    assert (page.status_code, page.context["user"]) == (200, user)


# --- Taken away --------------------------------------------------------------------------------
def test_recovery_codes_go_with_the_last_second_step(client, colleague):
    enter_with_code(client, colleague)
    make(client, Device())
    kinds = Authenticator.objects.filter(user=colleague).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "webauthn"]

    actions.remove_passkey(passkey=Authenticator.objects.get(type="webauthn"), by=colleague)

    assert list(kinds.all()) == []


@pytest.mark.parametrize("ask", ["get", "post"])
def test_they_prove_again_that_it_is_they_before_a_passkey_comes_or_goes(client, colleague, ask):
    passkey = PasskeyFactory(user=colleague)
    client.force_login(colleague)
    long_ago = client.session
    long_ago[AT_WORK] = True
    long_ago.save()

    for address in (reverse(ADD), reverse("people:passkey-remove", args=[passkey.pk])):
        answer = getattr(client, ask)(address, {"name": "Another", "credential": "{}"})
        assert answer.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    assert Authenticator.objects.get() == passkey
