"""The messages to a member, on the team's page about them."""

import re

import pytest
from django.urls import reverse

from home.actions import welcome
from outbox.cards import messages_to
from tests.factories.people import MemberFactory, PETeamUserFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_team_sees_the_messages_to_a_member(client):
    member, colleague = MemberFactory(), PETeamUserFactory()
    assert messages_to(member, colleague) is None
    message = welcome(member=member, by=None)
    welcome(member=MemberFactory(), by=None)

    client.force_login(colleague)
    page = client.get(reverse("people:member-show", args=[str(member)])).content.decode()

    assert re.findall(r'href="(/admin/[^"]*messages?/[^"]*)"', page) == [
        reverse("outbox:message-show", args=[message.pk])
    ]
    assert "Welcome: you have joined us" in page
    assert messages_to(member, UserFactory()) is None
