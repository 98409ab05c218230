"""Money that is owed, for tests of how it is paid."""

from decimal import Decimal

from reimbursement import actions
from reimbursement.models import Choice, Kind, Policy, Way
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory


def approved(what=Choice.What.BOTH, payee=True, by=None, holder=None, journeys=1):
    """An approved Claim for £75.00 of time and `journeys` of 14 miles, which are £6.30 each.

    `by` sends it; `holder` approves it, a login of their own each time unless given.
    """
    policy = Policy.objects.first() or PolicyFactory()
    part = PartFactory()
    actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    for _ in range(journeys):
        actions.add_expense(claim=claim, kind=Kind.CAR, miles=Decimal(14), by=None)
    claim = actions.send_claim(claim=claim, by=by)
    holder = holder or UserFactory()
    ServiceRoleFactory(service=claim.service, user=holder, role="budget_holder")
    for way in Way if payee else []:
        reference = f"M{part.member.pk}"
        actions.set_payee(member=part.member, way=way, reference=reference, by=None)
    decisions = {line.pk: (line.amount, "") for line in claim.lines.all()}
    return actions.approve_claim(claim=claim, decisions=decisions, by=holder)
