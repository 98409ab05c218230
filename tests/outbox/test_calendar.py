"""A calendar file goes with an email, and with nothing else."""

import pytest

from outbox.actions import enqueue
from outbox.hand_over import written
from outbox.models import Message
from people.actions import erase_person
from tests.factories.outbox import MessageFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Recovery Café\r\nEND:VCALENDAR\r\n"


def message_to(person):
    return enqueue(
        person=person,
        purpose="welcome",
        template="home/welcome",
        context={},
        calendar=CALENDAR,
        dedupe_key=f"welcome:{person}",
        by=None,
    )


def test_an_email_carries_the_file_with_its_method_where_programs_look():
    message = MessageFactory(calendar=CALENDAR, provider_reference="<M-1@example.org>")

    [part] = written(message).attachments

    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_filename()) == ("REQUEST", "cafe.ics")
    assert part.get_payload(decode=True).decode().split() == CALENDAR.split()


def test_a_message_without_a_file_has_no_attachment():
    message = MessageFactory(provider_reference="<M-1@example.org>")

    assert written(message).attachments == []


def test_letters_and_calls_have_no_file():
    assert message_to(PersonFactory()).calendar == CALENDAR
    assert message_to(PersonFactory(by_post=True)).calendar == ""
    assert message_to(PersonFactory(by_phone=True)).calendar == ""


def test_the_file_is_emptied_with_the_words():
    message = message_to(PersonFactory())

    erase_person(person=message.person, by=None)

    assert Message.objects.get().calendar == ""
