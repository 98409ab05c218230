"""Staff's lists: what modeladmin does well (list, filter, sort, page), and nothing that writes."""

from .desk import Column, Desk
from .filters import ChoiceFilter
from .waiting import Waiting, WaitingPanel, counted, waiting

__all__ = ["ChoiceFilter", "Column", "Desk", "Waiting", "WaitingPanel", "counted", "waiting"]
