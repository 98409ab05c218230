"""Staff's lists: claims, versions of the policy, batches of payments, how long people wait."""

from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk
from .waiting_times import WaitingTimesDesk

__all__ = ["BatchesDesk", "ClaimsDesk", "PolicyDesk", "WaitingTimesDesk"]
