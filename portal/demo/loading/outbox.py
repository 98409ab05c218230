"""What became of the messages that the demo's past caused: sent, posted, rung, or in doubt."""

from datetime import timedelta

from django.utils import timezone

from outbox import actions
from outbox.models import Message

from .clock import clock_at
from .dates import moment
from .files import read
from .members import key_of

EMAIL_ENDINGS = {
    "sent": actions.mark_sent,
    "uncertain": actions.mark_uncertain,
    "failed": actions.mark_failed,
    "sending": None,  # its worker died, and nobody has noticed yet
}


def load_outbox(today, team):
    """Settle what is older than the files' last round of each channel; the rest still waits."""
    rounds = read("outbox")
    waiting = Message.objects.filter(status=Message.Status.QUEUED)
    _cancel(waiting, rounds["cancelled"], team)
    _email(moment(rounds["emails_sent_until"], today), rounds["emails"])
    post_and_ring(timezone.now(), today, team)


def post_and_ring(until, today, team):
    """Post the letters and make the calls of before `until`, as far as the files' last rounds."""
    rounds = read("outbox")
    _post(min(until, moment(rounds["letters_posted_until"], today)), team)
    _ring(min(until, moment(rounds["calls_made_until"], today)), rounds["no_answer"], team)


def _of(messages, case):
    """The messages to one person (a member's key) for one purpose."""
    return messages.filter(person__join_key=key_of(case["member"]), purpose=case["purpose"])


def _cancel(waiting, cases, team):
    for case in cases:
        for message in _of(waiting, case):
            with clock_at(message.created_at + timedelta(hours=1)):
                actions.cancel(message=message, by=team)


def _email(until, cases):
    endings = {
        message.pk: EMAIL_ENDINGS[case["status"]]
        for case in cases
        for message in _of(Message.objects.all(), case)
    }
    in_hand = Message.objects.filter(status=Message.Status.SENDING, created_at__lte=until)
    for message in in_hand:  # claimed by a run that was killed
        _finish(message, endings)
    while message := Message.objects.due_by_email(until).first():
        with clock_at(message.next_attempt_at + timedelta(minutes=1)):
            _finish(actions.claim_next(by=None), endings)


def _finish(message, endings):
    if ending := endings.get(message.pk, actions.mark_sent):
        ending(message=message, by=None)


def _post(until, team):
    with clock_at(until):
        letters = Message.objects.to_print().filter(created_at__lte=until)
        actions.mark_posted(messages=letters, by=team)


def _ring(until, no_answer, team):
    unheard = {m.pk for case in no_answer for m in _of(Message.objects.to_call(), case)}
    for message in Message.objects.to_call().filter(created_at__lte=until):
        with clock_at(message.created_at + timedelta(hours=3)):
            if message.pk not in unheard:
                actions.mark_called(message=message, by=team)
            elif not message.attempts:
                actions.note_no_answer(message=message, by=team)
