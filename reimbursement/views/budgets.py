"""Setting budgets, and what is charged to whom. The list of budgets is a desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from design_system.actions import record_export
from design_system.desk.export import as_csv
from design_system.refusals import Refusal
from reimbursement import actions, permissions
from reimbursement.budgets import BOUGHT, first_and_last_days, recharges
from reimbursement.forms.budgets import AmountForm, BudgetForm
from reimbursement.models import Budget, Way
from reimbursement.rates import money, total
from reimbursement.years import in_words, year_of

DESK = "desk-budgets"
LARGEST_KEY = 2**63 - 1  # beyond, SQLite cannot even ask
HEADINGS = (
    "Financial year", "Directorate", "Cost centre", "Way", "Payments", "Paid", "Found wrong since",
    "Given back", "Charged",
)  # fmt: skip


def budget_create(request):
    """Set a budget for a cost centre that has none for that year."""
    _refuse_unless_set_by(request.user)
    form = BudgetForm(_sent(request), initial={"year": year_of(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _set(request, form, said["cost_centre"], int(said["year"])):
            return redirect(DESK)
    context = {"form": form, "crumbs": _crumbs(), "heading": "Set a budget"}
    return render(request, "reimbursement/budget_edit.html", context)


def budget_edit(request, pk):
    """Change how much there is to spend."""
    _refuse_unless_set_by(request.user)
    budget = get_object_or_404(Budget, pk=min(pk, LARGEST_KEY))
    form = AmountForm(_sent(request), initial={"amount": f"{budget.amount:.2f}"})
    if request.method == "POST" and form.is_valid() and _set(request, form, *budget.key):
        return redirect(DESK)
    heading = f"Change the budget of {budget.cost_centre} for {budget.year_in_words}"
    context = {"form": form, "crumbs": _crumbs(), "heading": heading, "budget": budget}
    return render(request, "reimbursement/budget_edit.html", context)


def recharge_show(request):
    """What was spent on the activities of a financial year, by directorate; also as a file."""
    if why_not := permissions.why_not_see_recharges(request.user):
        raise PermissionDenied(why_not)
    this = year_of(timezone.localdate())
    years, asked = _years(this), request.GET.get("year", "")
    year = next((y for y in years if str(y) == asked), this)
    rows = recharges(year)
    if request.method == "POST":
        record_export(desk="recharges", rows=len(rows), by=request.user)
        return as_csv(f"recharges-{year}", HEADINGS, [_cells(year, row) for row in rows])
    context = {
        "rows": [(row, _how(row)) for row in rows],
        "total": total(row.charged for row in rows),
        "found_wrong": total(row.found_wrong for row in rows),
        "given_back": total(row.given_back for row in rows),
        "directorates": _by_directorate(rows),
        "year": year,
        "year_in_words": in_words(year),
        "years": [(y, in_words(y)) for y in years],
        "crumbs": _crumbs(),
    }
    return render(request, "reimbursement/recharge_show.html", context)


def _set(request, form, cost_centre, year):
    """Set the budget and say so; whether it was done, or what stands in the way is on the form."""
    amount = form.cleaned_data["amount"]
    try:
        budget = actions.set_budget(
            cost_centre=cost_centre, year=year, amount=amount, by=request.user
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    words = f"{budget.cost_centre} has {money(amount)} for {budget.year_in_words}."
    messages.success(request, words)
    return True


def _refuse_unless_set_by(user):
    if why_not := permissions.why_not_set_budget(user):
        raise PermissionDenied(why_not)


def _years(this):
    """The financial years of claims and of what was bought, and `this` one, the newest first."""
    years = {this, *(year_of(day) for day in first_and_last_days())}
    return list(range(max(years), min(years) - 1, -1))


def _by_directorate(rows):
    """What each directorate pays, as a list of (name, pounds)."""
    names = dict.fromkeys(row.directorate for row in rows)
    return [(name, total(r.charged for r in rows if r.directorate == name)) for name in names]


def _how(row):
    """How a Recharge was spent, in words."""
    return "Bought before the day" if row.way == BOUGHT else Way(row.way).label


def _cells(year, row):
    sums = (row.paid, row.found_wrong, row.given_back, row.charged)
    return [
        in_words(year), row.directorate, row.cost_centre, _how(row), row.payments,
        *(f"{pounds:.2f}" for pounds in sums),
    ]  # fmt: skip


def _sent(request):
    return request.POST if request.method == "POST" else None


def _crumbs():
    return [(reverse(DESK), "Budgets")]
