"""How a booking goes from one state to the next: locked, counted, logged, told.

Everything about the places of one session waits for that session's row, so of two people who want
the last place one is first. Persons are locked before sessions, as by those who leave the register.
"""

from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from cafes import links
from cafes.calendar import CANCEL, REQUEST, calendar_of
from cafes.models import Booking, Session
from cafes.wording import clocks, when
from outbox.actions import cancel_waiting, enqueue
from people.models import Person

Status = Booking.Status


def _locked_people(people):
    """Return `people` (an iterable of Person) as they are now, locked, by their keys (a dict)."""
    keys = [person.pk for person in people]
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def _locked(session):
    """Return the row of `session` as it is now, locked.

    Café and activity are left to queries of their own: joined in here, they would be as they were
    before the lock was waited for.
    """
    return Session.objects.select_for_update().get(pk=session.pk)


def _count(session, change):
    """Count `change` more places of a locked `session` as taken; the database keeps the limit."""
    Session.objects.filter(pk=session.pk).update(places_taken=F("places_taken") + change)
    session.refresh_from_db(fields=["places_taken"])


def _move(booking, status, *, verb, by, tell=None, **changes):
    """Put `booking`, whose session is locked, into `status`, and return it.

    `tell` names the message to its person; None tells nobody. What still waits to be said about it
    is overtaken, and not said.
    """
    if booking.status == Status.BOOKED and status == Status.CANCELLED:
        _count(booking.session, -1)
    if booking.status == Status.CANCELLED and status == Status.BOOKED:
        _count(booking.session, +1)
    booking.status = status
    booking.status_changed_at, booking.status_changed_by = timezone.now(), by
    for name, value in changes.items():
        setattr(booking, name, value)
    booking.save()
    return _note(booking, verb=verb, by=by, tell=tell)


def _note(booking, *, verb, by, tell=None):
    data = {"session": str(booking.session), "person": str(booking.person), "to": booking.status}
    log(booking, action=f"cafes.{verb}", user=by, data=data)
    if tell:
        _tell(booking, tell, by=by)
    return booking


def _tell(booking, what, *, by):
    """Write the message `what` about `booking` to its person, with what their calendar needs."""
    now = timezone.now()
    cancel_waiting(person=booking.person, about=f"{booking}-", by=by)
    booking.sequence += 1
    booking.save(update_fields=["sequence"])
    cafe, method = booking.session.cafe, REQUEST if booking.status == Status.BOOKED else CANCEL
    enqueue(
        person=booking.person,
        purpose=f"cafe-{what.replace('_', '-')}",
        template=f"cafes/{what}",
        context={
            "cafe": cafe,
            "activity": booking.session.activity,
            "when": when(booking.session),
            "clocks": clocks(booking.session),
            "link": links.path_of(booking),
        },
        calendar=calendar_of(booking, method),
        dedupe_key=f"{booking}-{what}-{now.isoformat()}",
        by=by,
    )
