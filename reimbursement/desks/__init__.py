"""Staff's lists: claims, help before the day, policy, budgets, batches, how long people wait."""

from .advances import AdvancesDesk
from .budgets import BudgetsDesk
from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk
from .waiting_times import WaitingTimesDesk

__all__ = [
    "AdvancesDesk",
    "BatchesDesk",
    "BudgetsDesk",
    "ClaimsDesk",
    "PolicyDesk",
    "WaitingTimesDesk",
]
