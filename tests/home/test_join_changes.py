"""What somebody changes between pressing "Join" and typing the code: what they say last counts."""

import pytest

from outbox.models import Message
from people.models import Consent, Member
from tests.home.test_join import (
    BY_EMAIL,
    BY_PHONE,
    BY_POST,
    answer,
    check,
    page_text,
    step,
    type_code,
)

pytestmark = pytest.mark.django_db

MARIA = {"guardian_name": "Maria", "guardian_contact": "07700 900456", "guardian_agrees": "on"}


def consents():
    return list(Consent.objects.values_list("wording__purpose", "given"))


@pytest.mark.parametrize("way", [BY_PHONE, BY_POST])
def test_who_changes_from_email_to_another_way_has_joined_at_once(client, way):
    answer(client, **BY_EMAIL)
    check(client)

    client.post(step("reach"), {"preferred_channel": way["reach"]})
    client.post(step("address"), way["address"])
    done = check(client)

    assert "You have joined" in page_text(client.get(done.url))
    member = Member.objects.get()
    assert (member.status, member.person.preferred_channel) == ("active", way["reach"])
    assert list(Message.objects.values_list("purpose", "channel")) == [("welcome", way["reach"])]
    assert consents() == [("register", True)]


def test_an_age_that_was_put_right_before_the_code_counts(client):
    answer(client, **BY_EMAIL)
    check(client)

    client.post(step("age"), {"over_minimum_age": "no"})
    client.post(step("guardian"), MARIA)
    check(client)
    type_code(client, "zofia@example.org")

    member = Member.objects.get()
    assert (member.status, member.over_minimum_age, member.guardian_name) == (
        "active",
        False,
        "Maria",
    )
    assert consents() == [("register", True), ("guardian", True)]


def test_an_age_put_right_the_other_way_takes_the_parent_or_carer_out(client):
    answer(client, **BY_EMAIL, age="no", guardian=MARIA)
    check(client)

    client.post(step("age"), {"over_minimum_age": "yes"})
    check(client)
    type_code(client, "zofia@example.org")

    member = Member.objects.get()
    assert (member.over_minimum_age, member.guardian_name) == (True, "")
    assert consents() == [("register", True), ("guardian", True), ("guardian", False)]


def test_another_parent_or_carer_before_the_code_agrees_anew(client):
    answer(client, **BY_EMAIL, age="no", guardian=MARIA)
    check(client)

    client.post(step("guardian"), MARIA | {"guardian_name": "Jan"})
    check(client)
    type_code(client, "zofia@example.org")

    assert Member.objects.get().guardian_name == "Jan"
    assert consents()[1:] == [("guardian", True), ("guardian", False), ("guardian", True)]
