"""Who came, as the host says; for members it stands in the record of taking part."""

from decimal import Decimal

from django.db import transaction
from wagtail.log_actions import log

from cafes import permissions
from cafes.models import Booking
from design_system.refusals import Refusal
from involvement import actions as involvement
from people.models import Member

from ._steps import _locked, _locked_people, _move

Status = Booking.Status


class CannotRecordAttendance(Refusal):
    pass


@transaction.atomic
def record_attendance(*, session, came, by):
    """Say who came: `came` is a dict of the key of a Booking to True or False.

    Saying it again corrects it. Guests are counted; only members have a record of taking part, and
    only once it is said: a café is open to everyone, so to have booked one does not count towards
    how much a member wants to do. Returns the Session; raises CannotRecordAttendance.
    """
    people = _locked_people(session.bookings.filter(pk__in=came).people())
    session = _locked(session)
    if sentence := permissions.why_not_mark_attendance(None, session):
        raise CannotRecordAttendance(sentence)
    bookings = session.bookings.filter(pk__in=came).exclude(status=Status.CANCELLED)
    members = Member.objects.filter(person__in=people).exclude(status=Member.Status.LEFT)
    members = {member.person_id: member for member in members}
    for booking in bookings:
        status = Status.ATTENDED if came[booking.pk] else Status.DID_NOT_ATTEND
        if booking.status == status:
            continue
        if booking.person_id not in people:
            raise CannotRecordAttendance("This has just changed. Please try again.")
        booking.session, booking.person = session, people[booking.person_id]
        _move(booking, status, verb="record_attendance", by=by)
        if booking.person_id in members:
            _record(session.activity, members[booking.person_id], came[booking.pk], by)
    log(session, "cafes.record_attendance", user=by, data={"people": len(bookings)})
    return session


def _record(activity, member, came, by):
    part = involvement.expect(activity=activity, member=member, by=by)
    if not came:
        involvement.mark_did_not_attend(involvement=part, by=by)
        return
    hours = Decimal((activity.ends_at - activity.starts_at).total_seconds()) / 3600
    involvement.mark_attended(involvement=part, hours=round(hours, 2), by=by)
