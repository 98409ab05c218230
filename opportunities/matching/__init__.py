"""Who suits an opportunity, and why.

An opportunity's criteria are each a must or a would-help with a weight of 1 to 5. Every kind of
criterion is one class with three sides of the same rule: its database annotation, the rule in
memory, and its sentences. `shortlist` ranks the register, `reasons` says why somebody stands where
they stand, and `suitable_for` looks the other way: from one member to what is open to them.
"""

from .ranking import asked_of, shortlist
from .reasons import describe_criteria, reasons
from .suitable import Suggestion, suitable_for

__all__ = [
    "Suggestion",
    "asked_of",
    "describe_criteria",
    "reasons",
    "shortlist",
    "suitable_for",
]
