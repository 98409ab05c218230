"""Staff's lists: what modeladmin does well (list, filter, sort, page), and nothing that writes."""

from .desk import Column, Desk, state_of_page
from .filters import ChoiceFilter, KindFilter, RelatedFilter, ServiceFilter, StatusFilter
from .waiting import Waiting, WaitingPanel, counted, waiting

__all__ = [
    "ChoiceFilter",
    "Column",
    "Desk",
    "KindFilter",
    "RelatedFilter",
    "ServiceFilter",
    "StatusFilter",
    "Waiting",
    "WaitingPanel",
    "counted",
    "state_of_page",
    "waiting",
]
