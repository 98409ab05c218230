"""The budgets of two services."""

from reimbursement.models import Budget
from tests.factories.reimbursement import BudgetFactory


def make(own, other):
    """Objects by name, for addresses."""
    budgets = {"own": BudgetFactory(service=own), "other": BudgetFactory(service=other)}
    return {f"budget of {name} service": {"pk": budget.pk} for name, budget in budgets.items()}


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    return {"BudgetQuerySet.visible_to": Budget.objects.all()}
