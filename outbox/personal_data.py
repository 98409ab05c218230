"""What happens to messages when someone asks for their data, is erased, or was entered twice."""

from outbox.actions import erase_messages
from outbox.models import Message
from people.personal_data import register


def _export(person):
    return [
        {
            "reference": str(message),
            "about": message.purpose,
            "how": message.get_channel_display(),
            "to": message.address,
            "subject": message.subject,
            "words": message.body,
            "calendar file": message.calendar,
            "status": message.get_status_display(),
            "written": message.created_at.isoformat(),
        }
        for message in Message.objects.filter(person=person)
    ]


def _erase(person, by):
    erase_messages(person=person, by=by)


def _merge(kept, gone, by):
    Message.objects.filter(person=gone).update(person=kept)


register(Message, export=_export, erase=_erase, merge=_merge)
