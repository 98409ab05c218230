"""What a member reads of their claims: which need them, where others are, what was forgotten."""

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch, Sum
from django.utils import timezone

from involvement.models import Involvement
from involvement.wording import day_in_words
from reimbursement import advances, rates, wording
from reimbursement.entitled import choice_for, day_of, entitlement_for, expense_rules_for
from reimbursement.models import (
    Choice,
    Claim,
    Entitlement,
    Kind,
    Payment,
    Policy,
    Receipt,
    UsualCost,
)
from reimbursement.permissions import is_late, why_not_send, why_not_write

FORGOTTEN_WITHIN = relativedelta(months=12)
Status = Claim.Status


@dataclass(frozen=True)
class Standing:
    """All claims of a member: those that wait for them, and the others, the newest first."""

    to_send: list
    asked: list
    others: list

    @property
    def any(self):
        return bool(self.to_send or self.asked or self.others)


def standing_of(member):
    """Where the claims of `member` are, `said_paid`, with `total` and `approved` (pounds)."""
    claims = list(
        Claim.objects.of(member)
        .afterwards()
        .said_paid()
        .select_related("involvement__activity")
        .total()
        .annotate(approved=Sum("lines__amount_approved"))
        .order_by("-activity_date", "-pk")
    )
    return Standing(
        to_send=[claim for claim in claims if claim.status == Status.DRAFT],
        asked=[claim for claim in claims if claim.status == Status.RETURNED],
        others=[claim for claim in claims if not claim.is_changeable],
    )


def forgotten_by(member):
    """What `member` took part in lately and can claim for now, as a list of Involvement."""
    since = timezone.now() - FORGOTTEN_WITHIN
    parts = Involvement.objects.filter(
        member=member, status=Involvement.Status.ATTENDED, status_changed_at__gte=since
    )
    open_claims = Claim.objects.of(member).filter(status__in=[*Claim.IN_HAND, Status.WITHDRAWN])
    parts = parts.exclude(pk__in=open_claims.values("involvement"))
    parts = list(parts.select_related("activity").order_by("-activity__starts_at", "-pk"))
    paying = _paying_categories() if parts else []
    return [part for part in parts if _is_paid(part, paying)]


def _paying_categories():
    """Each version that counts, the newest first: its first day, and the categories it pays."""
    entitled = Prefetch("entitlements", Entitlement.objects.all())
    versions = Policy.objects.in_force().order_by("-from_date").prefetch_related(entitled)
    return [
        (policy.from_date, {e.category for e in policy.entitlements.all() if e.pays_anything})
        for policy in versions
    ]


def _is_paid(part, paying):
    day = day_of(part)
    return part.category in next((paid for first, paid in paying if first <= day), ())


@dataclass(frozen=True)
class OneClaim:
    """One claim, with all that its page tells."""

    claim: Claim
    lines: list
    receipts: list
    payments: list
    before: list
    choice: Choice | None
    pays_time: bool
    takes_expenses: bool
    late: bool
    why_not_write: str | None
    why_not_send: str | None

    @property
    def where(self):
        return wording.where_it_is(self.claim, self.payments)

    @property
    def day(self):
        return day_in_words(self.claim.activity_date)

    @property
    def total(self):
        return rates.total(line.amount for line in self.lines)

    @property
    def is_decided(self):
        return self.claim.status in (Status.APPROVED, Status.REFUSED)

    @property
    def approved(self):
        return rates.total(line.amount_approved or rates.NONE for line in self.lines)


def one_claim(claim):
    """What the page of `claim` tells, as a OneClaim."""
    entitlement = entitlement_for(claim.involvement, claim.policy)
    changeable = claim.is_changeable
    receipts = Prefetch("receipts", Receipt.objects.order_by("pk"))
    return OneClaim(
        claim=claim,
        lines=list(claim.lines.prefetch_related(receipts)),
        receipts=list(claim.receipts.select_related("line")),
        before=[] if claim.is_advance else advances.of_claim(claim),
        payments=_payments(claim) if claim.status == Status.APPROVED else [],
        choice=choice_for(claim.involvement),
        pays_time=bool(entitlement and entitlement.pays_time),
        takes_expenses=changeable and expense_rules_for(claim).exists(),
        late=changeable and claim.policy is not None and is_late(claim),
        why_not_write=why_not_write(claim),
        why_not_send=why_not_send(claim) if changeable else None,
    )


def _payments(claim):
    return list(claim.payments.exclude(status=Payment.Status.DROPPED).order_by("pk"))


def usual_costs_of(member):
    """What we remember that `member` spends, with the place that a journey leads to."""
    return UsualCost.objects.filter(member=member).select_related("site")


def costs_of(claim):
    """The lines of `claim` for which there may be a receipt."""
    return claim.lines.filter(spent__isnull=False).exclude(kind=Kind.PAYMENT)
