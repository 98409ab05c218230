"""What becomes of followed topics when someone asks for their data, is erased or entered twice.

Points belong to nobody: they hold a role, never a person.
"""

from feedback.actions import merge_followings
from feedback.models import Following
from people.personal_data import register


def _export(person):
    rows = Following.objects.filter(person=person).select_related("theme")
    return [{"topic": row.theme.label, "since": row.created_at.isoformat()} for row in rows]


def _erase(person, by):
    Following.objects.filter(person=person).delete()


def _merge(kept, gone, by):
    merge_followings(kept=kept, gone=gone, by=by)


register(Following, export=_export, erase=_erase, merge=_merge)
