"""Workers side by side, and a worker whose mail server or database goes away for a while."""

import sys
import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection

from outbox.models import Message
from tests.factories.outbox import MessageFactory
from tests.outbox.worker_process import finished, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Status = Message.Status

# The worker, a little slower between seeing a message and claiming it, so that two can meet there.
SLOW = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from django.db.models import QuerySet
from outbox import actions
see = QuerySet.first
QuerySet.first = lambda self: (see(self), time.sleep(0.05))[0]
"""
RUN = """
call_command(*sys.argv[1:])
"""
# Its claim neither locks the row nor stands in a transaction.
WITHOUT_CLAIM = """
QuerySet.select_for_update = lambda self, **options: self
actions.claim_next = actions.claim_next.__wrapped__
"""


def send_with_two(workers, mail_server, **options):
    """Let two workers loose on 40 emails; give how many each sent, and who got how many.

    They go in step, however busy the machine is: the mail server lets both on at once.
    """
    messages = MessageFactory.create_batch(40)
    both_here, started = threading.Barrier(2), threading.Event()

    def wait_for_the_other(recipient):
        with suppress(threading.BrokenBarrierError):
            both_here.wait(1 if started.is_set() else 25)
            started.set()

    mail_server.on["MAIL"] = wait_for_the_other
    both = [workers.start(**options) for _ in range(2)]
    sent = [int(finished(worker).split()[-2]) for worker in both]
    counts = Counter(mail_server.recipients)
    assert set(counts) == {message.address for message in messages}
    return sent, counts


def test_two_workers_send_each_email_once(workers, mail_server):
    program = [sys.executable, "-c", SLOW + RUN]

    sent, counts = send_with_two(workers, mail_server, program=program)

    assert min(sent) > 0  # both were at it
    assert sum(sent) == 40
    assert set(counts.values()) == {1}
    assert set(Message.objects.values_list("status", flat=True)) == {Status.SENT}


def test_without_the_claim_this_test_would_find_doubles(workers, mail_server):
    program = [sys.executable, "-c", SLOW + WITHOUT_CLAIM + RUN]

    _, counts = send_with_two(workers, mail_server, program=program)

    assert max(counts.values()) > 1


def test_it_waits_for_a_mail_server_that_is_away(workers, mail_server):
    mail_server.stop()
    MessageFactory()
    worker = workers.start("--loop", "--pause", "0.1")
    assert "Waiting: ConnectionRefusedError" in worker.stderr.readline()

    mail_server.start(mail_server.port)
    until(lambda: Message.objects.filter(status=Status.SENT).exists())
    worker.terminate()

    finished(worker)
    assert len(mail_server.mails) == 1


def test_once_says_that_the_mail_server_is_away(workers, mail_server):
    mail_server.stop()
    message = MessageFactory()

    said = finished(workers.start("--once"), code=1)

    assert said.endswith(
        "CommandError: The mail server cannot be reached (ConnectionRefusedError)."
    )
    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 0)


def test_a_database_that_restarts_in_the_middle_loses_nothing(workers, mail_server):
    """Every connection but ours is cut while the mail server has the mail in its hands.

    An SQLite file has no server that could restart: there the worker simply goes on.
    """

    def cut(recipient):
        mail_server.on.clear()
        cut_requested.append(recipient)
        until(lambda: not cut_requested)

    cut_requested = []
    mail_server.on["DATA"] = cut
    MessageFactory()
    worker = workers.start("--loop", "--pause", "0.1")
    until(lambda: cut_requested)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchall() == [(True,)]
    cut_requested.clear()
    until(lambda: Message.objects.filter(status=Status.SENT).exists())
    MessageFactory()
    until(lambda: Message.objects.filter(status=Status.SENT).count() == 2)
    worker.terminate()

    finished(worker)
    assert len(mail_server.mails) == 2
