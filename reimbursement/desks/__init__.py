"""Staff's lists: claims, budgets, versions of the policy, batches of payments."""

from .budgets import BudgetsDesk
from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk

__all__ = ["BatchesDesk", "BudgetsDesk", "ClaimsDesk", "PolicyDesk"]
