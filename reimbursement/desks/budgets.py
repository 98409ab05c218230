"""Staff's list of budgets: what each has, what is promised, asked and paid of it, what is left."""

from django.urls import reverse
from django.utils import timezone

from design_system.desk import ChoiceFilter, Column, Desk
from organisation.models import Service
from reimbursement.budgets import standing_of
from reimbursement.models import Budget
from reimbursement.permissions import (
    why_not_see_budgets,
    why_not_see_recharges,
    why_not_set_budget,
)
from reimbursement.rates import money
from reimbursement.years import in_words, year_of

ALL = "all"


class YearFilter(ChoiceFilter):
    """The financial year of today, unless another is asked for."""

    title = "financial year"
    parameter_name = "year"

    def lookups(self, request, desk):
        budgets = desk.rows(request.user).exclude(year=self._this()).order_by("-year")
        years = budgets.values_list("year", flat=True).distinct()
        return [(ALL, "All years"), *((str(year), in_words(year)) for year in years)]

    def queryset(self, request, rows):
        if self.chosen is None:
            return rows.filter(year=self._this())
        return super().queryset(request, rows)

    def chosen_rows(self, rows, chosen):
        return rows if chosen == ALL else rows.filter(year=chosen)

    @property
    def options(self):
        first, *others = super().options
        return [first | {"text": in_words(self._this())}, *others]

    @staticmethod
    def _this():
        return year_of(timezone.localdate())


def pounds(name):
    """A column's value: one of the sums of how a budget stands."""
    return lambda budget: money(getattr(budget.standing, name))


class BudgetsDesk(Desk):
    """All budgets for finance and the PE team; for holders, those of the services they hold."""

    model = Budget
    name = "budgets"
    title = "Budgets"
    intro = (
        "Committed: not claimed yet, as far as we can tell. Claimed: waits for approval. Approved: "
        "waits to be paid. Paid: went out, and did not come back. Bought: what we bought for "
        "people before a day. Left: the budget without all of these. Not counted: people of whom "
        "nobody can say yet what they will cost. The day of the activity decides which year pays."
    )
    menu_icon = "table"
    menu_order = 308
    empty = "No budget is set for this financial year."
    columns = (
        Column("Cost centre", lambda budget: budget.cost_centre, sort="cost_centre"),
        Column("Services", lambda budget: budget.services),
        Column("Financial year", lambda budget: budget.year_in_words, sort="year"),
        Column("Budget", pounds("budget"), sort="amount"),
        Column("Committed", pounds("committed")),
        Column("Claimed", pounds("claimed")),
        Column("Approved", pounds("approved")),
        Column("Paid", pounds("paid")),
        Column("Bought", pounds("bought")),
        Column("Left", lambda budget: budget.standing.left_in_words),
        Column("Not counted", lambda budget: budget.standing.not_counted),
    )
    list_filter = (YearFilter,)
    exports = True

    def why_not_see(self, user):
        return why_not_see_budgets(user)

    def get_ordering(self, request):
        return ["-year", "cost_centre"]

    def prepared(self, rows):
        rows, names = list(rows), {}
        standing = standing_of(rows)
        centres = {budget.cost_centre for budget in rows}
        for service in Service.objects.filter(cost_centre__in=centres):
            names.setdefault(service.cost_centre, []).append(service.name)
        for budget in rows:
            budget.standing = standing[budget.key]
            budget.services = ", ".join(names.get(budget.cost_centre, []))
        return rows

    def top_buttons(self, user):
        buttons = []
        if not why_not_set_budget(user):
            buttons.append(("Set a budget", reverse("reimbursement:budget-create")))
        if not why_not_see_recharges(user):
            buttons.append(("What directorates pay", reverse("reimbursement:recharge-show")))
        return buttons

    def buttons(self, user, budget):
        if why_not_set_budget(user):
            return []
        return [("Change", reverse("reimbursement:budget-edit", args=[budget.pk]))]
