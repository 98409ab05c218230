"""Writing a message, once, in the transaction that causes it."""

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from design_system.text import clean_line, clean_text
from outbox.models import Message
from people.models import Channel

LONGEST_SUBJECT = Message._meta.get_field("subject").max_length


class CannotEnqueue(Refusal):
    """There is no way left to reach the person."""


@transaction.atomic
def enqueue(*, person, purpose, template, context, dedupe_key, calendar="", email="", by):
    """Return the Message to `person` known as `dedupe_key`, written now unless it exists already.

    `template` names `templates/outbox/<template>.txt`: the subject, an empty line, the words. It
    gets `context` (a dict), `person`, `channel` and `base_url`; one text serves every channel.
    `calendar`, an iCalendar file as text, goes with it if it is an email. With `email`, the address
    of a colleague at work, it goes there, however they like to be reached as a member.
    Raises CannotEnqueue if the person cannot be reached, ValueError if the text has no words.
    """
    if existing := Message.objects.filter(dedupe_key=dedupe_key).first():
        return existing
    channel = Channel.EMAIL if email else Channel(person.preferred_channel)
    address = (email or person.address_for_messages).strip()
    if person.erased_at or not address:
        raise CannotEnqueue(f"There is no way to reach {person} any more.")
    subject, body = _render(template, person=person, channel=channel, context=context)
    now = timezone.now()
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "person": person,
            "purpose": purpose,
            "channel": channel,
            "address": address,
            "subject": subject,
            "body": body,
            "calendar": calendar if channel == Channel.EMAIL else "",
            "status_changed_at": now,
            "status_changed_by": by,
            "next_attempt_at": now,
            "created_by": by,
        },
    )
    if is_new:
        data = {"purpose": purpose, "channel": message.channel, "status": str(message.status)}
        log(message, action="outbox.enqueue", user=by, data=data)
    return message


def _render(template, *, person, channel, context):
    """Return (subject, body) in plain text, as `enqueue` describes."""
    values = {
        **context,
        "person": person,
        "channel": channel.value,
        "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    }
    source = get_template(f"outbox/{template}.txt").template
    text = clean_text(source.render(Context(values, autoescape=False)))
    subject, _, body = text.partition("\n\n")
    if not body.strip():
        raise ValueError(f"outbox/{template}.txt needs a subject, an empty line and the words")
    return clean_line(subject)[:LONGEST_SUBJECT], body.strip() + "\n"
