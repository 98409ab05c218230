from .choices import Choice, UsualCost
from .claims import Claim, Line, Receipt, ReceiptFile
from .policies import (
    CARE,
    EXPENSES,
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
    "MILEAGE",
    "Band",
    "Choice",
    "Claim",
    "Entitlement",
    "ExpenseRule",
    "Kind",
    "Line",
    "Policy",
    "Receipt",
    "ReceiptFile",
    "UsualCost",
]
