"""Staff's lists: claims, versions of the policy, batches of payments."""

from .claims import ClaimsDesk
from .payments import BatchesDesk
from .policy import PolicyDesk

__all__ = ["BatchesDesk", "ClaimsDesk", "PolicyDesk"]
