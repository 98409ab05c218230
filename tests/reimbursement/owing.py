"""Money that is owed, for tests of how it is paid."""

from decimal import Decimal

from reimbursement import actions
from reimbursement.models import Choice, Entry, Kind, Policy, Way
from reimbursement.results import PAID, Result
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory


def approved(what=Choice.What.BOTH, payee=True, by=None, holder=None, journeys=1, **part):
    """An approved Claim for £75.00 of time and `journeys` of 14 miles, which are £6.30 each.

    `by` sends it; `holder` approves it, a login of their own each time unless given. `part` are
    facts of the Involvement, such as its member.
    """
    policy = Policy.objects.first() or PolicyFactory()
    part = PartFactory(**part)
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
    decisions = {line.pk: (line.payable, "") for line in claim.lines.all()}
    return actions.approve_claim(claim=claim, decisions=decisions, by=holder)


def exported(way):
    """A Batch of all that is owed one `way`, with finance."""
    clerk, checker = (UserFactory(permissions=["reimbursement.pay"]) for _ in range(2))
    batch = actions.make_batch(way=way, by=clerk)
    actions.check_batch(batch=batch, by=checker)
    return actions.export_batch(batch=batch, layout="standard", by=clerk)


def corrected(claim, way, reference="M-new"):
    """Finance has another reference for whose claim it is, after a payment failed."""
    actions.set_payee(member=claim.involvement.member, way=way, reference=reference, by=None)


def answered(way, status=PAID, entered_at=None):
    """A Batch of all that is owed one `way`, of which finance said so, at that moment if given."""
    batch = exported(way)
    results = [Result(p.pk, p.amount, status, "No such account") for p in batch.payments.all()]
    batch = actions.record_results(batch=batch, results=results, by=batch.made_by)
    if entered_at:
        Entry.objects.filter(batch=batch).update(entered_at=entered_at)
    return batch
