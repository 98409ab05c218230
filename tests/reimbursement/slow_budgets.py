"""How a budget stands, worked out one line, one request and one person at a time.

People are experts who come for up to 4 hours, and told us at most one journey, by train.
"""

from decimal import Decimal as D

from django.utils import timezone

from involvement.models import Involvement
from reimbursement.entitled import choice_for, cost_centre_of, day_of
from reimbursement.models import Advance, Claim, Kind, Line
from reimbursement.years import year_of

TIME = D(75)
SUMS = ("committed", "claimed", "approved", "paid", "bought")


def slowly(budget):
    """The pounds of a budget by the names of SUMS, as a dict."""
    stands = dict.fromkeys(SUMS, D(0))

    def add(name, pounds, cost_centre, day):
        if (cost_centre, year_of(day)) == budget.key:
            stands[name] += pounds

    for line in Line.objects.all():
        for name, pounds in where_a_line_stands(line):
            add(name, pounds, line.claim.cost_centre, line.claim.activity_date)
    for advance in Advance.objects.all():
        day = timezone.localdate(advance.involvement.activity.starts_at)
        if advance.status == "bought":
            add("bought", advance.cost, advance.cost_centre, day)
        elif advance.status == "agreed" and advance.help == "ticket" and comes(advance):
            add("committed", advance.amount_agreed, advance.cost_centre, day)
    for part in Involvement.objects.all():
        add("committed", promised(part), cost_centre_of(part), day_of(part))
    return stands


def where_a_line_stands(line):
    """Pairs of the name of a sum and pounds."""
    entries = list(line.entries.all())
    went_out = sum(entry.amount for entry in entries if entry.kind == "paid")
    came_back = sum(entry.amount for entry in entries if entry.kind == "returned")
    if went_out:
        return [("paid", went_out - came_back)]
    if line.reversed_at or line.amount_approved == 0:
        return []
    pounds = line.amount if line.amount_approved is None else line.amount_approved
    if line.claim.status == "draft":
        return [("committed", pounds)]
    if line.claim.status in ("sent", "second", "returned"):
        return [("claimed", pounds)]
    if line.claim.status == "approved" and is_still_paid(line):
        return [("approved", pounds)]
    return []


def is_still_paid(line):
    """Whether it is no money for before a day, or its member may come, or it is in a batch."""
    stays_away = line.involvement.status in ("cancelled", "did_not_attend")
    in_batch = any(payment.status == "waiting" for payment in line.payments.all())
    return in_batch or not (line.claim.is_advance and stays_away)


def comes(advance):
    return advance.involvement.status == "expected"


def promised(part):
    """What somebody will cost, beside the lines of their claim and their help before the day."""
    choice = choice_for(part)
    may_be_paid = choice is None or choice.what in ("both", "donate", "talk_first")
    if part.status == "attended":
        return TIME if may_be_paid and has_yet_to_choose(part) else D(0)
    if part.status != "expected":
        return D(0)
    time = TIME if may_be_paid else D(0)
    if choice and choice.what == "neither":
        return time
    return time + rest_of_journey(part)


def has_yet_to_choose(part):
    drafts = Claim.objects.filter(involvement=part, status="draft", choice__in=("", "talk_first"))
    time = Line.objects.filter(involvement=part, kind=Kind.PAYMENT, reversed_at=None)
    return drafts.exists() and not time.exclude(amount_approved=0).exists()


def rest_of_journey(part):
    """What their journey costs beyond the money that was agreed; nothing with a ticket."""
    rest = sum(usual.spent for usual in part.member.usual_costs.all())
    for advance in part.advances.filter(status__in=["agreed", "bought"]):
        rest -= rest if advance.help == "ticket" else min(rest, advance.amount_agreed)
    return rest
