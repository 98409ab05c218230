"""The first page of the back office says what waits, to those whose work it is."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from opportunities.cards import people_who_wait
from opportunities.models import Application
from tests.factories.opportunities import ApplicationFactory, OpportunityFactory
from tests.factories.outbox import MessageFactory
from tests.factories.people import (
    MemberFactory,
    PETeamUserFactory,
    ServiceRoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def waiting(client, user):
    client.force_login(user)
    links = BeautifulSoup(client.get("/admin/").text, "html.parser").select("#waiting-content a")
    return [link.text for link in links]


def apply(opportunity, status, number):
    for _ in range(number):
        ApplicationFactory(opportunity=opportunity, person=MemberFactory().person, status=status)


def test_the_team_reads_what_waits_and_nothing_else():
    opportunity = OpportunityFactory(title="Help choose a name")
    apply(opportunity, Application.Status.ACCEPTED, 2)
    apply(opportunity, Application.Status.INTERESTED, 1)
    apply(OpportunityFactory(), Application.Status.WITHDRAWN, 1)
    MessageFactory(letter=True)
    MessageFactory.create_batch(2, call=True)
    MessageFactory(status="uncertain")
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead, service=opportunity.service)

    assert waiting(Client(), PETeamUserFactory()) == [
        "Help choose a name: 2 people said yes, 1 person is interested",
        "1 letter to post",
        "2 calls to make",
        "1 problem message",
    ]
    assert waiting(Client(), lead) == []


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_costs_the_same_for_one_and_for_many(number, django_assert_num_queries):
    team = PETeamUserFactory()
    for _ in range(number):
        apply(OpportunityFactory(), Application.Status.INTERESTED, 1)
    team.has_perm("people.see_register")

    with django_assert_num_queries(1):
        assert len(people_who_wait(team)) == number
