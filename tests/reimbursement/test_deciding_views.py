"""The page on which a budget holder decides about one claim."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from involvement.models import Involvement
from outbox.models import Message
from reimbursement import actions
from reimbursement.models import Claim, Kind, Receipt
from tests.factories.organisation import ServiceFactory
from tests.factories.people import ServiceRoleFactory

from .stories import drafted, holder_of, in_group, sent

pytestmark = pytest.mark.django_db
Status = Claim.Status


@pytest.fixture
def claim(policy):
    return sent(policy)


@pytest.fixture
def holder(claim, client):
    user = holder_of(claim.service)
    client.force_login(user)
    return user


def address(claim, name="decide"):
    return reverse(f"reimbursement:claim-{name}", args=[claim.pk])


def answers(claim, **changes):
    """What the form sends when nothing is changed, apart from `changes` by kind of line."""
    data = {"stamp": Claim.objects.get(pk=claim.pk).status_changed_at.isoformat()}
    for line in claim.lines.all():
        amount, reason = changes.get(line.kind, (f"{line.amount:.2f}", ""))
        data |= {f"amount_{line.pk}": amount, f"reason_{line.pk}": reason}
    return data


def status(claim):
    return Claim.objects.get(pk=claim.pk).status


def test_it_tells_how_each_amount_arises(client, claim, holder):
    page = client.get(address(claim)).content.decode()

    for words in (
        claim.involvement.member.person.name,
        claim.involvement.activity.title,
        "Attended, 3 hours",
        "£81.30 in all.",
        "14 miles × 45p = £6.30",
        "£75.00 for an activity of up to 4 hours",
        "Payment and expenses",
    ):
        assert words in page


def test_receipts_are_led_to(client, claim, holder):
    facts = {"claim": claim, "media_type": "image/jpeg", "added_at": timezone.now()}
    of_line = Receipt.objects.create(digest="1", line=claim.lines.get(kind=Kind.CAR), **facts)
    of_all = Receipt.objects.create(digest="2", **facts)

    page = client.get(address(claim)).content.decode()

    assert f"/admin/claims/receipts/{of_line.pk}/" in page
    assert f'/admin/claims/receipts/{of_all.pk}/">A receipt for the whole claim</a>' in page


def test_it_is_approved_as_it_stands(client, claim, holder):
    response = client.post(address(claim), answers(claim), follow=True)

    assert status(claim) == Status.APPROVED
    assert "The claim is approved, and we tell them so." in response.content.decode()
    assert Message.objects.filter(purpose="claim-decided").count() == 1


def test_part_of_it_is_approved_with_a_reason(client, claim, holder):
    client.post(address(claim), answers(claim, car=("£4", "It is 9 miles.")))

    line = claim.lines.get(kind=Kind.CAR)
    assert (line.amount_approved, line.reason) == (D(4), "It is 9 miles.")


@pytest.mark.parametrize("nothing", ["0", "0.00", "£0", "00"])
def test_nothing_of_a_line_is_approved(client, claim, holder, nothing):
    client.post(address(claim), answers(claim, car=(nothing, "You came with us.")))

    assert claim.lines.get(kind=Kind.CAR).amount_approved == 0
    assert status(claim) == Status.APPROVED


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("6.31", "Amount must be £6.30 or less"),
        ("-1", "Amount must be £0 or more"),
        ("abc", "Enter an amount in pounds, like 4.20"),
        ("NaN", "Enter an amount in pounds, like 4.20"),
        ("1e1", "Enter an amount in pounds, like 4.20"),
        ("Infinity", "Enter an amount in pounds, like 4.20"),
        ("4.205", "Amount must have no more than 2 numbers after the point, like 4.20"),
        ("99999999999", "Amount must be £9,999.99 or less"),
        ("", "Enter an amount in pounds, or 0 for nothing"),
        ("4", "Say why you approve less for “Miles by car”"),
    ],
)
def test_a_wrong_amount_is_said_and_nothing_typed_is_lost(client, claim, holder, amount, words):
    response = client.post(
        address(claim), answers(claim, car=(amount, ""), payment=("7.77", "Why"))
    )

    page = response.content.decode()
    assert words in page
    assert 'value="7.77"' in page
    assert status(claim) == Status.SENT


def test_pressed_twice_it_is_approved_once(client, claim, holder):
    data = answers(claim)
    client.post(address(claim), data)

    response = client.post(address(claim), data, follow=True)

    assert response.content.decode().count("This claim is marked as “approved”.") == 1
    assert Message.objects.filter(purpose="claim-decided").count() == 1


def test_what_changed_meanwhile_is_not_approved(client, claim, holder):
    data = answers(claim)
    actions.send_back(claim=claim, question="Which way?", by=holder)
    actions.send_claim(claim=claim, answer="By Ratby", by=None)

    response = client.post(address(claim), data)

    assert "This claim has changed since you opened it." in response.content.decode()
    assert status(claim) == Status.SENT


@pytest.mark.parametrize("stamp", [None, "", "nonsense"])
def test_without_what_was_read_nothing_is_approved(client, claim, holder, stamp):
    data = answers(claim) | {"stamp": stamp or ""}

    client.post(address(claim), data)

    assert status(claim) == Status.SENT


def test_it_is_sent_back_with_a_question(client, claim, holder):
    response = client.post(address(claim, "return"), {"question": "Which bus?"}, follow=True)

    claim.refresh_from_db()
    assert (claim.status, claim.question) == (Status.RETURNED, "Which bus?")
    assert "we tell them your question" in response.content.decode()


def test_a_question_has_words(client, claim, holder):
    response = client.post(address(claim, "return"), {"question": "  "})

    assert "Write what you would like to know" in response.content.decode()
    assert status(claim) == Status.SENT


def test_above_the_limit_a_second_person_agrees(client, claim, holder, policy):
    policy.second_approval_over = D(50)
    policy.save()
    response = client.post(address(claim), answers(claim, car=("4", "9 miles")), follow=True)
    assert "A second person has to agree" in response.content.decode()
    assert "You approved this already." in response.content.decode()
    stamp = answers(claim)["stamp"]
    response = client.post(address(claim, "agree"), {"stamp": stamp}, follow=True)
    assert "You approved this already." in response.content.decode()

    client.force_login(holder_of(claim.service))
    page = client.get(address(claim)).content.decode()
    assert "Approved: £4.00. The reason for less: 9 miles" in page
    assert "£79.00 of it is approved." in page
    assert holder.called in page
    client.post(address(claim, "agree"), {"stamp": "old"})
    assert status(claim) == Status.SECOND
    client.post(address(claim, "agree"), {"stamp": stamp})

    assert status(claim) == Status.APPROVED


def test_another_services_holder_does_not_find_it(client, claim):
    client.force_login(holder_of(ServiceFactory()))

    for name in ("decide", "agree", "return"):
        assert client.post(address(claim, name), answers(claim)).status_code == 404
    assert status(claim) == Status.SENT


def test_a_holder_who_changed_service_does_not_find_it_any_more(client, claim, holder):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    holder.service_roles.update(from_date=yesterday, to_date=yesterday)
    ServiceRoleFactory(user=holder, role="budget_holder")

    assert client.post(address(claim), answers(claim)).status_code == 404
    assert status(claim) == Status.SENT


def test_nobody_decides_about_their_own(client, policy):
    claim = drafted(policy)
    own = holder_of(claim.service)
    claim.involvement.member.person.user = own
    claim.involvement.member.person.save()
    actions.send_claim(claim=claim, by=own)
    client.force_login(own)

    page = client.get(address(claim)).content.decode()
    assert "This is your own claim, so somebody else has to decide about it." in page
    assert "Send back" not in page
    client.post(address(claim), answers(claim))
    assert status(claim) == Status.SENT


def test_nobody_decides_about_what_they_wrote_down(client, policy):
    clerk = holder_of(ServiceFactory())
    claim = sent(policy, by=clerk)
    ServiceRoleFactory(service=claim.service, user=clerk, role="budget_holder")
    client.force_login(clerk)

    page = client.get(address(claim)).content.decode()
    assert "You wrote this claim down, so somebody else has to decide about it." in page
    client.post(address(claim), answers(claim))
    assert status(claim) == Status.SENT


def test_the_pe_team_reads_and_does_not_decide(client, claim):
    client.force_login(in_group("PE team"))

    page = client.get(address(claim)).content.decode()
    assert "Only the budget holder of the service that pays can decide" in page
    client.post(address(claim, "return"), {"question": "Why?"})
    assert status(claim) == Status.SENT


def test_who_did_not_take_part_is_sent_back_but_not_approved(client, claim, holder):
    Involvement.objects.update(status=Involvement.Status.DID_NOT_ATTEND, hours=None)

    page = client.get(address(claim)).content.decode()
    assert "They are now marked as not having taken part." in page
    client.post(address(claim), answers(claim))
    assert status(claim) == Status.SENT
    client.post(address(claim, "return"), {"question": "Were you there?"})
    assert status(claim) == Status.RETURNED


@pytest.mark.parametrize("more", [0, 2])
def test_it_takes_as_many_queries_however_long_the_claim_is(
    client, policy, more, django_assert_num_queries
):
    claim = drafted(policy)
    for _ in range(more):
        actions.add_expense(claim=claim, kind=Kind.BICYCLE, miles=D(2), by=None)
    actions.send_claim(claim=claim, by=None)
    client.force_login(holder_of(claim.service))
    client.get(address(claim))

    with django_assert_num_queries(21):
        client.get(address(claim))
