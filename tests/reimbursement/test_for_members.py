"""Claims that the PE team writes down for members who rang or wrote."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from reimbursement import actions
from reimbursement.models import Choice, Claim, Kind
from reimbursement.views.for_members import READ_AGAIN
from tests.factories.reimbursement import PartFactory

from .stories import drafted, holder_of, in_group, sent

pytestmark = pytest.mark.django_db
Status = Claim.Status


@pytest.fixture
def colleague(client):
    user = in_group("PE team")
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"reimbursement:{name}", args=args)


def page(response):
    return response.content.decode()


def test_a_claim_on_paper_from_the_members_page_to_the_approver(client, policy, colleague):
    part = PartFactory()
    reference = part.member.person.reference
    shown = page(client.get(reverse("people:member-show", args=[reference])))
    assert "Start a claim" in shown

    response = client.post(
        address("choice-record", reference), {"what": "both", "guidance": policy.pk}, follow=True
    )
    assert "Payment and expenses" in page(response)
    choice = Choice.objects.get()
    assert (choice.policy, choice.made_by) == (policy, colleague)

    client.post(address("claim-start", reference, part.pk))
    claim = Claim.objects.get()
    client.post(address("cost-add", claim.pk, "car"), {"miles": "14", "description": "From Blaby"})
    assert "£81.30 in all." in page(client.get(address("claim-write", claim.pk)))
    response = client.post(address("claim-write", claim.pk), follow=True)
    assert "As you wrote it down, somebody else has to decide." in page(response)

    claim.refresh_from_db()
    assert (claim.status, claim.sent_by) == (Status.SENT, colleague)
    assert f"{claim}" in page(client.get(reverse("people:member-show", args=[reference])))


def test_the_words_about_benefits_come_first(client, policy, colleague):
    reference = PartFactory().member.person.reference
    assert policy.guidance in page(client.get(address("choice-record", reference)))

    response = client.post(address("choice-record", reference), {"what": "both", "guidance": "0"})

    assert READ_AGAIN in page(response)
    assert not Choice.objects.exists()


def test_without_rates_nobody_chooses_a_payment(client, colleague):
    reference = PartFactory().member.person.reference

    response = client.post(address("choice-record", reference), {"what": "both"})

    assert response.status_code == 200
    assert not Choice.objects.exists()


def test_an_expense_is_taken_out_again(client, policy, colleague):
    claim = drafted(policy)
    line = claim.lines.get(kind=Kind.CAR)

    client.post(address("cost-remove", line.pk))
    client.post(address("cost-remove", line.pk))

    assert [line.kind for line in claim.lines.all()] == [Kind.PAYMENT]


def test_time_is_never_taken_out(client, policy, colleague):
    line = drafted(policy).lines.get(kind=Kind.PAYMENT)

    assert client.post(address("cost-remove", line.pk)).status_code == 404


@pytest.mark.parametrize("miles", ["", "-1", "abc", "NaN", "0", "1e3", "99999"])
def test_a_wrong_number_is_said_and_nothing_typed_is_lost(client, policy, colleague, miles):
    claim = drafted(policy)

    response = client.post(
        address("cost-add", claim.pk, "car"), {"miles": miles, "description": "From Blaby"}
    )

    assert 'value="From Blaby"' in page(response)
    assert claim.lines.count() == 2


def test_what_is_not_paid_is_not_offered(client, policy, colleague):
    claim = drafted(policy)

    for kind in ("phone_data", "payment", "nonsense"):
        assert client.get(address("cost-add", claim.pk, kind)).status_code == 404


def test_a_late_claim_needs_a_reason(client, policy, colleague):
    claim = drafted(policy, days_ago=100)

    response = client.post(address("claim-write", claim.pk), {"late_reason": ""})
    assert "Tell us in a few words why this comes late" in page(response)
    client.post(address("claim-write", claim.pk), {"late_reason": "In hospital"})

    claim.refresh_from_db()
    assert (claim.status, claim.late_reason) == (Status.SENT, "In hospital")


def test_an_answer_by_phone(client, policy, colleague):
    claim = sent(policy)
    actions.send_back(claim=claim, question="Which bus?", by=holder_of(claim.service))
    assert "Which bus?" in page(client.get(address("claim-write", claim.pk)))

    client.post(address("claim-write", claim.pk), {"answer": "The 54"})

    claim.refresh_from_db()
    assert (claim.status, claim.answer) == (Status.SENT, "The 54")


def test_what_is_sent_is_not_written_in_any_more(client, policy, colleague):
    claim = sent(policy)

    for response in (
        client.post(address("claim-write", claim.pk)),
        client.post(address("cost-add", claim.pk, "car"), {"miles": "3"}),
        client.get(address("receipt-scan", claim.pk)),
    ):
        assert response.status_code == 302
    client.post(address("cost-remove", claim.lines.get(kind=Kind.CAR).pk))

    assert claim.lines.get(kind=Kind.CAR).amount == D("6.30")


def test_started_twice_it_is_one_claim(client, policy, colleague):
    claim = drafted(policy)
    reference, part = claim.involvement.member.person.reference, claim.involvement_id

    for _ in range(2):
        response = client.post(address("claim-start", reference, part))

    assert response.url == address("claim-write", claim.pk)
    assert Claim.objects.count() == 1


def test_another_members_part_is_not_found(client, policy, colleague):
    mine, theirs = PartFactory(), PartFactory()

    response = client.post(address("claim-start", mine.member.person.reference, theirs.pk))

    assert response.status_code == 404
    assert not Claim.objects.exists()


def test_a_part_that_was_not_taken_gives_no_claim(client, policy, colleague):
    part = PartFactory(status="did_not_attend", hours=None)

    response = client.post(
        address("claim-start", part.member.person.reference, part.pk), follow=True
    )

    assert "no note that you took part" in page(response)


def test_budget_holders_and_leads_write_nothing_down(client, policy):
    claim = drafted(policy)
    for user in (holder_of(claim.service), in_group("Service lead")):
        client.force_login(user)
        assert client.get(address("claim-write", claim.pk)).status_code == 403
        line = claim.lines.get(kind=Kind.CAR)
        assert client.post(address("cost-remove", line.pk)).status_code == 403
