"""Moving and cancelling one session: whoever has booked is told."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cafes import permissions
from cafes.models import MOST_PLACES, Booking, Session
from design_system.refusals import Refusal
from involvement.actions import change_activity

from ._steps import _locked, _locked_people, _move, _tell


class CannotChangeSession(Refusal):
    pass


class CannotCancelSession(Refusal):
    pass


@transaction.atomic
def change_session(*, session, starts_at, ends_at, capacity, by):
    """Move `session` to other (aware) times, or give it another number of places.

    Whoever has booked keeps the place and is told of the new time. Returns the Session; raises
    CannotChangeSession.
    """
    people = _locked_people(session.bookings.booked().people())
    session = _locked(session)
    if sentence := permissions.why_not_change_session(None, session):
        raise CannotChangeSession(sentence)
    if ends_at <= starts_at:
        raise CannotChangeSession("The end must be after the start.")
    if starts_at <= timezone.now():
        raise CannotChangeSession("Choose a time that is still to come.")
    if not 1 <= capacity <= MOST_PLACES:
        raise CannotChangeSession(f"The number of places must be between 1 and {MOST_PLACES}.")
    if capacity < session.places_taken:
        raise CannotChangeSession(
            f"{session.places_taken} places are taken, so there cannot be fewer than that."
        )
    activity = session.activity
    moved = (activity.starts_at, activity.ends_at) != (starts_at, ends_at)
    if not moved and session.capacity == capacity:
        return session
    session.capacity = capacity
    if moved:
        times = {"starts_at": starts_at, "ends_at": ends_at}
        session.activity = change_activity(activity=activity, facts=times, by=by)
        session.moved_at = timezone.now()
    session.save()
    for booking in _booked(session, people) if moved else []:
        _tell(booking, "changed", by=by)
    log(session, "cafes.change_session", user=by, data={"moved": moved, "capacity": capacity})
    return session


@transaction.atomic
def cancel_session(*, session, by):
    """Cancel `session` for good and tell everyone who has booked. Raises CannotCancelSession."""
    people = _locked_people(session.bookings.booked().people())
    session = _locked(session)
    if session.is_cancelled:
        return session
    if sentence := permissions.why_not_change_session(None, session):
        raise CannotCancelSession(sentence)
    session.status = Session.Status.CANCELLED
    session.status_changed_at, session.status_changed_by = timezone.now(), by
    session.save(update_fields=["status", "status_changed_at", "status_changed_by"])
    told = _booked(session, people)
    for booking in told:
        _move(
            booking,
            Booking.Status.CANCELLED,
            verb="end_booking",
            by=by,
            tell="cancelled",
        )
    log(session, "cafes.cancel_session", user=by, data={"told": len(told)})
    return session


def _booked(session, people):
    """The bookings of a locked `session`, each with its locked person."""
    bookings = list(session.bookings.booked().select_related("person"))
    for booking in bookings:
        booking.session = session
        booking.person = people.get(booking.person_id, booking.person)
    return bookings
