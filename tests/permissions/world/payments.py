"""What finance works on: batches in every state, somebody to be paid, an amount to take back."""

from reimbursement import actions
from reimbursement.models import Batch, Way
from tests.factories.people import UserFactory
from tests.reimbursement.owing import approved

PAYS = ["reimbursement.pay"]


def make():
    """Objects by name, for addresses, and things by name, for decisions."""
    maker, checker = UserFactory(permissions=PAYS), UserFactory(permissions=PAYS)
    batches = {name: _batch(maker) for name in ("batch to check", "checked batch", "paid batch")}
    for name in ("checked batch", "paid batch"):
        actions.check_batch(batch=batches[name], by=checker)
    actions.export_batch(batch=batches["paid batch"], layout="standard", by=maker)
    waiting = approved()
    member = waiting.involvement.member
    objects = {name: {"pk": batch.pk} for name, batch in batches.items()}
    objects |= {
        "payee": {"pk": member.pk},
        "approved line": {"pk": waiting.lines.first().pk},
    }
    return objects, {name: Batch.objects.get(pk=batch.pk) for name, batch in batches.items()}


def _batch(maker):
    approved()
    return actions.make_batch(way=Way.PAYABLES, by=maker)
