"""Two entries of one and the same person become one: so do their bookings."""

from django.db import transaction
from django.utils import timezone

from cafes.models import Booking

from ._steps import _count, _locked, _move, _note

Status = Booking.Status
SAYS_MOST = [Status.ATTENDED, Status.DID_NOT_ATTEND, Status.BOOKED, Status.CANCELLED]


@transaction.atomic
def take_over_bookings(*, kept, gone, by):
    """Give the bookings of `gone` to `kept` (each a Person).

    Of two at one session the one that says more stays; a place that was taken twice becomes free.
    """
    for theirs in Booking.objects.filter(person=gone):
        theirs.session = _locked(theirs.session)
        own = Booking.objects.filter(person=kept, session=theirs.session).first()
        if own:
            own.session = theirs.session
            weaker = max(own, theirs, key=lambda one: SAYS_MOST.index(one.status))
            if weaker.status == Status.BOOKED:
                _move(weaker, Status.CANCELLED, verb="take_over", by=by)
            elif weaker.status != Status.CANCELLED:
                _count(weaker.session, -1)
            weaker.delete()
            if weaker is theirs:
                continue
        theirs.person = kept
        theirs.save(update_fields=["person"])
        _note(theirs, verb="take_over", by=by)


@transaction.atomic
def forget_bookings(*, person, by):
    """Give back what `person`, who is erased, has booked; blank what they wrote."""
    now = timezone.now()
    for booking in Booking.objects.filter(person=person).select_related("session__activity"):
        if booking.status == Status.BOOKED and not booking.session.is_over(now):
            booking.session = _locked(booking.session)
            _move(booking, Status.CANCELLED, verb="forget_booking", by=by, note="")
        elif booking.note:
            booking.note = ""
            booking.save(update_fields=["note"])
            _note(booking, verb="forget_booking", by=by)
