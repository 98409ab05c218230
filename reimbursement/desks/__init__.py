"""Staff's lists: claims, help before the day, versions of the policy, batches of payments."""

from .advances import AdvancesDesk
from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk

__all__ = ["AdvancesDesk", "BatchesDesk", "ClaimsDesk", "PolicyDesk"]
