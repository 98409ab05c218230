"""One booking as a calendar file (RFC 5545), which later files about it change or take away."""

import datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from cafes.wording import ONLINE

REQUEST, CANCEL = "REQUEST", "CANCEL"


def calendar_of(booking, method):
    """Return the file as text. `method` is REQUEST (new, or changed) or CANCEL.

    The identity of the event stays; its sequence is the booking's, which must be higher each time.
    """
    session, sender = booking.session, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    calendar = Calendar()
    calendar.add("prodid", "-//Involvement portal//Cafes//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", f"{booking}@{sender.rpartition('@')[2]}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", booking.status_changed_at)
    event.add("dtstart", session.activity.starts_at.astimezone(datetime.UTC))
    event.add("dtend", session.activity.ends_at.astimezone(datetime.UTC))
    event.add("summary", session.cafe.title)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    event.add("attendee", _attendee(booking.person))
    event.add("location", _location(session))
    if method == REQUEST and session.activity.online:
        event.add("description", _joining(session.cafe))
    calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def _attendee(person):
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _location(session):
    site = session.activity.site
    return site.in_full if site else ONLINE


def _joining(cafe):
    return "\n".join(filter(None, [cafe.online_link, cafe.joining_details]))
