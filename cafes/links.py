"""The signed link by which someone sees and cancels their place, signed in or not.

It holds the booking's number and the moment of booking, so a link dies when its person books again.
It names nobody: links are passed on.
"""

import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from cafes.models import Booking

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def _signer():
    return Signer(salt="cafes.booking", sep="~")


def path_of(booking):
    """The address (a path) at which `booking` is seen and cancelled."""
    return reverse("cafes:booking-show", args=[_token(booking)])


def find(token):
    """The Booking that a token was made for, or None: altered, invented, or replaced."""
    try:
        number, since = _signer().unsign(token).split("-")
    except (BadSignature, ValueError):
        return None
    rows = Booking.objects.select_related(
        "session__activity__site", "session__cafe__service", "session__cafe__page", "person"
    )
    booking = rows.filter(pk=number).first()
    return booking if booking and str(_since(booking)) == since else None


def _token(booking):
    return _signer().sign(f"{booking.pk}-{_since(booking)}")


def _since(booking):
    """The moment of booking, in microseconds since 1970."""
    return (booking.booked_at - EPOCH) // datetime.timedelta(microseconds=1)
