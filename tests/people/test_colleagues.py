"""An administrator changes a colleague's login in Wagtail's own form: old sessions end."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from wagtail.models import ModelLogEntry

from people.models import User
from tests.factories.people import PETeamUserFactory, UserFactory
from tests.people.test_sign_ins import is_in, signed_in

pytestmark = pytest.mark.django_db
EDIT, MANY = "/admin/users/edit/{}/", "/admin/bulk/people/user/{}/?id={}"


@pytest.fixture
def administrator():
    return User.objects.create_superuser("ada@example.org", first_name="Ada", last_name="King")


@pytest.fixture
def here(administrator):
    return signed_in(administrator)


@pytest.fixture
def colleague():
    user = UserFactory(email="pat@example.org", first_name="Pat", last_name="Example")
    user.groups.add(Group.objects.get(name="PE team"))
    return user


def send(client, user, **changed):
    """Send Wagtail's form as it is filled in, but for what is `changed`."""
    filled = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_active": "on",
        "groups": [group.pk for group in user.groups.all()],
    }
    answers = {name: value for name, value in (filled | changed).items() if value is not None}
    response = client.post(EDIT.format(user.pk), answers)
    assert response.status_code == 302, response.context["form"].errors
    user.refresh_from_db()


def other_group():
    return [Group.objects.get(name="Service lead").pk]


CHANGES = {
    "email": lambda: {"email": "pat.new@example.org"},
    "groups": lambda: {"groups": other_group()},
    "no group": lambda: {"groups": []},
    "administrator": lambda: {"is_superuser": "on"},
    "deactivated": lambda: {"is_active": None},
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_matters_ends_the_sessions_of_that_colleague_only(here, colleague, what):
    there, unknown = signed_in(colleague), Client()
    unknown.force_login(colleague)
    other = signed_in(PETeamUserFactory())
    key = there.session.session_key

    send(here, colleague, **CHANGES[what]())

    assert [is_in(client) for client in (there, unknown, here, other)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert not Session.objects.filter(pk=key).exists()
    log = ModelLogEntry.objects.get(action="people.end_sign_ins")
    assert (log.user.email, log.label, log.data) == (
        "ada@example.org",
        str(colleague),
        {"ended": 1},
    )


def test_who_is_active_again_signs_in_again(here, colleague):
    there = signed_in(colleague)

    send(here, colleague, is_active=None)
    send(here, colleague)

    assert (colleague.is_active, is_in(there)) == (True, False)


def test_a_new_name_ends_nothing(here, colleague):
    there = signed_in(colleague)

    send(here, colleague, last_name="Renamed")

    assert (colleague.last_name, is_in(there)) == ("Renamed", True)


def test_an_administrator_who_changes_their_own_stays_signed_in_here(here, administrator):
    there = signed_in(administrator)

    send(here, administrator, email="ada.new@example.org")

    assert administrator.email == "ada.new@example.org"
    assert (is_in(here), is_in(there)) == (True, False)


@pytest.mark.parametrize("button", ["assign_role", "set_active_state"])
def test_the_buttons_for_many_do_the_same(here, colleague, button):
    there, other = signed_in(colleague), signed_in(PETeamUserFactory())
    answers = {"role": other_group()[0], "mark_as_active": "True"}

    response = here.post(MANY.format(button, colleague.pk), answers)

    assert response.status_code == 302
    assert [is_in(client) for client in (there, other, here)] == [False, True, True]
