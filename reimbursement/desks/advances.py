"""Staff's list of what people need before a day: what is needed soonest stands first."""

from django.urls import reverse
from django.utils import timezone

from design_system.desk import ChoiceFilter, Column, Desk, ServiceFilter
from reimbursement.entitled import day_of
from reimbursement.models import Advance
from reimbursement.permissions import why_not_use_claims
from reimbursement.rates import money

DAY = "involvement__activity__starts_at"
ALL, TO_BUY, LEFT_OVER = "all", "to-buy", "left-over"


class ShownFilter(ChoiceFilter):
    """What waits for a decision, unless something else is asked for."""

    title = "what to show"
    parameter_name = "show"

    def lookups(self, request, desk):
        return [
            (ALL, "All requests"),
            (TO_BUY, "To be bought"),
            (LEFT_OVER, "Money is left"),
            *Advance.Status.choices,
        ]

    def queryset(self, request, rows):
        return rows.to_decide() if self.chosen is None else super().queryset(request, rows)

    def chosen_rows(self, rows, chosen):
        known = {ALL: rows.all, TO_BUY: rows.to_buy, LEFT_OVER: rows.left_over}
        return known[chosen]() if chosen in known else rows.filter(status=chosen)

    @property
    def options(self):
        first, *others = super().options
        return [first | {"text": "Waiting for a decision"}, *others]


class AdvancesDesk(Desk):
    """All requests for the PE team; for budget holders what is asked of their services.

    Whoever decides reads the name, as whoever agrees must know for whom; no export holds it.
    """

    model = Advance
    name = "help-before"
    title = "Help before the day"
    menu_icon = "tag"
    menu_order = 304
    intro = "What people need so that they do not have to lay out money. The nearest day is first."
    empty = "Nobody waits for help with a cost before the day."
    columns = (
        Column("Reference", str, sort="pk"),
        Column("Member", lambda advance: str(advance.involvement.member)),
        Column("Name", lambda advance: advance.involvement.member.person.name, private=True),
        Column("Activity", lambda advance: advance.involvement.activity.title),
        Column("Service", lambda advance: advance.service.name),
        Column(
            "Day",
            lambda advance: day_of(advance.involvement),
            sort=DAY,
        ),
        Column("What for", lambda advance: advance.get_kind_display()),
        Column("Help", lambda advance: advance.get_help_display(), sort="help"),
        Column("Amount", lambda advance: money(advance.amount_agreed or advance.amount)),
        Column("Status", lambda advance: advance.get_status_display(), sort="status"),
        Column("Days waited", lambda advance: days_waited(advance), sort="asked_at"),
    )
    list_filter = (ShownFilter, ServiceFilter)
    exports = True

    def why_not_see(self, user):
        return why_not_use_claims(user)

    def rows(self, user):
        rows = Advance.objects.visible_to(user).select_related("service")
        return rows.select_related("involvement__activity", "involvement__member__person")

    def get_ordering(self, request):
        """What is needed soonest stands first; on one day, what has waited longest."""
        return [DAY, "asked_at", "pk"]

    def buttons(self, user, advance):
        return [("Open", reverse("reimbursement:advance-decide", args=[advance.pk]))]


def days_waited(advance):
    """For how many days a request has waited for a decision; None for one that does not."""
    if advance.status not in Advance.WAITING:
        return None
    return (timezone.localdate() - timezone.localdate(advance.asked_at)).days
