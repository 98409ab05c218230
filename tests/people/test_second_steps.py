"""A colleague lost their second step: an administrator helps, and nobody else can."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from people import actions
from tests.browser import last_code
from tests.design_system.test_sign_in import app_code
from tests.factories.people import PETeamUserFactory, UserFactory
from tests.factories.signing_in import AppFactory, PasskeyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def colleague():
    colleague = UserFactory(email="pat@example.org")
    colleague.groups.add(Group.objects.get(name="PE team"))
    AppFactory(user=colleague)
    PasskeyFactory(user=colleague)
    return colleague


def clear(client, colleague):
    return client.post(reverse("people:steps-clear", args=[colleague.pk]))


def test_all_of_it_goes_they_are_signed_out_and_told(
    client, boss, colleague, django_capture_on_commit_callbacks
):
    there = Client()
    there.force_login(colleague)
    client.force_login(boss)

    with django_capture_on_commit_callbacks(execute=True):
        assert clear(client, colleague).url == reverse("people:steps-list")

    assert not Authenticator.objects.filter(user=colleague).exists()
    assert there.get("/admin/").status_code == 302
    assert [(m.subject, m.to) for m in mail.outbox] == [
        ("Your second step to sign in was removed", ["pat@example.org"])
    ]
    log = ModelLogEntry.objects.filter(action="people.clear_second_step")
    assert [(entry.user, entry.label, entry.data) for entry in log] == [(boss, str(colleague), {})]


def test_they_set_up_a_new_one_next_time(client, settings, boss, colleague):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    actions.clear_second_step(user=colleague, by=boss)

    client.post(reverse("account_login"), {"email": colleague.email})
    code = {"code": last_code(colleague.email)}
    client.post(reverse("account_confirm_login_code"), code)

    assert client.get("/admin/").url == reverse("mfa_activate_totp")


def test_only_an_administrator_and_never_for_oneself(boss, colleague):
    AppFactory(user=boss)
    for user, by in [(colleague, PETeamUserFactory()), (boss, boss)]:
        with pytest.raises(actions.CannotClearSecondStep):
            actions.clear_second_step(user=user, by=by)

    assert Authenticator.objects.count() == 3


def test_the_administrator_proves_again_that_it_is_they(client, settings, boss, colleague):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    secret = AppFactory(user=boss).data["secret"]
    client.post(reverse("account_login"), {"email": boss.email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code(boss.email)})
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert client.get(reverse("people:steps-list")).status_code == 200

    response = clear(client, colleague)

    assert response.url.startswith(reverse("mfa_reauthenticate"))
    assert colleague.authenticator_set.count() == 2


def test_the_command_is_for_the_only_administrator(boss, capsys):
    AppFactory(user=boss)

    call_command("clear_second_step", boss.email.upper())

    assert not boss.authenticator_set.exists()
    assert capsys.readouterr().out.startswith(f"{boss.email} sets up a new second step")
    with pytest.raises(CommandError, match="Nobody signs in with"):
        call_command("clear_second_step", "nobody@example.org")


def test_the_list_names_what_each_has(client, boss, colleague):
    client.force_login(boss)

    page = client.get(reverse("people:steps-list")).content.decode()

    assert "App, passkey" in page
    assert page.count("This is you.") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, boss, number, django_assert_num_queries
):
    client.force_login(boss)
    for _ in range(number):
        AppFactory(user=UserFactory(is_superuser=True))
    client.get(reverse("people:steps-list"))

    with django_assert_num_queries(6):
        page = client.get(reverse("people:steps-list"))
    assert page.content.decode().count("Remove it<") == number
