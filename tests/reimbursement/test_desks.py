"""The list of claims: who waits longest stands first. Neither desk takes more queries."""

import datetime

import pytest
from django.utils import timezone

from organisation.models import Service
from reimbursement.models import Claim
from tests.factories.organisation import ServiceFactory

from .stories import drafted, holder_of, in_group, sent
from .waits import claim_at

pytestmark = pytest.mark.django_db
DESK = "/admin/claims/"


def waited(claim, days):
    Claim.objects.filter(pk=claim.pk).update(sent_at=timezone.now() - datetime.timedelta(days=days))
    return claim


def shown(response):
    return [row["name"] for row in response.context["rows"]]


def test_a_holder_sees_what_was_sent_to_their_services_and_no_other(client, policy):
    claim = sent(policy)
    sent(policy), drafted(policy, service=claim.service)
    client.force_login(holder_of(claim.service))

    response = client.get(DESK)

    assert shown(response) == [str(claim)]
    cells = dict(response.context["rows"][0]["cells"])
    assert cells["Total"] == "£81.30"
    assert cells["Name"] == claim.involvement.member.person.name
    assert cells["Days waited"] == 0


def test_who_waits_longest_stands_first(client, policy):
    service = ServiceFactory()
    new, old = sent(policy, service=service), waited(sent(policy, service=service), 12)
    client.force_login(holder_of(service))

    response = client.get(DESK)

    assert shown(response) == [str(old), str(new)]
    assert dict(response.context["rows"][0]["cells"])["Days waited"] == 12


def test_what_does_not_wait_is_found_when_it_is_asked_for(client, policy):
    waits, done = sent(policy), sent(policy)
    Claim.objects.filter(pk=done.pk).update(status="approved", approved_at=timezone.now())
    begun = drafted(policy)
    client.force_login(in_group("PE team"))

    assert shown(client.get(DESK)) == [str(waits)]
    assert shown(client.get(DESK, {"show": "all"})) == [str(begun), str(done), str(waits)]
    assert shown(client.get(DESK, {"show": "approved"})) == [str(done)]
    assert shown(client.get(DESK, {"show": "nonsense"})) == [str(waits)]
    assert shown(client.get(DESK, {"service": waits.service.slug})) == [str(waits)]


def test_what_is_not_sent_opens_where_the_team_writes(client, policy):
    begun, waits = drafted(policy), sent(policy)
    client.force_login(in_group("PE team"))

    rows = client.get(DESK, {"show": "all"}).context["rows"]

    assert [row["buttons"] for row in rows] == [
        [("Open", f"/admin/claims/{waits.pk}/")],
        [("Open", f"/admin/claims/{begun.pk}/write/")],
    ]


def test_claims_without_rates_for_their_day(client, policy):
    Claim.objects.filter(pk=drafted(policy).pk).update(policy=None)
    sent(policy)
    client.force_login(in_group("PE team"))

    assert len(shown(client.get(DESK, {"show": "without-rates"}))) == 1


@pytest.mark.parametrize("term", ["{0}", "cl {0.pk}", "{0.pk}"])
def test_a_search_by_reference_looks_in_all(client, policy, term):
    done = sent(policy)
    sent(policy)
    Claim.objects.filter(pk=done.pk).update(status="approved", approved_at=timezone.now())
    client.force_login(in_group("PE team"))

    client.post(DESK, {"do": "search", "search": term.format(done)})

    assert shown(client.get(DESK)) == [str(done)]


@pytest.mark.parametrize("term", ["Sam", "CL-", "CL-99999999999999999999", "1 2", "%"])
def test_a_search_for_anything_else_finds_nothing(client, policy, term):
    sent(policy)
    client.force_login(in_group("PE team"))

    client.post(DESK, {"do": "search", "search": term})

    assert shown(client.get(DESK)) == []


def test_an_export_holds_no_name(client, policy):
    claim = sent(policy)
    client.force_login(in_group("PE team"))

    lines = client.post(DESK, {"do": "export"}).content.decode()

    assert claim.reference in lines
    assert claim.involvement.member.person.name not in lines


@pytest.mark.parametrize("group", ["Service lead", "Comms editor", "Budget holder"])
def test_whoever_holds_no_budget_is_told_so(client, group):
    client.force_login(in_group(group))

    response = client.get(DESK)

    assert response.status_code == 403
    assert b"Claims are for the Patient Experience team, budget holders and finance." in (
        response.content
    )


def paid_late(policy, service):
    return claim_at("approved", policy, days_ago=50, service=service, lines=[{"paid": 10}])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("desk", "claim", "queries"), [(DESK, sent, 12), ("/admin/waiting-times/", paid_late, 14)]
)
def test_it_takes_as_many_queries_however_long_it_is(
    client, policy, desk, claim, queries, rows, django_assert_num_queries
):
    service = ServiceFactory()
    for _ in range(rows):
        claim(policy, service=service)
    client.force_login(holder_of(service))
    client.get(desk)

    with django_assert_num_queries(queries):
        response = client.get(desk)

    assert len(shown(response)) == rows
    assert Service.objects.count() == 1
