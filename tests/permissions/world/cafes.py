"""Cafés of two services, with sessions in every state."""

import datetime

from django.utils import timezone

from cafes import links
from cafes.models import Booking, Cafe, Session
from tests.factories.cafes import (
    BookingFactory,
    CafePageFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.factories.people import PersonFactory

from .names import PLACED


def make(person, own, other):
    """Objects by name, for addresses, and things by name, for decisions."""
    cafe, others, full = (
        CafePageFactory(cafe=SeriesFactory(cafe__slug=slug, cafe__service=service).cafe).cafe
        for slug, service in (("own-cafe", own), ("other-cafe", other), ("full-cafe", own))
    )
    new = SeriesFactory(
        cafe__slug="new-cafe", cafe__service=own, cafe__status=Cafe.Status.DRAFT
    ).cafe
    not_public = SessionFactory(cafe=new)
    empty = CafePageFactory(
        cafe=SeriesFactory(cafe__slug="empty-cafe", cafe__service=own).cafe
    ).cafe
    guest = PersonFactory(name=PLACED)
    coming, elsewhere, taken, off = (
        SessionFactory(cafe=cafe, places_taken=1),
        SessionFactory(cafe=others, places_taken=1),
        SessionFactory(cafe=full, places_taken=3),
        SessionFactory(cafe=cafe, days=14, status="cancelled"),
    )
    over = SessionFactory(cafe=cafe, at=timezone.now() - datetime.timedelta(days=1), places_taken=1)
    theirs = BookingFactory(session=coming, person=guest)
    mine = BookingFactory(session=elsewhere, person=person, how=Booking.How.MEMBER)
    came = BookingFactory(session=over, person=guest)
    objects = {
        "own café": _about(coming, theirs),
        "other café": _about(elsewhere, mine),
        "new café": {"slug": "new-cafe"},
        "session of new café": {"pk": not_public.pk},
        "own café, nobody booked": {"slug": empty.slug},
        "full session": _about(taken, theirs),
        "cancelled session": _about(off, theirs),
        "session that is over": _about(over, came),
        "booking at own café": {"pk": theirs.pk},
        "booking at own café, over": {"pk": came.pk},
        "booking at other café": {"pk": mine.pk},
        "altered booking link": {"token": "1-2~nonsense"},
    }
    things = {
        "own café": cafe,
        "own café, nobody booked": empty,
        "new café": new,
        "other café": others,
        "session of own café": coming,
        "session of other café": elsewhere,
        "session of own café, over": over,
        "own booking": mine,
        "booking at own café": theirs,
        "cancelled session": off,
    }
    return objects, things


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    return {
        f"{type(model.objects.all()).__name__}.visible_to": model.objects.all()
        for model in (Booking, Cafe, Session)
    }


def _about(session, booking):
    token = links.path_of(booking).rstrip("/").rpartition("/")[2]
    return {"slug": session.cafe.slug, "pk": session.pk, "token": token, "booking": booking.pk}
