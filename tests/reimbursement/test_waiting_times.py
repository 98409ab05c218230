"""Staff's page of how long people wait: by service, and each that took too long."""

import pytest

from reimbursement.models import Claim
from reimbursement.promptness import Wait
from tests.factories.organisation import ServiceFactory
from tests.reimbursement.stories import holder_of, in_group
from tests.reimbursement.waits import claim_at

pytestmark = pytest.mark.django_db
PAGE = "/admin/waiting-times/"


@pytest.fixture
def team(client):
    user = in_group("PE team")
    client.force_login(user)
    return user


def paid(policy, days_ago=50, paid=10, **facts):
    return claim_at("approved", policy, days_ago=days_ago, lines=[{"paid": paid}], **facts)


def shown(response):
    return [row["name"] for row in response.context["rows"]]


def cells(response):
    return [dict(row["cells"]) for row in response.context["rows"]]


def test_by_service_how_long_it_took(client, team, policy):
    ward, clinic = ServiceFactory(name="Ward"), ServiceFactory(name="Clinic")
    for days in (5, 12, 40):
        paid(policy, days_ago=days, paid=0, service=ward)
    paid(policy, days_ago=9, paid=2, service=clinic)

    response = client.get(PAGE)

    assert response.context["by_service"] == [
        Wait("Clinic", 1, 7, 7, 0),
        Wait("Ward", 3, 12, 40, 1),
        Wait("All services", 4, 7, 40, 1),
    ]
    assert "nearest rank" in response.content.decode()


def test_who_waits_too_long_and_where_it_is_the_longest_first(client, team, policy):
    claim_at("approved", policy, days_ago=30, lines=[{"paid": 0}])
    claim_at("sent", policy, days_ago=30)
    claim_at("refused", policy, days_ago=90)
    waits = {
        "Paid, but late": paid(policy, days_ago=60, paid=29),
        "Waits for approval": claim_at("sent", policy, days_ago=32),
        "Waits for a second approval": claim_at("second", policy, days_ago=33),
        "Waits for finance": claim_at("approved", policy, days_ago=34, lines=[{"paid": 1}, {}]),
        "The payment failed": claim_at(
            "approved", policy, days_ago=35, lines=[{"tries": ["failed"]}]
        ),
        "Waits for the member": claim_at("returned", policy, days_ago=36),
        "Waits for rates for its day": claim_at("draft", None, days_ago=37),
    }

    response = client.get(PAGE)

    assert [row["Where it is"] for row in cells(response)] == [*reversed(waits)]
    assert [row["Days"] for row in cells(response)] == [37, 36, 35, 34, 33, 32, 31]
    assert shown(response) == [str(claim) for claim in reversed(waits.values())]
    failed = client.get(PAGE, {"standing": "failed"})
    assert shown(failed) == [str(waits["The payment failed"])]
    assert shown(client.get(PAGE, {"service": waits["Paid, but late"].service.slug})) == [
        str(waits["Paid, but late"])
    ]


def test_a_financial_year_has_its_own_payments_and_all_that_still_waits(client, team, policy):
    waits = claim_at("sent", policy, days_ago=40)
    late = paid(policy, days_ago=900, paid=800)
    year = client.get(PAGE).context["view"].filter_specs[0].lookup_choices[-1][0]

    assert shown(client.get(PAGE)) == [str(waits)]
    response = client.get(PAGE, {"paid": year})

    assert shown(response) == [str(late), str(waits)]
    assert [wait.count for wait in response.context["by_service"]] == [1]
    assert shown(client.get(PAGE, {"paid": "1066-1067"})) == [str(waits)]


def test_a_holder_reads_of_their_own_services_only(client, policy):
    own, other = paid(policy), paid(policy)
    claim_at("draft", policy, days_ago=50, service=own.service)
    client.force_login(holder_of(own.service))

    response = client.get(PAGE)

    assert shown(response) == [str(own)]
    assert [wait.service for wait in response.context["by_service"]] == [own.service.name]
    assert other.service.name not in response.content.decode()


def test_whoever_pays_reads_of_what_was_approved(client, policy):
    late = paid(policy)
    claim_at("sent", policy, days_ago=50)
    client.force_login(in_group("Finance"))

    response = client.get(PAGE)

    assert shown(response) == [str(late)]
    assert [row["buttons"] for row in response.context["rows"]] == [
        [("Open", f"/admin/claims/{late.pk}/")]
    ]


def test_a_claim_opens_where_its_reader_may_open_it(client, team, policy):
    late, drafted = paid(policy), claim_at("draft", policy, days_ago=70)

    buttons = [row["buttons"] for row in client.get(PAGE).context["rows"]]

    assert buttons == [
        [("Open", f"/admin/claims/{drafted.pk}/write/")],
        [("Open", f"/admin/claims/{late.pk}/")],
    ]
    for [(_, address)] in buttons:
        assert client.get(address).status_code == 200
    client.force_login(holder_of(late.service))
    [[(_, address)]] = [row["buttons"] for row in client.get(PAGE).context["rows"]]
    assert client.get(address).status_code == 200


def test_neither_page_nor_file_names_anybody(client, team, policy):
    name = paid(policy).involvement.member.person.name

    page = client.get(PAGE).content.decode()
    file = client.post(PAGE, {"do": "export"}).content.decode()

    assert name not in page
    assert name not in file
    assert file.splitlines()[1].startswith(str(Claim.objects.get()))


@pytest.mark.parametrize("group", ["Service lead", "Comms editor"])
def test_nobody_else_reads_it(client, group):
    client.force_login(in_group(group))

    response = client.get(PAGE)

    assert response.status_code == 403
    assert b"for the Patient Experience team, budget holders and finance." in response.content
