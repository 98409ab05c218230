from .advances import Advance, may_account
from .budgets import Budget
from .choices import Choice, UsualCost
from .claims import Claim, Line
from .ledger import Batch, Entry, Payee, Payment, Way, owed, unpaid
from .policies import (
    CARE,
    EXPENSES,
    JOURNEYS,
    MILEAGE,
    Band,
    Entitlement,
    ExpenseRule,
    Kind,
    Policy,
)
from .receipts import Receipt, ReceiptFile

__all__ = [
    "CARE",
    "EXPENSES",
    "JOURNEYS",
    "MILEAGE",
    "Advance",
    "Band",
    "Batch",
    "Budget",
    "Choice",
    "Claim",
    "Entitlement",
    "Entry",
    "ExpenseRule",
    "Kind",
    "Line",
    "Payee",
    "Payment",
    "Policy",
    "Receipt",
    "ReceiptFile",
    "UsualCost",
    "Way",
    "may_account",
    "owed",
    "unpaid",
]
