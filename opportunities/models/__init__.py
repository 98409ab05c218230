"""A way of taking part: its facts, what it asks for, who applied, and the page that tells of it."""

from .applications import Application, Decision
from .criteria import Criterion
from .opportunities import Opportunity
from .pages import OpportunityIndexPage, OpportunityPage

__all__ = [
    "Application",
    "Criterion",
    "Decision",
    "Opportunity",
    "OpportunityIndexPage",
    "OpportunityPage",
]
