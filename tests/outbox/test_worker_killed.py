"""A worker is killed at each step: nothing goes twice by itself, nothing is lost."""

import socket
import threading
from time import sleep

import pytest
from django.db import transaction

from outbox import actions
from outbox.models import Message
from tests.factories.outbox import MessageFactory
from tests.outbox.worker_process import finished, kill, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Status = Message.Status


@pytest.fixture
def hold(mail_server):
    """`hold("DATA")` keeps the mail server from answering at that step until the test is over."""
    released = threading.Event()

    def hold_at(step):
        mail_server.on[step] = lambda recipient: released.wait(60) and None
        return released

    yield hold_at
    released.set()


def status_of(message):
    return Message.objects.values_list("status", flat=True).get(pk=message.pk)


def settle_after_a_crash(workers, message, *, went):
    """What happens after the lease: a new worker doubts, a person decides, a worker goes on."""
    assert workers.run("--lease", "60") == "Sent 0 emails."
    assert status_of(message) == Status.SENDING  # it may be in another worker's hands
    assert workers.run("--lease", "0").splitlines()[-1] == "Sent 0 emails."
    assert status_of(message) == Status.UNCERTAIN
    actions.settle(message=message, went=went, by=None)
    assert workers.run() == f"Sent {0 if went else 1} email{'s' if went else ''}."
    assert status_of(message) == Status.SENT


def test_killed_before_the_mail_server_lets_it_in(workers, mail_server):
    message = MessageFactory()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = workers.environment["EMAIL_URL"]
        workers.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        worker = workers.start()
        visitor, _ = silent.accept()
        kill(worker)
        visitor.close()
        workers.environment["EMAIL_URL"] = url

    assert status_of(message) == Status.QUEUED
    assert workers.run() == "Sent 1 email."
    assert mail_server.recipients == [message.address]


def test_killed_in_the_middle_of_the_hand_over(workers, mail_server, hold):
    message = MessageFactory()
    released = hold("RCPT")
    worker = workers.start()
    assert mail_server.reached.wait(30)
    until(lambda: status_of(message) == Status.SENDING)
    kill(worker)
    released.set()

    settle_after_a_crash(workers, message, went=False)

    assert mail_server.recipients == [message.address]


def test_killed_while_the_mail_server_takes_it_over(workers, mail_server, hold):
    message = MessageFactory()
    released = hold("DATA")
    worker = workers.start()
    until(lambda: mail_server.mails)
    kill(worker)
    released.set()

    settle_after_a_crash(workers, message, went=True)

    assert mail_server.recipients == [message.address]


def test_killed_between_the_servers_answer_and_the_mark(workers, mail_server, hold):
    message = MessageFactory()
    released = hold("DATA")
    worker = workers.start()
    until(lambda: mail_server.mails)
    with transaction.atomic():
        Message.objects.select_for_update().get()  # the worker has to wait here with its mark
        released.set()
        sleep(1)
        assert worker.poll() is None
        kill(worker)

    settle_after_a_crash(workers, message, went=True)

    assert mail_server.recipients == [message.address]


def test_killed_after_the_mark(workers, mail_server):
    message = MessageFactory()
    worker = workers.start("--loop")
    until(lambda: status_of(message) == Status.SENT)
    kill(worker)

    assert workers.run("--lease", "0") == "Sent 0 emails."
    assert mail_server.recipients == [message.address]


def test_told_to_stop_it_finishes_the_mail_in_hand(workers, mail_server, hold):
    first, second = MessageFactory.create_batch(2)
    released = hold("DATA")
    worker = workers.start("--loop")
    until(lambda: mail_server.mails)
    worker.terminate()
    sleep(0.5)
    released.set()

    finished(worker)

    assert (status_of(first), status_of(second)) == (Status.SENT, Status.QUEUED)
    assert mail_server.recipients == [first.address]
