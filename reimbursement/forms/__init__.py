"""What members write about what they are owed: validation only."""

from .choices import ChoiceForm
from .claims import SendForm
from .expenses import ExpenseForm, KindForm, ReceiptForm

__all__ = ["ChoiceForm", "ExpenseForm", "KindForm", "ReceiptForm", "SendForm"]
