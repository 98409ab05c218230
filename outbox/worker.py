"""The worker: scans the outbox and sends what is due, one email at a time.

What keeps an email from going twice is the order: a new connection to the mail server, then the
claim (committed), then the hand-over, then the mark. A worker that dies in between leaves the row
"being sent", and once the lease is over it becomes uncertain. It is never sent again by itself.
"""

import logging
import time
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.mail import get_connection
from django.db import InterfaceError, OperationalError, close_old_connections

from outbox import actions
from outbox.hand_over import Outcome, hand_over
from outbox.models import Message

LEASE = timedelta(minutes=10)  # longer than a whole hand-over, of which EMAIL_TIMEOUT is one step
PAUSE = 2  # seconds between two looks at an empty outbox
LONGEST_PAUSE = 60  # seconds between two tries while the mail server or the database is away
DATABASE_AWAY = (OperationalError, InterfaceError)
STEPS = {
    Outcome.SENT: actions.mark_sent,
    Outcome.LATER: actions.put_back,
    Outcome.REFUSED: actions.mark_failed,
    Outcome.UNCERTAIN: actions.mark_uncertain,
}
logger = logging.getLogger(__name__)


class MailServerAway(Exception):
    """The mail server cannot be reached or does not let us in; nothing was claimed."""


class Worker:
    """Sends what is due, until `stop()`; the email in hand is always finished."""

    def __init__(self, *, lease=LEASE, pause=PAUSE):
        self.lease, self.pause = lease, pause
        self.stopping = False

    def stop(self):
        self.stopping = True

    def run(self):
        """Look after the outbox until told to stop; wait while something it needs is away."""
        failures = 0
        while not self.stopping:
            try:
                self.send_due()
                failures = 0
            except (MailServerAway, *DATABASE_AWAY) as error:
                failures += 1
                logger.warning("Waiting: %s", type(error.__cause__ or error).__name__)
            close_old_connections()
            self._wait(min(self.pause * 2**failures, LONGEST_PAUSE))

    def send_due(self):
        """Send all that is due now; return how many went.

        Raises MailServerAway, or the database's own error, with nothing half done.
        """
        if left := actions.mark_stale_uncertain(lease=self.lease, by=None):
            logger.warning("Emails that a worker that died may have sent: %s", left)
        sent = 0
        while not self.stopping and Message.objects.due_by_email().exists():
            with mail_server() as connection:
                message = actions.claim_next(by=None)
                if message is None:  # another worker was faster
                    break
                outcome = hand_over(message, connection)
                logger.info("%s: %s", message, outcome.value)
                self._record(STEPS[outcome], message)
                sent += outcome is Outcome.SENT
        return sent

    def _record(self, step, message):
        """Write down how it went, however long the database is away, unless told to stop."""
        while True:
            try:
                step(message=message, by=None)
            except actions.CannotMove:
                logger.warning("%s was settled by someone else meanwhile", message)
            except DATABASE_AWAY:
                close_old_connections()
                if not self.stopping:
                    self._wait(self.pause)
                    continue
                logger.warning("%s stays in doubt: the database is away", message)
            return

    def _wait(self, seconds):
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))  # a signal does not end a sleep: look up often


@contextmanager
def mail_server():
    """An open connection to the mail server. Raises MailServerAway."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's own exceptions are among them
        raise MailServerAway from error
    try:
        yield connection
    finally:
        with suppress(OSError):
            connection.close()
