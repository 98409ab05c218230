"""What staff and members may enter about an opportunity: validation only."""

from .attendance import AttendanceForm
from .criteria import CriterionFormSet, starting_rows
from .dates import DateForm
from .facts import FactsForm, NewOpportunityForm
from .people import AnswerForm, DecisionForm, InterestForm

__all__ = [
    "AnswerForm",
    "AttendanceForm",
    "CriterionFormSet",
    "DateForm",
    "DecisionForm",
    "FactsForm",
    "InterestForm",
    "NewOpportunityForm",
    "starting_rows",
]
