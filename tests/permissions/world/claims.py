"""What is owed to two members by two services, in every state that matters to who may do what."""

import datetime
from decimal import Decimal

from django.utils import timezone

from reimbursement import actions
from reimbursement.models import Claim, Kind
from tests.factories.people import MemberFactory, PersonFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory

from .names import CLAIMING


def make(person, stranger, own, other):
    """Objects by name, for addresses, and things by name, for decisions."""
    policy = PolicyFactory()
    claiming = MemberFactory(person=PersonFactory(name=CLAIMING))
    for member in (person.member, stranger, claiming):
        actions.choose_payment(member=member, what="expenses", guidance=policy, by=None)
    begun, theirs_begun = _begun(person.member, own), _begun(stranger, own)
    unsent = {"own claim": begun, "other member's claim": theirs_begun}
    to_own, to_other = _sent(claiming, own), _sent(stranger, other)
    settled, second = (_approved(claiming, own, status) for status in ("approved", "second"))
    draft = actions.copy_policy(policy=policy, by=None, from_date=datetime.date(2040, 4, 1))
    claims = unsent | {
        "claim to own service": to_own,
        "claim to other service": to_other,
        "approved claim to own service": settled,
        "claim to own service, approved once": second,
    }
    versions = {"version that is published": policy, "version being prepared": draft}
    things = claims | versions
    objects = {name: _about(thing) for name, thing in (claims | versions).items()}
    for name in ("own claim", "claim to own service"):
        objects[f"line of {name}"] = {"pk": claims[name].lines.first().pk}
    return objects, things


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    return {"ClaimQuerySet.visible_to": Claim.objects.all()}


def _begun(member, service):
    part = PartFactory(member=member, service=service)
    claim = actions.draft_claim(involvement=part, by=None)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=Decimal(14), by=None)
    return claim


def _sent(member, service):
    return actions.send_claim(claim=_begun(member, service), by=None)


def _approved(member, service, status):
    claim = _sent(member, service)
    claim.status, claim.approved_at = status, timezone.now()
    claim.save(update_fields=["status", "approved_at"])
    return claim


def _about(thing):
    if isinstance(thing, Claim):
        member = thing.involvement.member
        line = thing.lines.first()
        return {
            "pk": thing.pk,
            "line": line.pk,
            "part": thing.involvement_id,
            "stamp": Claim.objects.get(pk=thing.pk).status_changed_at.isoformat(),
            "reference": member.person.reference,
        }
    return {"pk": thing.pk}
