"""Staff's page of how long people wait for their money."""

from django.urls import reverse

from design_system.desk import ChoiceFilter, Column, Desk, ServiceFilter
from design_system.desk.view import DeskView
from organisation.models import Service
from reimbursement import promptness
from reimbursement.models import Claim
from reimbursement.permissions import why_not_see_waiting_times, why_not_write_for_members
from reimbursement.promptness import MOST_DAYS, Standing


class PeriodFilter(ChoiceFilter):
    """When it was paid: in the last 12 months, or in a financial year."""

    title = "when it was paid"
    parameter_name = "paid"

    def lookups(self, request, desk):
        self.periods = {period.key: period for period in promptness.periods()}
        return [(key, period.words) for key, period in self.periods.items() if key]

    @property
    def period(self):
        return self.periods[self.chosen or ""]

    def queryset(self, request, rows):
        return promptness.in_period(rows, self.period)

    @property
    def options(self):
        first, *others = super().options
        return [first | {"text": self.periods[""].words}, *others]


class PayingServiceFilter(ServiceFilter):
    """Each service of which the reader sees claims, quick or slow."""

    def lookups(self, request, desk):
        seen = Claim.objects.visible_to(request.user).order_by().values("service")
        return Service.objects.filter(pk__in=seen).values_list("slug", "name")


class StandingFilter(ChoiceFilter):
    title = "where it is"
    parameter_name = field = "standing"

    def lookups(self, request, desk):
        return Standing.choices


class WaitingTimesView(DeskView):
    """The list, below the table of services."""

    def get_context_data(self, **kwargs):
        period = next(spec for spec in self.filter_specs if isinstance(spec, PeriodFilter)).period
        claims = Claim.objects.visible_to(self.request.user)
        return super().get_context_data(
            period=period,
            by_service=promptness.by_service(claims, period),
            most_days=MOST_DAYS,
            **kwargs,
        )


class WaitingTimesDesk(Desk):
    """How long claims took by service; and each that took or takes too long, the longest first."""

    model = Claim
    name = "waiting-times"
    title = "How long people wait"
    menu_icon = "time"
    menu_order = 308
    index_view_class = WaitingTimesView
    index_template_name = "reimbursement/waiting_times.html"
    intro = "From the day of the activity to the day on which all of a claim is paid."
    empty = f"Nobody was paid after more than {MOST_DAYS} days, and nobody waits longer."
    columns = (
        Column("Reference", str, sort="pk"),
        Column("Activity", lambda claim: claim.involvement.activity.title),
        Column("Service", lambda claim: claim.service.name),
        Column("Day", lambda claim: claim.activity_date, sort="activity_date"),
        Column("Sent", lambda claim: claim.sent_at, sort="sent_at"),
        Column("Approved", lambda claim: claim.second_approved_at or claim.approved_at),
        Column("Paid", lambda claim: claim.paid_day, sort="paid_day"),
        Column("Days", lambda claim: claim.waited.days, sort="waited"),
        Column("Where it is", lambda claim: Standing(claim.standing).label),
    )
    list_filter = (PeriodFilter, PayingServiceFilter, StandingFilter)
    exports = True

    def why_not_see(self, user):
        return why_not_see_waiting_times(user)

    def rows(self, user):
        claims = Claim.objects.visible_to(user).select_related("service", "involvement__activity")
        return promptness.too_long(promptness.waited_for(claims))

    def get_ordering(self, request):
        return ["-waited", "pk"]

    def buttons(self, user, claim):
        writes = claim.is_changeable and not why_not_write_for_members(user)
        name = "claim-write" if writes else "claim-decide"
        return [("Open", reverse(f"reimbursement:{name}", args=[claim.pk]))]
