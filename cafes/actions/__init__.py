"""Every write of this room."""

from .attendance import CannotRecordAttendance, record_attendance
from .booking import CannotBook, CannotCancelBooking, book_as_guest, book_as_member, cancel_booking
from .facts import (
    CannotChangeCafe,
    CannotStart,
    CannotStop,
    change_cafe,
    create_cafe,
    start,
    stop,
)
from .merging import forget_bookings, take_over_bookings
from .planning import CannotLeaveOut, CannotSetSeries, leave_out_day, plan_sessions, set_series
from .sessions import CannotCancelSession, CannotChangeSession, cancel_session, change_session

__all__ = [
    "CannotBook",
    "CannotCancelBooking",
    "CannotCancelSession",
    "CannotChangeCafe",
    "CannotChangeSession",
    "CannotLeaveOut",
    "CannotRecordAttendance",
    "CannotSetSeries",
    "CannotStart",
    "CannotStop",
    "book_as_guest",
    "book_as_member",
    "cancel_booking",
    "cancel_session",
    "change_cafe",
    "change_session",
    "create_cafe",
    "forget_bookings",
    "leave_out_day",
    "plan_sessions",
    "record_attendance",
    "set_series",
    "start",
    "stop",
    "take_over_bookings",
]
