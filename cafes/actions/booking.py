"""Booking a place, as a member or as a guest, and giving it back."""

from django.db import transaction
from django.utils import timezone

from cafes import permissions
from cafes.models import Booking, Session
from design_system.refusals import Refusal
from people.actions import add_person
from people.models import Person

from ._steps import _count, _locked, _locked_people, _move, _note

Status = Booking.Status


class CannotBook(Refusal):
    pass


class CannotCancelBooking(Refusal):
    pass


@transaction.atomic
def book_as_member(*, session, person, note="", by):
    """Give `person`, who is known, a place at `session`. Returns the Booking.

    Twice is once; whoever cancelled before has a place again. Raises CannotBook, when all places
    are taken among others.
    """
    [person] = _locked_people([person]).values()
    return _book(_locked(session), person, Booking.How.MEMBER, note, by)


@transaction.atomic
def book_as_guest(
    *,
    session,
    name,
    preferred_channel,
    email="",
    phone="",
    postal_address="",
    note="",
    join_key,
    by,
):
    """Give someone who is not signed in a place at `session`. Returns the Booking.

    The same form (`join_key`, a UUID) twice is one booking, and so is the same name with the same
    address for messages. Raises CannotBook, and what `people.actions.add_person` raises.
    """
    addresses = {"email": email.strip().lower(), "phone": phone, "postal_address": postal_address}
    person = _guest(session, name, preferred_channel, addresses)
    if person and person.join_key != join_key:
        # Where nobody can book, a stranger's form must not tell whether this person had booked.
        _refuse_unless_open(Session.objects.get(pk=session.pk))
    person = person or add_person(
        name=name, preferred_channel=preferred_channel, join_key=join_key, by=by, **addresses
    )
    [person] = _locked_people([person]).values()
    return _book(_locked(session), person, Booking.How.GUEST, note, by)


@transaction.atomic
def cancel_booking(*, booking, quietly=False, by):
    """Give the place back. Twice is once; `quietly` tells nobody. Raises CannotCancelBooking."""
    people = _locked_people([booking.person])
    session = _locked(booking.session)
    booking = Booking.objects.get(pk=booking.pk)
    if booking.person_id not in people:
        raise CannotCancelBooking("This has just changed. Please try again.")
    booking.session, booking.person = session, people[booking.person_id]
    if booking.status == Status.CANCELLED:
        return booking
    if sentence := permissions.why_not_cancel_booking(None, booking):
        raise CannotCancelBooking(sentence)
    tell = None if quietly else "cancelled_by_you"
    return _move(booking, Status.CANCELLED, verb="cancel_booking", by=by, tell=tell)


def _guest(session, name, preferred_channel, addresses):
    """A guest who asked for a place at `session` before with this name and address, or None."""
    guests = Person.objects.filter(
        bookings__session=session,
        bookings__how=Booking.How.GUEST,
        user=None,
        member=None,
        erased_at=None,
        name__iexact=name,
        preferred_channel=preferred_channel,
    )
    return next((one for one in guests if one.address_for_messages in addresses.values()), None)


def _refuse_unless_open(session):
    if sentence := permissions.why_not_book(None, session):
        raise CannotBook(sentence)


def _book(session, person, how, note, by):
    """The Booking of a locked `person` at a locked `session`."""
    booking = Booking.objects.filter(session=session, person=person).first()
    if booking and booking.status != Status.CANCELLED:
        return booking
    _refuse_unless_open(session)
    now, told = timezone.now(), {"verb": "book", "by": by, "tell": "booked"}
    if booking:
        booking.session, booking.person = session, person
        return _move(booking, Status.BOOKED, how=how, note=note, booked_at=now, **told)
    _count(session, +1)
    booking = Booking.objects.create(
        session=session,
        person=person,
        how=how,
        note=note,
        status_changed_at=now,
        status_changed_by=by,
        booked_at=now,
    )
    return _note(booking, **told)
