"""Writing a message, once, in the transaction that causes it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from wagtail.log_actions import log

from design_system.log_entries import log_all
from design_system.refusals import Refusal
from design_system.text import clean_line, clean_text
from outbox.models import Message
from people.models import Channel

LONGEST_SUBJECT = Message._meta.get_field("subject").max_length


class CannotEnqueue(Refusal):
    """There is no way left to reach the person."""


@dataclass(frozen=True)
class Draft:
    """A message to be written to `person`, known as `dedupe_key`.

    `template` names `templates/outbox/<template>.txt`: the subject, an empty line, the words. It
    gets `context` (a dict), `person`, `channel` and `base_url`; one text serves every channel.
    `calendar`, an iCalendar file as text, goes with it if it is an email. With `email`, the address
    of a colleague at work, it goes there, however they like to be reached as a member.
    """

    person: object
    purpose: str
    template: str
    context: dict
    dedupe_key: str
    calendar: str = ""
    email: str = ""

    @property
    def channel(self):
        return Channel.EMAIL if self.email else Channel(self.person.preferred_channel)

    @property
    def address(self):
        """Where it goes; empty if its person can no longer be reached."""
        if self.person.erased_at:
            return ""
        return (self.email or self.person.address_for_messages).strip()


@transaction.atomic
def enqueue(*, by, **facts):
    """Return the Message with the `facts` of a Draft, written now unless its key exists already.

    Raises CannotEnqueue if the person cannot be reached, ValueError if the text has no words.
    """
    draft = Draft(**facts)
    if existing := Message.objects.filter(dedupe_key=draft.dedupe_key).first():
        return existing
    message = _message(draft, by)
    if message is None:
        raise CannotEnqueue(f"There is no way to reach {draft.person} any more.")
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker
        existing = Message.objects.filter(dedupe_key=draft.dedupe_key).first()
        if existing is None:
            raise
        return existing
    log(message, action="outbox.enqueue", user=by, data=_told(message))
    return message


@transaction.atomic
def enqueue_all(*, drafts, by):
    """Write many messages at once, in as many queries as for a few: a list of Draft.

    Those whose key exists already, or whose person cannot be reached, are left out. Whoever calls
    this holds what the keys are about, so that nobody else writes them now. Returns those written.
    """
    keys = [draft.dedupe_key for draft in drafts]
    known = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    messages = [_message(draft, by) for draft in drafts if draft.dedupe_key not in known]
    messages = Message.objects.bulk_create(filter(None, messages))
    log_all(messages, "outbox.enqueue", user=by, data_of=_told)
    return messages


def _message(draft, by):
    """The Message of a draft, unsaved; None if its person cannot be reached."""
    if not draft.address:
        return None
    subject, body = _render(draft)
    now = timezone.now()
    return Message(
        dedupe_key=draft.dedupe_key,
        person=draft.person,
        purpose=draft.purpose,
        channel=draft.channel,
        address=draft.address,
        subject=subject,
        body=body,
        calendar=draft.calendar if draft.channel == Channel.EMAIL else "",
        status_changed_at=now,
        status_changed_by=by,
        next_attempt_at=now,
        created_by=by,
    )


def _told(message):
    """What the log holds of it."""
    return {
        "purpose": message.purpose,
        "channel": str(message.channel),
        "status": str(message.status),
    }


def _render(draft):
    """Return (subject, body) in plain text, as Draft describes."""
    values = {
        **draft.context,
        "person": draft.person,
        "channel": draft.channel.value,
        "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    }
    name = f"outbox/{draft.template}.txt"
    source = get_template(name).template
    text = clean_text(source.render(Context(values, autoescape=False)))
    subject, _, body = text.partition("\n\n")
    if not body.strip():
        raise ValueError(f"{name} needs a subject, an empty line and the words")
    return clean_line(subject)[:LONGEST_SUBJECT], body.strip() + "\n"
