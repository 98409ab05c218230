"""A day that is still to come, and help with its costs, for tests."""

import datetime
from decimal import Decimal

from django.utils import timezone

from involvement.actions import mark_attended
from involvement.models import Activity, Category
from outbox.models import Message
from reimbursement import actions
from reimbursement.models import Advance, ExpenseRule, Kind, Way
from reimbursement.results import PAID, Result
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import PolicyFactory

from .stories import holder_of

TRAIN = Kind.PUBLIC_TRANSPORT
MONEY, TICKET = Advance.Help.MONEY, Advance.Help.TICKET


def policy_that_helps(**facts):
    """Money or a ticket for the train, only a ticket for a taxi, only money for food up to £10."""
    policy = PolicyFactory(**facts)
    for kind, helps in {
        TRAIN: {"paid_first": True, "bought_first": True},
        Kind.TAXI: {"bought_first": True},
        Kind.SUBSISTENCE: {"paid_first": True},
    }.items():
        ExpenseRule.objects.filter(policy=policy, kind=kind).update(**helps)
    return policy


def coming(days=5, category=Category.EXPERT, **facts):
    """A part that somebody is expected to take, so many days from now, for 3 hours."""
    starts_at = timezone.now() + datetime.timedelta(days=days)
    about = {"service": facts.pop("service")} if "service" in facts else {}
    activity = ActivityFactory(
        category=category,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=3),
        **about,
    )
    return InvolvementFactory(activity=activity, **facts)


def asked(part=None, help=MONEY, amount=20, kind=TRAIN, by=None, words="Train to York and back"):
    return actions.ask_before(
        involvement=part or coming(),
        kind=kind,
        help=help,
        amount=Decimal(amount),
        words=words,
        by=by,
    )


def agreed(part=None, **facts):
    advance = asked(part, **facts)
    by = holder_of(advance.service)
    return actions.agree_before(advance=advance, amount=advance.amount, by=by)


def bought(part=None, **facts):
    advance = agreed(part, help=TICKET, **facts)
    cost = advance.amount_agreed
    buyer = UserFactory(permissions=["reimbursement.run_reimbursement"])
    return actions.buy_before(advance=advance, cost=cost, cost_centre="C1", by=buyer)


def finance():
    return UserFactory(permissions=["reimbursement.pay"])


def pay(*claims):
    """Pay all expenses that are owed, to members with a reference; return the Batch."""
    clerk, checker = finance(), finance()
    for claim in claims:
        member = claim.involvement.member
        actions.set_payee(member=member, way=Way.PAYABLES, reference=f"M{member.pk}", by=None)
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
    actions.check_batch(batch=batch, by=checker)
    actions.export_batch(batch=batch, layout="standard", by=clerk)
    results = [Result(one.pk, one.amount, PAID) for one in batch.payments.all()]
    return actions.record_results(batch=batch, results=results, by=clerk)


def over(part):
    """The day of a part has come and gone."""
    now = timezone.now()
    Activity.objects.filter(pk=part.activity_id).update(
        starts_at=now - datetime.timedelta(hours=5), ends_at=now - datetime.timedelta(hours=2)
    )


def attended(part):
    """They took part; return the claim that wrote itself."""
    over(part)
    mark_attended(involvement=part, hours=None, by=None)
    return part.claims.afterwards().get()


def spent(claim, pounds, kind=TRAIN, **words):
    words = {"description": "The train", "without_receipt": "I lost it"} | words
    return actions.add_expense(claim=claim, kind=kind, spent=Decimal(pounds), by=None, **words)


def approved(claim):
    claim = actions.send_claim(claim=claim, by=None)
    decisions = {line.pk: (line.payable, "") for line in claim.lines.all()}
    return actions.approve_claim(claim=claim, decisions=decisions, by=holder_of(claim.service))


def choose(part, what, policy):
    return actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)


def now_of(advance):
    """The Advance as it is now, `accounted`."""
    return Advance.objects.accounted().get(pk=advance.pk)


def purposes():
    """What was written to people, the oldest first."""
    return list(Message.objects.order_by("pk").values_list("purpose", flat=True))
