"""What members and their approvers write about what is owed: validation only."""

from .choices import ChoiceForm
from .claims import SendForm
from .deciding import ApproveForm, SendBackForm
from .expenses import ExpenseForm, KindForm, ReceiptForm

__all__ = [
    "ApproveForm",
    "ChoiceForm",
    "ExpenseForm",
    "KindForm",
    "ReceiptForm",
    "SendBackForm",
    "SendForm",
]
