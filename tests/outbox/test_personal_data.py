"""Messages when someone asks for their data, is erased, or was entered twice."""

import pytest
from wagtail.models import ModelLogEntry

from outbox import actions
from outbox.models import Message
from people.actions import erase_person, export_person, merge_people
from tests.factories.outbox import MessageFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
Status = Message.Status


def test_people_are_given_the_words_we_wrote_to_them():
    message = MessageFactory()
    MessageFactory()

    data = export_person(person=message.person, by=None)["message"]

    assert data == [
        {
            "reference": str(message),
            "about": "invitation",
            "how": "Email",
            "to": message.address,
            "subject": message.subject,
            "words": message.body,
            "calendar file": "",
            "status": "Waiting",
            "written": message.created_at.isoformat(),
        }
    ]


@pytest.mark.parametrize("status", list(Status))
def test_erasing_a_person_empties_their_messages_and_stops_those_that_wait(status):
    message = MessageFactory(status=status)
    other = MessageFactory()

    erase_person(person=message.person, by=None)

    message.refresh_from_db()
    assert (message.address, message.subject, message.body) == ("", "", "")
    assert message.status == (Status.SENT if status == Status.SENT else Status.CANCELLED)
    assert message.purpose == "invitation"
    other.refresh_from_db()
    assert (other.status, other.body != "") == (Status.QUEUED, True)


def test_a_worker_that_has_the_email_in_hand_changes_nothing_any_more():
    message = MessageFactory()
    claimed = actions.claim_next(by=None)
    erase_person(person=message.person, by=None)

    with pytest.raises(actions.CannotMove):
        actions.mark_sent(message=claimed, by=None)


def test_erasing_twice_is_once():
    message = MessageFactory(status=Status.SENT)

    for _ in range(2):
        actions.erase_messages(person=message.person, by=None)

    entry = ModelLogEntry.objects.for_instance(message).get()
    assert entry.action == "outbox.erase_messages"


def test_messages_follow_the_person_who_is_kept():
    message, kept = MessageFactory(), PersonFactory()

    merge_people(kept=kept, gone=message.person, by=None)

    message.refresh_from_db()
    assert (message.person, message.status) == (kept, Status.QUEUED)
