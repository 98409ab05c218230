"""What happens to the record of taking part when someone asks, is erased, or was entered twice."""

from involvement.actions import cancel, take_over
from involvement.models import Involvement
from people.personal_data import register


def _export(person):
    rows = Involvement.objects.filter(member__person=person).select_related("activity__service")
    return [
        {
            "activity": row.activity.title,
            "service": row.activity.service.name,
            "starts": row.activity.starts_at and row.activity.starts_at.isoformat(),
            "status": row.get_status_display(),
            "since": row.status_changed_at.isoformat(),
            "hours": row.hours and str(row.hours),
        }
        for row in rows
    ]


def _erase(person, by):
    for row in Involvement.objects.current().filter(member__person=person):
        cancel(involvement=row, by=by)


def _merge(kept, gone, by):
    take_over(kept=kept, gone=gone, by=by)


# That somebody took part stays on record: it no longer says who.
register(Involvement, export=_export, erase=_erase, merge=_merge)
