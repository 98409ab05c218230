"""What the worker does to an email, one step at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from outbox import actions
from outbox.backoff import LONGEST, MOST_ATTEMPTS, back_off
from outbox.models import Message
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
Status = Message.Status


def claimed(**fields):
    MessageFactory(**fields)
    return actions.claim_next(by=None)


def log_of(message):
    entries = ModelLogEntry.objects.for_instance(message).order_by("pk")
    return [(entry.action, entry.data["status"]) for entry in entries]


def test_a_claim_marks_the_oldest_email_that_is_due_and_names_it(settings):
    settings.DEFAULT_FROM_EMAIL = "Involvement <involvement@trust.example.org>"
    now = timezone.now()
    MessageFactory(next_attempt_at=now + timedelta(minutes=1))
    MessageFactory(letter=True)
    MessageFactory(call=True)
    MessageFactory(next_attempt_at=now - timedelta(minutes=1))
    oldest = MessageFactory(next_attempt_at=now - timedelta(minutes=2))

    message = actions.claim_next(by=None)

    message.refresh_from_db()
    assert (message, message.status, message.attempts) == (oldest, Status.SENDING, 1)
    stamp = f"{oldest.created_at:%Y%m%d%H%M%S}"
    assert message.provider_reference == f"<{oldest}.{stamp}@trust.example.org>"
    assert log_of(message) == [("outbox.claim", "sending")]


def test_nothing_is_claimed_twice():
    assert claimed() is not None
    assert actions.claim_next(by=None) is None


def test_the_name_given_to_the_mail_server_stays_the_same():
    message = claimed()
    first = message.provider_reference
    actions.put_back(message=message, by=None)
    Message.objects.update(next_attempt_at=timezone.now())

    assert actions.claim_next(by=None).provider_reference == first


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (actions.mark_sent, Status.SENT),
        (actions.put_back, Status.QUEUED),
        (actions.mark_failed, Status.FAILED),
        (actions.mark_uncertain, Status.UNCERTAIN),
    ],
)
def test_each_outcome_of_a_hand_over(step, status):
    message = claimed()

    step(message=message, by=None)

    message.refresh_from_db()
    assert message.status == status
    action = f"outbox.{step.__name__}"
    assert log_of(message) == [("outbox.claim", "sending"), (action, status)]


@pytest.mark.parametrize(
    "step", [actions.mark_sent, actions.put_back, actions.mark_failed, actions.mark_uncertain]
)
def test_a_worker_that_was_away_cannot_change_what_another_took_up(step):
    old_claim = claimed()
    actions.put_back(message=old_claim, by=None)
    Message.objects.update(next_attempt_at=timezone.now())
    actions.claim_next(by=None)

    with pytest.raises(actions.CannotMove):
        step(message=old_claim, by=None)

    old_claim.refresh_from_db()
    assert (old_claim.status, old_claim.attempts) == (Status.SENDING, 2)


def test_a_slow_worker_can_still_say_how_it_went():
    message = claimed()
    actions.mark_uncertain(message=message, by=None)

    assert actions.mark_sent(message=message, by=None).status == Status.SENT


def test_each_attempt_waits_longer():
    waits = [back_off(attempts).total_seconds() / 60 for attempts in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240]
    assert back_off(MOST_ATTEMPTS) == LONGEST


def test_an_email_put_back_waits_and_is_given_up_in_the_end():
    message = claimed(attempts=MOST_ATTEMPTS - 2)
    before = timezone.now()
    row = actions.put_back(message=message, by=None)
    assert row.status == Status.QUEUED
    assert before + LONGEST <= row.next_attempt_at <= timezone.now() + LONGEST

    Message.objects.update(next_attempt_at=before)
    row = actions.put_back(message=actions.claim_next(by=None), by=None)

    assert (row.status, row.gave_up) == (Status.FAILED, True)


def test_an_email_refused_at_once_was_not_given_up():
    assert actions.mark_failed(message=claimed(), by=None).gave_up is False


def test_only_what_a_dead_worker_left_becomes_uncertain():
    lease = timedelta(minutes=2)
    now = timezone.now()
    left, in_hand, waiting = MessageFactory.create_batch(3)
    Message.objects.exclude(pk=waiting.pk).update(
        status=Status.SENDING, attempts=1, provider_reference="<M-1.1@example.org>"
    )
    Message.objects.filter(pk=left.pk).update(status_changed_at=now - timedelta(seconds=121))
    Message.objects.filter(pk=in_hand.pk).update(status_changed_at=now - timedelta(seconds=60))

    assert actions.mark_stale_uncertain(lease=lease, by=None) == 1

    assert dict(Message.objects.values_list("pk", "status")) == {
        left.pk: Status.UNCERTAIN,
        in_hand.pk: Status.SENDING,
        waiting.pk: Status.QUEUED,
    }
    assert log_of(left) == [("outbox.mark_uncertain", "uncertain")]


def test_uncertain_emails_are_never_claimed():
    MessageFactory(status=Status.UNCERTAIN)

    assert actions.claim_next(by=None) is None
