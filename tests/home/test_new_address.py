"""A member's new address: one code for one address, and not to the whole world."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    return member


def ask(client, email):
    return client.post(reverse("home:email-edit"), {"email": email})


@pytest.mark.parametrize("address", ["new@example.org", "taken@example.org"])
def test_asking_twice_leads_to_the_code_that_is_waited_for(client, member, address):
    MemberFactory(person__email="taken@example.org", person__signs_in=True)

    first, second = ask(client, address), ask(client, address)

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert reverse("account_email_verification_sent") in second.url
    assert [message.to for message in mail.outbox] == [[address]]


def test_going_back_to_an_address_at_once_asks_to_wait_on_the_same_page(client, member):
    ask(client, "new@example.org")
    ask(client, "other@example.org")

    again = ask(client, "new@example.org")

    assert "Wait a minute" in again.context["form"].errors["email"][0]
    assert again.context["form"]["email"].value() == "new@example.org"


def test_ten_addresses_an_hour_are_enough(client, member):
    for number in range(10):
        assert ask(client, f"new{number}@example.org").status_code == 302

    refused = ask(client, "new10@example.org")

    assert "Wait an hour" in refused.context["form"].errors["email"][0]
    assert len(mail.outbox) == 10
    assert ask(client, "new9@example.org").status_code == 302  # its code still waits
