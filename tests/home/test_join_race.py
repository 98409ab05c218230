"""One form, sent several times at the same moment, is one person on the register."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from home.actions import ask_to_be_rung, join
from outbox.models import Message
from people.actions import CannotAddLogin
from people.models import Consent, Member, Person, User
from tests.factories.people import ConsentWordingFactory

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def at_once(function):
    """Call `function(number)` in four threads; what each returned or raised."""

    def call(number):
        try:
            return function(number)
        except CannotAddLogin as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(call, range(AT_ONCE)))


def facts():
    return {
        "name": "Zofia",
        "over_minimum_age": True,
        "wording": ConsentWordingFactory(),
        "by": None,
    }


def counts():
    return [model.objects.count() for model in (Person, Member, Consent, Message, User)]


def test_one_form_by_post():
    shared = facts() | {"join_key": uuid.uuid4(), "postal_address": "1 A Street"}

    results = at_once(lambda number: join(preferred_channel="post", **shared))

    assert len({member.pk for member in results}) == 1
    assert counts() == [1, 1, 1, 1, 0]


def test_one_form_by_email():
    shared = facts() | {"join_key": uuid.uuid4(), "email": "zofia@example.org"}

    results = at_once(lambda number: join(preferred_channel="email", **shared))

    assert len({member.pk for member in results}) == 1
    assert counts() == [1, 1, 1, 0, 1]


def test_two_forms_with_one_address_make_one_login():
    shared = facts() | {"email": "zofia@example.org", "preferred_channel": "email"}

    results = at_once(lambda number: join(join_key=uuid.uuid4(), **shared))

    refused = [result for result in results if isinstance(result, CannotAddLogin)]
    assert len(refused) == AT_ONCE - 1
    assert counts() == [1, 1, 1, 0, 1]


def test_one_call():
    key = uuid.uuid4()

    results = at_once(
        lambda number: ask_to_be_rung(name="Sam", phone="07700900123", join_key=key, by=None)
    )

    assert len({message.pk for message in results}) == 1
    assert counts() == [1, 0, 0, 1, 0]
