"""Claims as far as a test needs them, and who decides about them."""

from decimal import Decimal

from django.contrib.auth.models import Group

from reimbursement import actions
from reimbursement.models import Kind
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import PartFactory


def drafted(policy, what="both", **facts):
    """A claim that wrote itself for an expert's part of yesterday: £75, and 14 miles."""
    part = PartFactory(**facts)
    actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=Decimal(14), by=None)
    return claim


def sent(policy, *, by=None, late_reason="", **facts):
    claim = drafted(policy, **facts)
    return actions.send_claim(claim=claim, late_reason=late_reason, by=by)


def in_group(name):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def holder_of(service):
    """A budget holder, as one works in the back office."""
    user = in_group("Budget holder")
    ServiceRoleFactory(service=service, role="budget_holder", user=user)
    return user
