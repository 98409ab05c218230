"""Staff's lists: claims, budgets, versions of the policy, batches, how long people wait."""

from .budgets import BudgetsDesk
from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk
from .waiting_times import WaitingTimesDesk

__all__ = ["BatchesDesk", "BudgetsDesk", "ClaimsDesk", "PolicyDesk", "WaitingTimesDesk"]
