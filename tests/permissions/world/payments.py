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
    member, line = waiting.involvement.member, waiting.lines.first()
    objects = {name: {"pk": batch.pk} for name, batch in batches.items()}
    objects |= {
        "payee": {"pk": member.pk},
        "approved line": {"pk": line.pk},
    }
    things = {name: Batch.objects.get(pk=batch.pk) for name, batch in batches.items()}
    in_a_batch = batches["batch to check"].payments.first().line
    return objects, things | {"approved line": line, "line in a batch": in_a_batch}


def _batch(maker):
    approved()
    return actions.make_batch(way=Way.PAYABLES, by=maker)
