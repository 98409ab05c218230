from .advances import Advance
from .choices import Choice, UsualCost
from .claims import Claim, Line, Receipt, ReceiptFile
from .ledger import Batch, Entry, Payee, Payment, Way, owed
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

__all__ = [
    "CARE",
    "EXPENSES",
    "JOURNEYS",
    "MILEAGE",
    "Advance",
    "Band",
    "Batch",
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
    "owed",
]
