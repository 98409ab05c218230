"""What people do with messages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from outbox import actions
from outbox.models import Message
from people.models import Channel
from tests.factories.outbox import MessageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
Status = Message.Status


@pytest.fixture
def user():
    return UserFactory()


def log_of(message):
    entries = ModelLogEntry.objects.for_instance(message).order_by("pk")
    return [(entry.action, entry.user) for entry in entries]


def test_letters_are_posted_once_and_by_someone(user):
    letters = MessageFactory.create_batch(2, letter=True)

    assert actions.mark_posted(messages=letters, by=user) == 2
    assert actions.mark_posted(messages=letters, by=user) == 0

    for letter in letters:
        letter.refresh_from_db()
        assert (letter.status, letter.status_changed_by) == (Status.SENT, user)
        assert log_of(letter) == [("outbox.mark_posted", user)]


@pytest.mark.parametrize("fields", [{}, {"call": True}, {"letter": True, "status": "cancelled"}])
def test_one_that_is_no_waiting_letter_stops_the_lot(user, fields):
    letter, other = MessageFactory(letter=True), MessageFactory(**fields)

    with pytest.raises(actions.CannotPost, match=f"^{other} is not a letter"):
        actions.mark_posted(messages=[letter, other], by=user)

    letter.refresh_from_db()
    assert letter.status == Status.QUEUED


def test_a_call_is_made_once(user):
    call = MessageFactory(call=True)

    for _ in range(2):
        actions.mark_called(message=call, by=user)

    call.refresh_from_db()
    assert (call.status, call.attempts) == (Status.SENT, 1)
    assert log_of(call) == [("outbox.mark_called", user)]


def test_without_an_answer_the_call_goes_to_the_end_of_the_list(user):
    first, second = MessageFactory.create_batch(2, call=True)

    row = actions.note_no_answer(message=first, by=user)

    assert (row.status, row.attempts) == (Status.QUEUED, 1)
    assert row.next_attempt_at - timezone.now() > timedelta(hours=2, minutes=59)
    assert list(Message.objects.to_call()) == [second, first]
    assert log_of(first) == [("outbox.note_no_answer", user)]


@pytest.mark.parametrize("step", [actions.mark_called, actions.note_no_answer])
@pytest.mark.parametrize("fields", [{}, {"letter": True}, {"call": True, "status": "cancelled"}])
def test_only_a_call_that_waits_can_be_made(user, step, fields):
    message = MessageFactory(**fields)

    with pytest.raises(actions.CannotMove):
        step(message=message, by=user)

    assert log_of(message) == []


@pytest.mark.parametrize(("went", "status"), [(True, Status.SENT), (False, Status.QUEUED)])
def test_a_person_settles_what_may_have_gone(user, went, status):
    message = MessageFactory(status=Status.UNCERTAIN)

    for _ in range(2):
        row = actions.settle(message=message, went=went, by=user)

    assert (row.status, row.status_changed_by) == (status, user)
    assert log_of(message) == [("outbox.settle", user)]


def test_the_second_decision_cannot_undo_the_first(user):
    message = MessageFactory(status=Status.UNCERTAIN)
    actions.settle(message=message, went=True, by=user)

    with pytest.raises(actions.CannotMove, match="not in doubt any more"):
        actions.settle(message=message, went=False, by=user)


def test_a_failed_message_is_tried_again_where_the_person_is_reached_today(user):
    message = MessageFactory(status=Status.FAILED, attempts=14)
    person = message.person
    person.preferred_channel, person.phone = Channel.PHONE, "07700900456"
    person.save()

    for _ in range(2):
        row = actions.try_again(message=message, by=user)

    assert (row.status, row.channel, row.address) == (Status.QUEUED, "phone", "07700900456")
    assert row.attempts == 0
    assert log_of(message) == [("outbox.try_again", user)]


def test_an_email_tried_again_keeps_count_so_that_its_old_worker_stays_out(user):
    row = actions.try_again(message=MessageFactory(status=Status.FAILED, attempts=3), by=user)

    assert row.attempts == 3


def test_what_has_not_failed_is_not_tried_again(user):
    with pytest.raises(actions.CannotMove, match="Only a message that could not be sent"):
        actions.try_again(message=MessageFactory(status=Status.SENT), by=user)


def test_who_was_erased_is_not_written_to_again(user):
    message = MessageFactory(status=Status.FAILED, person__erased_at=timezone.now())

    with pytest.raises(actions.CannotEnqueue, match="no way to reach"):
        actions.try_again(message=message, by=user)


@pytest.mark.parametrize("status", [Status.QUEUED, Status.UNCERTAIN, Status.FAILED])
def test_a_message_that_has_not_gone_can_be_cancelled(user, status):
    message = MessageFactory(status=status)

    for _ in range(2):
        row = actions.cancel(message=message, by=user)

    assert row.status == Status.CANCELLED
    assert log_of(message) == [("outbox.cancel", user)]


@pytest.mark.parametrize(
    ("status", "words"), [(Status.SENDING, "being sent"), (Status.SENT, "sent")]
)
def test_a_message_that_has_gone_or_is_going_cannot(user, status, words):
    with pytest.raises(actions.CannotMove, match=f"This message is “{words}” now"):
        actions.cancel(message=MessageFactory(status=status), by=user)
