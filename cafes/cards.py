"""What "My involvement" and the first page of the back office tell of cafés."""

from dataclasses import dataclass

from django.urls import reverse

from cafes import actions, links
from cafes.models import Booking, Session
from cafes.wording import when, where
from design_system.desk import Waiting, counted


@dataclass(frozen=True)
class Place:
    """A place that somebody has booked, and where they see it."""

    title: str
    when: str
    where: str
    path: str


def my_cafes(member):
    """The card "Cafés you have booked", or None for someone who has none to come."""
    places = [
        Place(
            booking.session.cafe.title,
            when(booking.session),
            where(booking.session.activity),
            links.path_of(booking),
        )
        for booking in _to_come(member)
    ]
    return ("cafes/card_places.html", {"places": places}) if places else None


def attendance_to_mark(user):
    """The sessions that are over, and of which nobody has said who came."""
    sessions = Session.objects.visible_to(user).without_attendance()
    return [
        Waiting(
            f"{session.cafe.title}, {when(session)}: say who came "
            f"({counted(session.places_taken, 'person', 'people')})",
            reverse("cafes:session-show", args=[session.pk]),
        )
        for session in sessions.select_related("cafe", "activity").order_by("activity__starts_at")
    ]


def cancel_all(member, by):
    """Give back the places of someone who leaves the register."""
    for booking in _to_come(member):
        if not booking.session.has_started():
            actions.cancel_booking(booking=booking, quietly=True, by=by)


def _to_come(member):
    rows = Booking.objects.booked().filter(
        person=member.person_id, session__in=Session.objects.not_over()
    )
    return rows.select_related("session__cafe", "session__activity__site", "person").order_by(
        "session__activity__starts_at"
    )
