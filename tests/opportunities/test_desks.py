"""Staff's list of opportunities."""

import pytest

from tests.factories.opportunities import (
    ApplicationFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import PETeamUserFactory, ServiceRoleFactory, UserFactory

pytestmark = pytest.mark.django_db
DESK = "/admin/opportunities/"


@pytest.fixture
def pe_team(client):
    client.force_login(PETeamUserFactory(permissions=["opportunities.run_opportunities"]))
    return client


def cells(response):
    return [dict(row["cells"]) for row in response.context["rows"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_of_the_database_for_one_as_for_three(
    pe_team, number, django_assert_num_queries
):
    for _ in range(number):
        ApplicationFactory(opportunity=OpportunityPageFactory().opportunity)

    with django_assert_num_queries(12):
        response = pe_team.get(DESK)

    assert [row["Applied"] for row in cells(response)] == [1] * number


def test_each_row_says_how_far_it_is(pe_team):
    OpportunityFactory(title="New", draft=True)
    OpportunityPageFactory(opportunity__title="Ready", opportunity__places_taken=2)

    by_title = {row["Title"]: row for row in cells(pe_team.get(DESK))}

    assert by_title["Ready"]["Missing facts"] == "nothing"
    assert by_title["Ready"]["Page"] == "Published"
    assert by_title["Ready"]["Places taken"] == "2 of 3"
    assert by_title["New"]["Missing facts"].startswith("8: the kind of activity, ")
    assert by_title["New"]["Page"] == "No page"


def test_a_lead_sees_their_own_services_only(client):
    own, other = OpportunityFactory(), OpportunityFactory()
    user = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=user, service=own.service)
    client.force_login(user)

    page = client.get(DESK)

    assert [row["Title"] for row in cells(page)] == [own.title]
    assert other.service.name not in page.content.decode()
    assert DESK in client.get("/admin/").content.decode()


def test_filters_by_service_and_status(pe_team):
    OpportunityFactory(status="closed")
    wanted = OpportunityFactory()

    response = pe_team.get(f"{DESK}?status=open&service={wanted.service.slug}")

    assert [row["Title"] for row in cells(response)] == [wanted.title]


def test_there_is_nothing_to_export(pe_team):
    OpportunityFactory()

    assert pe_team.post(DESK, {"do": "export"}).url == DESK
