"""Setting what the trust pays: a version is prepared, then published, and never changed again."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from involvement.models import Category
from reimbursement.models import Band, Claim, Entitlement, ExpenseRule, Policy

from .drafting import write_again

FACTS = ("title", "from_date", "guidance", "claim_within_days", "second_approval_over")
RULE_FACTS = (
    "rate", "threshold_miles", "rate_after", "cap", "receipt_over", "agreed_first", "paid_first",
    "bought_first", "evidence",
)  # fmt: skip
Basis = Entitlement.Basis


class CannotChangePolicy(Refusal):
    """A version that is published stays as it is."""


class CannotPublishPolicy(Refusal):
    """Something is missing, or people have claimed by what stood before."""


@transaction.atomic
def create_policy(*, by, **facts):
    """Return a new version of the policy, being prepared; `facts` are named as in FACTS.

    It begins without rules: for every category, nothing is paid.
    """
    policy = Policy.objects.create(**facts)
    _with_each_category(policy)
    log(policy, "reimbursement.create_policy", user=by)
    return policy


@transaction.atomic
def copy_policy(*, policy, by, **facts):
    """Return a new version with the rules of `policy`; `facts` change those named in FACTS."""
    known = {name: getattr(policy, name) for name in FACTS}
    copy = Policy.objects.create(**known | facts)
    for entitlement in policy.entitlements.prefetch_related("bands"):
        bands = [(band.up_to_hours, band.amount) for band in entitlement.bands.all()]
        _set_entitlement(
            copy, entitlement.category, entitlement.pays_expenses, entitlement.basis, bands
        )
    for rule in policy.expense_rules.all():
        values = {name: getattr(rule, name) for name in RULE_FACTS}
        ExpenseRule.objects.create(policy=copy, kind=rule.kind, **values)
    log(copy, "reimbursement.create_policy", user=by, data={"from": str(policy)})
    return copy


@transaction.atomic
def change_policy(*, policy, facts, by):
    """Change `facts` (a dict named as in FACTS). Raises CannotChangePolicy."""
    policy = _being_prepared(policy)
    for name, value in facts.items():
        setattr(policy, name, value)
    policy.save()
    log(policy, "reimbursement.change_policy", user=by, data={"facts": sorted(facts)})
    return policy


@transaction.atomic
def set_entitlement(*, policy, category, pays_expenses, basis, bands, by):
    """Say what a category entitles to: `bands` is a list of (up to hours or None, pounds).

    Raises CannotChangePolicy where `bands` do not fit `basis`.
    """
    policy = _being_prepared(policy)
    _check_bands(basis, bands)
    entitlement = _set_entitlement(policy, category, pays_expenses, basis, bands)
    data = {"category": str(category), "basis": str(basis)}
    log(policy, "reimbursement.set_entitlement", user=by, data=data)
    return entitlement


@transaction.atomic
def set_expense_rule(*, policy, kind, by, **facts):
    """Say how a kind of expense is paid; `facts` are named as in RULE_FACTS."""
    policy = _being_prepared(policy)
    rule, _ = ExpenseRule.objects.update_or_create(policy=policy, kind=kind, defaults=facts)
    log(policy, "reimbursement.set_expense_rule", user=by, data={"kind": str(kind)})
    return rule


@transaction.atomic
def drop_expense_rule(*, policy, kind, by):
    """Say that a kind of expense is not paid. Raises CannotChangePolicy."""
    policy = _being_prepared(policy)
    policy.expense_rules.filter(kind=kind).delete()
    log(policy, "reimbursement.drop_expense_rule", user=by, data={"kind": str(kind)})


@transaction.atomic
def publish_policy(*, policy, by):
    """Let `policy` count from its first day on; from now on it never changes.

    Claims that waited for rates are worked out.

    Raises CannotPublishPolicy where another version begins on the same day, and where people have
    sent claims for days from the first one on: what they were told must stay true.
    """
    policy = _being_prepared(policy)
    if not policy.guidance.strip():
        raise CannotPublishPolicy("Write first what people on benefits should know.")
    claims = Claim.objects.sent_in().afterwards()
    if claims.filter(activity_date__gte=policy.from_date).exists():
        raise CannotPublishPolicy(
            "People have sent claims for activities since the day from which this would count. "
            "Choose a later day."
        )
    policy.published_at, policy.published_by = timezone.now(), by
    try:
        with transaction.atomic():
            policy.save()
    except IntegrityError:
        raise CannotPublishPolicy(
            "Another version counts from the same day. Choose another day."
        ) from None
    log(policy, "reimbursement.publish_policy", user=by, data={"from": f"{policy.from_date}"})
    waiting = Claim.objects.without_rates().filter(activity_date__gte=policy.from_date)
    for claim in waiting.order_by("involvement_id", "pk"):
        write_again(claim=claim, by=by)
    return policy


def _being_prepared(policy):
    row = Policy.objects.select_for_update(of=("self",)).filter(pk=policy.pk).first()
    if row is None or row.is_published:
        raise CannotChangePolicy(
            "This version is published, so it stays as it is. Make a new version from it instead."
        )
    return row


def _with_each_category(policy):
    for category in Category:
        _set_entitlement(policy, category, False, Basis.NOTHING, [])


def _set_entitlement(policy, category, pays_expenses, basis, bands):
    entitlement, _ = Entitlement.objects.update_or_create(
        policy=policy,
        category=category,
        defaults={"pays_expenses": pays_expenses, "basis": basis},
    )
    entitlement.bands.all().delete()
    Band.objects.bulk_create(
        Band(entitlement=entitlement, up_to_hours=hours, amount=amount) for hours, amount in bands
    )
    return entitlement


def _check_bands(basis, bands):
    lengths = [hours for hours, _ in bands]
    if basis == Basis.NOTHING and bands:
        raise CannotChangePolicy("Where time is not paid for, leave the amounts empty.")
    if basis != Basis.NOTHING and not bands:
        raise CannotChangePolicy("Enter an amount.")
    if basis == Basis.SESSION and lengths != [None]:
        raise CannotChangePolicy("For a session, enter one amount and no hours.")
    if basis == Basis.BLOCKS and (len(bands) != 1 or lengths == [None]):
        raise CannotChangePolicy("Enter how many hours one amount is for, and the amount.")
    if len(set(lengths)) < len(lengths):
        raise CannotChangePolicy("Enter each length once.")
    if any(amount <= 0 for _, amount in bands) or any(h is not None and h <= 0 for h in lengths):
        raise CannotChangePolicy("Hours and amounts must be more than 0.")
