"""What can be paid now, and what still stands in the way."""

from django.conf import settings
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When

from reimbursement.models import Choice, Kind, Payee, Way, owed

# Who has a hand in a claim before it is paid.
HANDS = ("claimant", "sent_by", "approved_by", "second_approved_by")


def with_payee(lines, way):
    """`lines` with `payee`, the reference under which finance knows who is paid, or ""."""
    own = Payee.objects.filter(way=way, member=OuterRef("claim__involvement__member"))
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


def without_payee(way):
    """The people who are owed money that cannot be paid yet, as (claim, pounds) of each line."""
    rows = with_payee(owed(Way(way)), way).filter(Q(payee=None) | Q(payee=""))
    return rows.select_related("claim__involvement__member__person").order_by("pk")
