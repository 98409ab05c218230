"""What becomes of applications when someone asks for their data, is erased or entered twice."""

from opportunities.actions import take_over_applications
from opportunities.models import Application
from people.personal_data import register


def _export(person):
    rows = Application.objects.filter(person=person).select_related("opportunity")
    return [
        {
            "opportunity": row.opportunity.title,
            "began": row.created_at.isoformat(),
            "how": row.get_origin_display(),
            "stands": row.get_status_display(),
            "since": row.status_changed_at.isoformat(),
            "invited": row.invited_at and row.invited_at.isoformat(),
            "answered": row.answered_at and row.answered_at.isoformat(),
            "what they would like us to know": row.note,
        }
        for row in rows
    ]


def _erase(person, by):
    # They left the register first, which withdrew what was in hand.
    Application.objects.filter(person=person).update(note="")


def _merge(kept, gone, by):
    take_over_applications(kept=kept, gone=gone, by=by)


register(Application, export=_export, erase=_erase, merge=_merge)
