"""What members and their approvers write about what is owed: validation only."""

from .advances import (
    AgreeForm,
    AskForm,
    AskForThemForm,
    BeforeKindForm,
    BuyForm,
    RefuseForm,
    SettleForm,
)
from .choices import ChoiceForm
from .claims import SendForm
from .deciding import ApproveForm, SendBackForm
from .expenses import ExpenseForm, KindForm, ReceiptForm

__all__ = [
    "AgreeForm",
    "ApproveForm",
    "AskForThemForm",
    "AskForm",
    "BeforeKindForm",
    "BuyForm",
    "ChoiceForm",
    "ExpenseForm",
    "KindForm",
    "ReceiptForm",
    "RefuseForm",
    "SendBackForm",
    "SendForm",
    "SettleForm",
]
