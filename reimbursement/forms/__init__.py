"""What approvers write about a claim: validation only."""

from .deciding import ApproveForm, SendBackForm

__all__ = ["ApproveForm", "SendBackForm"]
