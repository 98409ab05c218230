"""Staff's list of claims: those that wait for a decision, or all of them."""

import re

from django.db.models import OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from design_system.desk import ChoiceFilter, Column, Desk, ServiceFilter
from reimbursement.models import Claim, Line
from reimbursement.permissions import why_not_use_claims, why_not_write_for_members
from reimbursement.rates import NONE, money

REFERENCE = re.compile(r"(?:CL)?[\s-]*0*(\d{1,9})", re.IGNORECASE)
ALL, WITHOUT_RATES = "all", "without-rates"


class ShownFilter(ChoiceFilter):
    """What waits for a decision, unless something else is asked for; a search looks in all."""

    title = "what to show"
    parameter_name = "show"

    def lookups(self, request, desk):
        seen = Claim.Status.choices
        if why_not_write_for_members(request.user):
            unseen = (Claim.Status.DRAFT, Claim.Status.WITHDRAWN)
            return [(ALL, "All claims"), *(one for one in seen if one[0] not in unseen)]
        return [(ALL, "All claims"), (WITHOUT_RATES, "No rates for their day"), *seen]

    def queryset(self, request, rows):
        if self.chosen is None:
            searching = request.session.get(f"search-{ClaimsDesk.name}")
            return rows if searching else rows.to_decide()
        return super().queryset(request, rows)

    def chosen_rows(self, rows, chosen):
        if chosen == ALL:
            return rows
        return rows.without_rates() if chosen == WITHOUT_RATES else rows.filter(status=chosen)

    @property
    def options(self):
        first, *others = super().options
        return [first | {"text": "Waiting for a decision"}, *others]


class ClaimsDesk(Desk):
    """All claims for the PE team; for budget holders what was sent to their services.

    Whoever decides reads the name, as whoever approves must know for whom; no export holds it.
    """

    model = Claim
    name = "claims"
    title = "Claims"
    menu_icon = "form"
    menu_order = 303
    intro = "What people ask to have paid. Those who have waited longest stand first."
    empty = "No claims are waiting."
    columns = (
        Column("Reference", str, sort="pk"),
        Column("Member", lambda claim: str(claim.involvement.member)),
        Column("Name", lambda claim: claim.involvement.member.person.name, private=True),
        Column("Activity", lambda claim: claim.involvement.activity.title),
        Column("Service", lambda claim: claim.service.name),
        Column("Day", lambda claim: claim.activity_date, sort="activity_date"),
        Column("Total", lambda claim: money(claim.total or NONE)),
        Column("Status", lambda claim: claim.get_status_display(), sort="status"),
        Column("Sent", lambda claim: claim.sent_at, sort="sent_at"),
        Column("Days waited", lambda claim: days_waited(claim)),
    )
    search = ("pk",)
    search_hint = "The reference of a claim, such as CL-000123"
    list_filter = (ShownFilter, ServiceFilter)
    exports = True

    def why_not_see(self, user):
        return why_not_use_claims(user)

    def rows(self, user):
        claims = Claim.objects.visible_to(user)
        claims = claims.select_related("service", "involvement__activity")
        claims = claims.select_related("involvement__member__person")
        # By a query of its own: a join would add up every line before the first page is cut.
        lines = Line.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
        return claims.annotate(total=Subquery(lines.annotate(sum=Sum("amount")).values("sum")))

    def found(self, rows, term):
        match = REFERENCE.fullmatch(term.strip())
        return rows.filter(pk=match[1]) if match else rows.none()

    def get_ordering(self, request):
        return ["-pk"] if request.GET.get("show") else ["sent_at", "pk"]

    def buttons(self, user, claim):
        writes = claim.is_changeable and not why_not_write_for_members(user)
        name = "claim-write" if writes else "claim-decide"
        return [("Open", reverse(f"reimbursement:{name}", args=[claim.pk]))]


def days_waited(claim):
    """For how many days a claim has waited for a decision; None for one that does not."""
    if claim.status not in (Claim.Status.SENT, Claim.Status.SECOND):
        return None
    return (timezone.localdate() - timezone.localdate(claim.sent_at)).days
