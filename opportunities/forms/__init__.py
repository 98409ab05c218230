"""What staff and members may enter about an opportunity: validation only."""

from .criteria import CriterionFormSet, starting_rows
from .facts import FactsForm, NewOpportunityForm
from .people import AnswerForm, DecisionForm, InterestForm

__all__ = [
    "AnswerForm",
    "CriterionFormSet",
    "DecisionForm",
    "FactsForm",
    "InterestForm",
    "NewOpportunityForm",
    "starting_rows",
]
