"""What can be had before the day, what was given already, and where a request is, in words."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from involvement.models import Involvement
from involvement.wording import day_in_words
from reimbursement.entitled import category_of, choice_for, day_of, entitlement_for
from reimbursement.models import (
    JOURNEYS,
    Advance,
    Choice,
    Claim,
    Entry,
    ExpenseRule,
    Kind,
    Line,
    Payment,
    Policy,
)
from reimbursement.rates import NONE, money
from reimbursement.wording import day_of_moment, what_was_paid

Status = Advance.Status
OPEN = (Status.ASKED, Status.SECOND, Status.AGREED, Status.BOUGHT)


# --- What can be asked -------------------------------------------------------------------------
def rules_before(involvement):
    """The rules of the expenses for which something can be done before `involvement`."""
    policy = Policy.objects.on(day_of(involvement))
    entitlement = entitlement_for(involvement, policy)
    if not (entitlement and entitlement.pays_expenses):
        return ExpenseRule.objects.none()
    return policy.expense_rules.filter(Q(paid_first=True) | Q(bought_first=True))


def wants_expenses(involvement):
    """Whether its member has not said that they want none."""
    choice = choice_for(involvement)
    return choice is None or allows_expenses(choice)


def allows_expenses(choice):
    """Whether a Choice leaves it open that expenses are paid."""
    return choice.wants_expenses or choice.what == Choice.What.TALK_FIRST


def helps_of(rule):
    """What an ExpenseRule lets us do before the day, as a list of Advance.Help."""
    helps = {Advance.Help.MONEY: rule.paid_first, Advance.Help.TICKET: rule.bought_first}
    return [help for help, allowed in helps.items() if allowed]


def still_to_come(parts):
    """Those of `parts` (a queryset of Involvement) for whose day help can still be had."""
    ahead = Q(activity__starts_at=None) | Q(activity__starts_at__gt=timezone.now())
    return parts.filter(ahead, status=Involvement.Status.EXPECTED)


# --- What was given ----------------------------------------------------------------------------
def given_for(claim):
    """The pounds that `claim` has to take off, by kind: given, not given back, not used before."""
    part = claim.involvement_id
    given = Advance.objects.given().filter(involvement=part)
    pounds = Counter(dict(given.values_list("kind", "amount_agreed")))
    if not pounds:
        return pounds
    others = Line.objects.filter(
        involvement=part, claim__status__in=Claim.ACCOUNTS, reversed_at=None
    ).exclude(claim=claim)
    pounds.subtract(dict(_sums(others, "kind", Coalesce("advanced_approved", "advanced"))))
    back = Entry.objects.filter(
        kind=Entry.What.RETURNED, line__claim__advance__in=given.values("pk")
    )
    pounds.subtract(dict(_sums(back, "line__kind", "amount")))
    return +pounds


def approved_for(involvement):
    """The pounds that are approved for `involvement`, before the day and after it."""
    lines = Line.objects.standing().filter(
        involvement=involvement, claim__status=Claim.Status.APPROVED
    )
    return lines.aggregate(sum=Sum("amount_approved", default=NONE))["sum"]


def accepted_for(claim):
    """The pounds of each kind of expense that the claims beside `claim` for one part came to.

    What was given before the day counts where a claim accounts for it. Returns a Counter.
    """
    others = Line.objects.filter(
        involvement=claim.involvement_id,
        claim__status=Claim.Status.APPROVED,
        claim__advance=None,
        reversed_at=None,
    )
    others = others.exclude(Q(claim=claim) | Q(kind=Kind.PAYMENT))
    accepted = F("amount_approved") + Coalesce("advanced_approved", "advanced")
    return Counter(dict(_sums(others, "kind", accepted)))


def bought_for(involvement):
    """What we bought for `involvement`, as a list of Advance."""
    return list(Advance.objects.bought().filter(involvement=involvement))


def kinds_bought(involvement):
    """The kinds of expense that need not be filled in, because we bought them."""
    return stood_for({advance.kind for advance in bought_for(involvement)})


def stood_for(kinds):
    """The kinds of expense for which tickets of some `kinds` (a set) stand: the whole journey."""
    return kinds | set(JOURNEYS) if kinds & set(JOURNEYS) else kinds


def _sums(rows, by, name):
    return rows.order_by().values_list(by).annotate(sum=Sum(name))


# --- In words ----------------------------------------------------------------------------------
def bought_in_words(advance):
    """What we bought, said to its member."""
    return f"We bought this for you: {advance.called}. You do not have to claim for it."


def why_claim_bought(involvement, kind):
    """Why an expense of a `kind` that we bought is not simply added; or None."""
    for advance in bought_for(involvement):
        if advance.kind == kind:
            return (
                f"We bought this ticket for you: {advance.called}. If you paid for something else "
                "as well, write what it was under “What was it for?”."
            )
    return None


def of_claim(claim):
    """What was given or bought before the day, said to the member of `claim`, as sentences."""
    said = [bought_in_words(advance) for advance in bought_for(claim.involvement)]
    for advance in Advance.objects.given().filter(involvement=claim.involvement_id):
        said.append(
            f"We agreed to give you {money(advance.amount_agreed)} before the day: "
            f"{advance.called}. What you spent of it is not paid again."
        )
    return said


@dataclass(frozen=True)
class Request:
    """One Advance, as its member reads of it."""

    advance: Advance
    day: str
    where: list

    @property
    def can_be_withdrawn(self):
        advance = self.advance
        return advance.status in Advance.WAITING or (
            advance.status == Status.AGREED and not advance.is_money
        )


@dataclass(frozen=True)
class Before:
    """All help before the day of a member: for which parts they can ask, and what they asked."""

    parts: list
    requests: list

    @property
    def open(self):
        """Requests for a day that is still to come, and that were not refused."""
        expected = Involvement.Status.EXPECTED
        return [
            one
            for one in self.requests
            if one.advance.status in OPEN and one.advance.involvement.status == expected
        ]


def before_for(member):
    """What `member` can ask for now, and what became of what they asked, the newest first."""
    parts = still_to_come(Involvement.objects.filter(member=member)).select_related("activity")
    parts = list(parts.order_by("activity__starts_at", "pk"))
    advances = Advance.objects.of(member).select_related("involvement__activity")
    advances = list(advances.order_by("-pk"))
    payments = {}
    claims = [advance.claim_id for advance in advances if advance.claim_id]
    for payment in Payment.objects.filter(claim__in=claims).order_by("pk") if claims else []:
        if payment.status != Payment.Status.DROPPED:
            payments.setdefault(payment.claim_id, []).append(payment)
    return Before(
        parts=_askable(member, parts) if parts else [],
        requests=[
            Request(
                advance,
                day_in_words(day_of(advance.involvement)),
                where_it_is(advance, payments.get(advance.claim_id, ())),
            )
            for advance in advances
        ],
    )


def _askable(member, parts):
    """Those of `parts` for which the policy of their day helps before it, and that want it."""
    versions = Policy.objects.in_force().order_by("-from_date")
    versions = list(versions.prefetch_related("entitlements", "expense_rules"))
    chosen = {one.involvement_id: one for one in Choice.objects.filter(member=member)}
    return [part for part in parts if _helps(part, versions) and _wants(part, chosen)]


def _helps(part, versions):
    day = day_of(part)
    policy = next((version for version in versions if version.from_date <= day), None)
    if policy is None or not any(rule.helps_first for rule in policy.expense_rules.all()):
        return False
    category = category_of(part)
    return any(e.pays_expenses for e in policy.entitlements.all() if e.category == category)


def _wants(part, chosen):
    choice = chosen.get(part.pk) or chosen.get(None)
    return choice is None or allows_expenses(choice)


def where_it_is(advance, payments=()):
    """Where an Advance is, as sentences to its member. `payments` are those of its claim."""
    if sentence := _too_late(advance, payments):
        return [sentence]
    if advance.status == Status.AGREED:
        return _agreed(advance, payments)
    changed = day_of_moment(advance.status_changed_at)
    asked = day_of_moment(advance.asked_at)
    return {
        Status.ASKED: [f"You asked on {asked}.", "Someone is looking at it. We will tell you."],
        Status.SECOND: ["One person has agreed. A second person has to agree too."],
        Status.REFUSED: [f"We could not agree to this. The reason: {advance.reason}"],
        Status.BOUGHT: [f"We bought it for you on {changed}."],
        Status.WITHDRAWN: [
            f"We took this back on {changed}."
            if advance.claim_id
            else f"You do not need this any more. We noted that on {changed}."
        ],
    }[advance.status]


def _too_late(advance, payments):
    """What is said once nothing comes of it before the day any more; or None."""
    part, is_open = advance.involvement.status, advance.status in (*Advance.WAITING, Status.AGREED)
    if not is_open or payments or part == Involvement.Status.EXPECTED:
        return None
    if part != Involvement.Status.ATTENDED:
        return (
            "We have noted that you do not take part, so nothing comes of this. If that is not "
            "right, please tell us."
        )
    if advance.is_money and advance.status == Status.AGREED:
        return None  # it is paid all the same
    return (
        "We are sorry that we did not do this before the day. If you paid for it yourself, please "
        "claim for it."
    )


def _agreed(advance, payments):
    said = [f"We agreed on {day_of_moment(advance.agreed_at)}."]
    if advance.amount_agreed < advance.amount:
        said = [
            f"{said[0][:-1]} to {money(advance.amount_agreed)} of {money(advance.amount)}.",
            f"The reason: {advance.reason}",
        ]
    if advance.is_money:
        return said + what_was_paid(payments)
    return [*said, "We will buy it for you before the day."]
