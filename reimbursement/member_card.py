"""What the PE team sees of a member's money on their page, and can begin there."""

from involvement.models import Involvement
from reimbursement.advances import before_for
from reimbursement.models import Choice, Claim, UsualCost
from reimbursement.permissions import why_not_write_for_members
from reimbursement.rates import NONE, money, plain

MOST_PARTS = 20


def for_the_team(member, user):
    """The card "Money", or None for whoever does not run reimbursement."""
    if why_not_write_for_members(user):
        return None
    choice = Choice.objects.filter(member=member).standing().newest()
    usual = UsualCost.objects.filter(member=member).select_related("site")
    claims = Claim.objects.of(member).select_related("involvement__activity").total()
    return "reimbursement/card_team.html", {
        "person": member.person,
        "choice": choice.get_what_display() if choice else "They have not chosen yet",
        "usual": [_in_words(cost) for cost in usual],
        "claims": [(claim, money(claim.total or NONE)) for claim in claims.order_by("-pk")],
        "parts": _to_claim_for(member),
        "before": before_for(member),
    }


def _to_claim_for(member):
    """Parts that they took, the newest first, for which nothing is being written or decided."""
    in_hand = Claim.objects.of(member).filter(status__in=Claim.IN_HAND)
    parts = Involvement.objects.filter(member=member, status=Involvement.Status.ATTENDED)
    parts = parts.exclude(pk__in=in_hand.values("involvement")).select_related("activity")
    return parts.order_by("-status_changed_at", "-pk")[:MOST_PARTS]


def _in_words(cost):
    amount = f"{plain(cost.miles)} miles" if cost.miles else money(cost.spent)
    where = f", {cost.site}" if cost.site else ""
    return f"{cost.get_kind_display()}{where}: {amount}"
