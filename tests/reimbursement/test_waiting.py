"""What the first page of the back office tells of claims."""

import datetime

import pytest
from django.utils import timezone

from reimbursement.models import Claim
from reimbursement.waiting import claims_that_wait
from tests.factories.organisation import ServiceFactory
from tests.factories.people import ServiceRoleFactory

from .stories import drafted, holder_of, in_group, sent

pytestmark = pytest.mark.django_db


def words(user):
    return [one.words for one in claims_that_wait(user)]


def waited(claim, days):
    at = timezone.now() - datetime.timedelta(days=days)
    Claim.objects.filter(pk=claim.pk).update(sent_at=at)


def test_nothing_waits(policy):
    service = ServiceFactory()
    drafted(policy, service=service), sent(policy)

    assert words(holder_of(service)) == words(in_group("PE team")) == []


def test_claims_wait_for_the_holder_of_their_budget(policy):
    service = ServiceFactory()
    holder, first = holder_of(service), sent(policy, service=service)
    assert words(holder) == ["1 claim waits for you, since today"]
    waited(first, 1)
    assert words(holder) == ["1 claim waits for you, for 1 day"]
    waited(sent(policy, service=service), 12)
    assert words(holder) == ["2 claims wait for you, the longest for 12 days"]
    assert words(holder_of(ServiceFactory())) == []


def test_what_somebody_else_has_to_decide_does_not_wait_for_them(policy):
    clerk = holder_of(ServiceFactory())
    claim = sent(policy, by=clerk)
    ServiceRoleFactory(service=claim.service, user=clerk, role="budget_holder")
    assert words(clerk) == []
    own = holder_of(claim.service)
    claim.involvement.member.person.user = own
    claim.involvement.member.person.save()
    assert words(own) == []
    first, second = holder_of(claim.service), holder_of(claim.service)
    Claim.objects.update(status="second", approved_by=first, approved_at=timezone.now())
    assert words(first) == []
    assert words(second) == ["1 claim waits for you, since today"]


def test_the_pe_team_hears_of_days_without_rates(policy):
    Claim.objects.filter(pk=drafted(policy).pk).update(policy=None)
    user = in_group("PE team")
    assert words(user) == ["1 claim waits because no rates are set for its day"]
    Claim.objects.filter(pk=drafted(policy).pk).update(policy=None)
    assert words(user) == ["2 claims wait because no rates are set for their days"]
    assert words(in_group("Budget holder")) == []
