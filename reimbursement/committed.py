"""What people will cost who have not sent a claim yet: an estimate, made when it is asked for.

Counted are those who are expected at something, and those who took part and still have their claim
to send. Of somebody who is expected we know the length that is planned, what the policy of the day
pays for it, whether they want that, and the journeys and the care that they told us once. Whoever
has not chosen yet is counted as if they took the payment. We do not know journeys that nobody has
told us of, costs that come up on the day, or who will not come. What has no date yet counts in the
financial year of today. Where there are no rates for the day, or the length is not planned and the
policy pays by length, nothing is guessed: such parts are counted, so that the page can say so.
What somebody is helped with before the day has its own sum, and is not counted here: money as far
as it was agreed, a ticket for all that it stands for.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone

from involvement.models import Involvement
from reimbursement.advances import stood_for
from reimbursement.entitled import day_of, hours_of
from reimbursement.models import Advance, Choice, Claim, Kind, Line, Policy, UsualCost
from reimbursement.rates import NONE, total
from reimbursement.years import days_of, year_of

Status = Involvement.Status
UNDECIDED = ("", Choice.What.TALK_FIRST)


@dataclass
class Promise:
    """What some parts will cost, and how many there are of which nobody can say it."""

    pounds: Decimal = NONE
    unknown: int = 0


@dataclass
class Helped:
    """With what one part is helped before its day: kinds of ticket, and pounds by kind."""

    tickets: set = field(default_factory=set)
    money: Counter = field(default_factory=Counter)


class Policies:
    """Every version that counts, read once."""

    def __init__(self):
        versions = Policy.objects.in_force().order_by("-from_date")
        self._versions = list(versions.prefetch_related("entitlements__bands", "expense_rules"))

    def on(self, day):
        """The version that counts on `day`, or None."""
        return next((one for one in self._versions if one.from_date <= day), None)


def entitlement_of(policy, category):
    """The Entitlement of `category` under `policy`, or None, without a query."""
    return next((one for one in policy.entitlements.all() if one.category == category), None)


def promises(keys):
    """What is promised, as a dict of each of `keys`, (cost centre, year), to a Promise."""
    parts = _parts(keys)
    policies, choices, costs = Policies(), _choices(parts), _usual_costs(parts)
    helped = _helped(parts)
    found = {key: Promise() for key in keys}
    for part in parts:
        day = _day(part)
        promise = found.get((part.pays, year_of(day)))
        if promise is None:
            continue
        pounds = _cost(part, policies.on(day), choices, costs, helped)
        if pounds is None:
            promise.unknown += 1
        else:
            promise.pounds += pounds
    return found


def _parts(keys):
    """Parts that are still to come, and those that were taken by people who have yet to choose.

    All else that a draft will cost stands in its lines.
    """
    days = [days_of(year) for _, year in keys]
    first, last = min(d[0] for d in days), max(d[1] for d in days)
    paying = Case(
        When(~Q(category=""), then=F("cost_centre")),
        When(~Q(activity__cost_centre=""), then=F("activity__cost_centre")),
        default=F("activity__service__cost_centre"),
    )
    open_draft = Claim.objects.filter(
        Q(choice__in=UNDECIDED) | Q(policy=None),
        involvement=OuterRef("pk"),
        status=Claim.Status.DRAFT,
    )
    paid_for = Line.objects.standing().filter(involvement=OuterRef("pk"), kind=Kind.PAYMENT)
    taken = Q(Exists(open_draft), ~Exists(paid_for), status=Status.ATTENDED)
    within = Q(activity__starts_at__gte=_midnight(first)) & Q(
        activity__starts_at__lt=_midnight(last + datetime.timedelta(days=1))
    )
    parts = Involvement.objects.annotate(pays=paying).filter(
        Q(status=Status.EXPECTED) | taken,
        within | Q(activity__starts_at=None),
        pays__in={cost_centre for cost_centre, _ in keys},
    )
    return parts.select_related("activity")


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _day(part):
    if part.status == Status.EXPECTED and part.activity.starts_at is None:
        return timezone.localdate()
    return day_of(part)


def _choices(parts):
    """What members chose, by (member, part), and by (member, None) for everything; the newest."""
    rows = Choice.objects.filter(member__in=parts.values("member")).order_by("pk")
    return {(row.member_id, row.involvement_id): row for row in rows}


def _usual_costs(parts):
    """What members who are expected told us that they spend, as lists by member."""
    expected = parts.filter(status=Status.EXPECTED)
    found = defaultdict(list)
    for cost in UsualCost.objects.filter(member__in=expected.values("member")):
        found[cost.member_id].append(cost)
    return found


def _helped(parts):
    """With what somebody is helped before the day, as a dict of the key of a part to a Helped."""
    agreed = Advance.objects.agreed().filter(involvement__in=parts.values("pk"))
    found = defaultdict(Helped)
    for part, kind, help, pounds in agreed.values_list(
        "involvement", "kind", "help", "amount_agreed"
    ):
        if help == Advance.Help.TICKET:
            found[part].tickets.add(kind)
        else:
            found[part].money[kind] += pounds
    return found


def _cost(part, policy, choices, costs, helped):
    """The pounds that `part` will cost, or None where nobody can say."""
    if policy is None:
        return None
    entitlement = entitlement_of(policy, part.category or part.activity.category)
    choice = choices.get((part.member_id, part.pk)) or choices.get((part.member_id, None))
    undecided = choice is None or choice.what == Choice.What.TALK_FIRST
    if entitlement is None:
        return NONE
    pounds = NONE
    if entitlement.pays_time and (undecided or choice.wants_payment):
        payment = entitlement.payment(hours_of(part))
        if payment is None:
            return None
        pounds += payment.amount
    if entitlement.pays_expenses and (undecided or choice.wants_expenses):
        pounds += _expenses(part, policy, costs.get(part.member_id, []), helped[part.pk])
    return pounds


def _expenses(part, policy, costs, helped):
    """What the usual costs of a part that is still to come add up to, without its help."""
    if part.status != Status.EXPECTED:
        return NONE  # what they spent stands in the lines of their draft
    rules = {rule.kind: rule for rule in policy.expense_rules.all()}
    by_kind, have = Counter(), stood_for(helped.tickets)
    for cost in costs:
        here = cost.site_id in (None, part.activity.site_id)
        if here and cost.kind in rules and cost.kind not in have:
            by_kind[cost.kind] += _whole(cost, rules[cost.kind])
    return total(
        max(_capped(pounds, rules[kind]) - helped.money[kind], NONE)
        for kind, pounds in by_kind.items()
    )


def _whole(cost, rule):
    """What one usual cost comes to; a mile at the first rate, as if the year had just begun."""
    if cost.miles is None:
        return cost.spent
    return total(one.amount for one in rule.miles(cost.miles, NONE))


def _capped(pounds, rule):
    return pounds if rule.cap is None else min(pounds, rule.cap)
