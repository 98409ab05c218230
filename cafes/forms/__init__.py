"""Validation of this room's forms."""

from .booking import GuestForm, MemberForm
from .facts import FactsForm, NewCafeForm
from .planning import LeaveOutForm, SeriesForm
from .sessions import AttendanceForm, SessionForm

__all__ = [
    "AttendanceForm",
    "FactsForm",
    "GuestForm",
    "LeaveOutForm",
    "MemberForm",
    "NewCafeForm",
    "SeriesForm",
    "SessionForm",
]
