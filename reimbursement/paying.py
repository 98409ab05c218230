"""What can be paid now, and what still stands in the way."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Case, Count, OuterRef, Q, Subquery, Sum, Value, When

from people.models import Member
from reimbursement.models import Choice, Kind, Payee, Way, owed
from reimbursement.rates import NONE

MOST_PEOPLE = 100  # who are listed at once

# Who has a hand in a claim before it is paid.
HANDS = ("claimant", "sent_by", "approved_by", "second_approved_by")


def with_payee(lines, way):
    """`lines` with `payee`, the reference under which finance knows who is paid, or "".

    A reference with which a payment failed is none until somebody has looked at it again.
    """
    own = Payee.objects.standing().filter(way=way, member=OuterRef("claim__involvement__member"))
    given_away = When(
        kind=Kind.PAYMENT,
        claim__choice=Choice.What.DONATE,
        then=Value(settings.DONATIONS_PAYEE),
    )
    return lines.annotate(payee=Case(given_away, default=Subquery(own.values("reference")[:1])))


def payable_by(user, lines, way):
    """Of `lines`, those that `user` can put into a batch, with `payee`, `attempts` and claim."""
    mine = Q()
    for hand in HANDS:
        mine |= Q(**{f"claim__{hand}": user})
    keys = lines.exclude(Q(pk__in=lines.filter(mine).values("pk")))
    rows = with_payee(keys, way).exclude(payee=None).exclude(payee="")
    return rows.annotate(attempts=Count("payments")).select_related("claim")


@dataclass(frozen=True)
class Unknown:
    """To whom some pounds are owed that cannot be paid: why the last payment failed, if one did."""

    member: Member
    total: Decimal
    failed: str


@dataclass(frozen=True)
class ToPay:
    """What is owed one way: how much `user` can put into a batch, and who has no reference yet."""

    way: Way
    count: int
    total: Decimal
    mine: int  # lines that somebody else has to pay, because `user` had a hand in them
    without_payee: list  # of Unknown


def to_pay(user, way):
    """What is owed one `way`, as `user` can pay it."""
    lines = owed(way)
    ready = payable_by(user, lines, way).order_by()
    sums = ready.aggregate(count=Count("pk"), total=Sum("amount_approved"))
    with_reference = with_payee(lines, way).exclude(payee=None).exclude(payee="").count()
    return ToPay(
        way,
        sums["count"],
        sums["total"] or NONE,
        with_reference - sums["count"],
        _people(without_payee(way), way),
    )


def without_payee(way):
    """The lines that are owed one `way`, and cannot be paid before finance knows to whom."""
    return with_payee(owed(way), way).filter(Q(payee=None) | Q(payee=""))


def _people(lines, way):
    """Whom some lines are owed to, as a list of Unknown, the largest sums first."""
    rows = lines.order_by().values_list("claim__involvement__member")
    sums = rows.annotate(total=Sum("amount_approved")).order_by("-total")[:MOST_PEOPLE]
    members = Member.objects.select_related("person").in_bulk([key for key, _ in sums])
    failed = why_failed(members, way)
    return [Unknown(members[key], total, failed.get(key, "")) for key, total in sums]


def why_failed(members, way):
    """Why the last payment failed with the reference that finance has, as a dict of words.

    `members` are keys, and so are the keys of it.
    """
    payees = Payee.objects.filter(member__in=members, way=way).failing()
    return dict(payees.values_list("member", "failed"))
