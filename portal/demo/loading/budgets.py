"""What each cost centre of the demo has to spend this year."""

from decimal import Decimal

from reimbursement.actions import set_budget
from reimbursement.models import Budget
from reimbursement.years import year_of

from .files import read


def load_budgets(today, team):
    """Set every budget of the financial year of `today` that is not there yet."""
    year = year_of(today)
    known = set(Budget.objects.filter(year=year).values_list("cost_centre", flat=True))
    for cost_centre, pounds in read("budgets").items():
        if cost_centre not in known:
            set_budget(cost_centre=cost_centre, year=year, amount=Decimal(pounds), by=team)
