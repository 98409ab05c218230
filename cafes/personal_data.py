"""What becomes of bookings when someone asks for their data, is erased, or was entered twice."""

from cafes.actions import forget_bookings, take_over_bookings
from cafes.models import Booking
from people.personal_data import register


def _export(person):
    rows = Booking.objects.filter(person=person).select_related("session__activity")
    return [
        {
            "café": row.session.activity.title,
            "starts": row.session.activity.starts_at.isoformat(),
            "how": row.get_how_display(),
            "booked": row.booked_at.isoformat(),
            "stands": row.get_status_display(),
            "since": row.status_changed_at.isoformat(),
            "what would help": row.note,
        }
        for row in rows
    ]


def _erase(person, by):
    forget_bookings(person=person, by=by)


def _merge(kept, gone, by):
    take_over_bookings(kept=kept, gone=gone, by=by)


register(Booking, export=_export, erase=_erase, merge=_merge)
