"""Who decides from what a row says holds it until that is written: a person before their login."""

import pytest

from people import actions
from people.models import Channel
from tests.factories.people import MemberFactory, PersonFactory, UserFactory
from tests.factories.signing_in import AppFactory, PasskeyFactory
from tests.passkeys import Device

pytestmark = pytest.mark.django_db


def add_login():
    person = PersonFactory()
    return lambda: actions.add_login(person=person, by=None)


def confirm_email():
    member = MemberFactory(person__signs_in=True)
    return lambda: actions.confirm_email(user=member.person.user, by=None)


def change_email():
    person = PersonFactory(signs_in=True)
    return lambda: actions.change_email(person=person, email="new@example.org", by=None)


def drop_unproven_login():
    person = PersonFactory(signs_in=True, preferred_channel=Channel.PHONE, phone="07700900123")
    return lambda: actions.drop_unproven_login(person=person, by=None)


def add_passkey():
    user, credential = UserFactory(), Device().create("invented")
    return lambda: actions.add_passkey(user=user, name="Phone", credential=credential, by=None)


def rename_passkey():
    passkey = PasskeyFactory()
    return lambda: actions.rename_passkey(passkey=passkey, name="Phone", by=None)


def clear_second_step():
    user = AppFactory().user
    return lambda: actions.clear_second_step(user=user, by=None)


def end_sign_ins():
    user = UserFactory()
    return lambda: actions.end_sign_ins(user=user, by=None)


@pytest.mark.parametrize(
    ("prepare", "held"),
    [
        (add_login, ["Person"]),
        (confirm_email, ["Person", "User", "EmailAddress", "Member"]),
        (change_email, ["Person", "User"]),
        (drop_unproven_login, ["Person"]),
        (add_passkey, ["User"]),
        (rename_passkey, ["Authenticator"]),
        (clear_second_step, ["User", "User"]),
        (end_sign_ins, ["User"]),
    ],
)
def test_rows_are_held(prepare, held, locks):
    act = prepare()
    locks.clear()

    act()

    assert locks == held
