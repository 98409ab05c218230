"""Help before the day, asked of two services, in every state that matters to who may do what."""

from involvement.actions import mark_did_not_attend
from reimbursement.models import Advance, ExpenseRule, Kind
from tests.factories.people import MemberFactory, PersonFactory
from tests.reimbursement.before import TICKET, agreed, asked, coming, over, pay

from .names import CLAIMING


def make(person, stranger, own, other):
    """Objects by name, for addresses, and things by name, for decisions."""
    rules = ExpenseRule.objects.filter(kind=Kind.PUBLIC_TRANSPORT)
    rules.update(paid_first=True, bought_first=True)
    asking = MemberFactory(person=PersonFactory(name=CLAIMING))
    parts = {
        "own part to come": coming(member=person.member, service=own),
        "other member's part to come": coming(member=stranger, service=own),
        "part that is over": _over(coming(member=asking, service=own)),
    }
    requests = {
        "own request": asked(coming(member=person.member, service=other)),
        "other member's request": asked(coming(member=stranger, service=other)),
        "request to own service": asked(coming(member=asking, service=own)),
        "request to other service": asked(coming(member=asking, service=other)),
        "ticket to buy": agreed(coming(member=asking, service=own), help=TICKET),
        "money that is left": _left(asking, own),
    }
    objects = {name: _about(part, pk=part.pk) for name, part in parts.items()}
    objects |= {name: _about(one.involvement, pk=one.pk) for name, one in requests.items()}
    for name, advance in requests.items():
        objects[name]["stamp"] = advance.status_changed_at.isoformat()
        objects[name]["cost_centre"] = advance.cost_centre
    return objects, parts | requests


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    return {"AdvanceQuerySet.visible_to": Advance.objects.all()}


def _about(part, **facts):
    return facts | {"part": part.pk, "reference": part.member.person.reference}


def _over(part):
    over(part)
    part.refresh_from_db()
    part.activity.refresh_from_db()
    return part


def _left(member, service):
    advance = agreed(coming(member=member, service=service))
    pay(advance.claim)
    over(advance.involvement)
    mark_did_not_attend(involvement=advance.involvement, by=None)
    return Advance.objects.get(pk=advance.pk)
