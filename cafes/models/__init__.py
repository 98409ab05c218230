"""A café: its facts, when it meets, who booked, and the pages that tell of it."""

from .bookings import Booking
from .cafes import MOST_PLACES, Cafe, LeftOutDay, Series
from .pages import CafeIndexPage, CafePage
from .sessions import Session

__all__ = [
    "MOST_PLACES",
    "Booking",
    "Cafe",
    "CafeIndexPage",
    "CafePage",
    "LeftOutDay",
    "Series",
    "Session",
]
