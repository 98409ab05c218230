"""`manage.py send_outbox`: send the emails that are due; with `--loop`, for ever."""

import signal
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from outbox.worker import LEASE, PAUSE, MailServerAway, Worker


class Command(BaseCommand):
    help = "Sends the emails that are due, once. With --loop it goes on until it is told to stop."

    def add_arguments(self, parser):
        once_or_not = parser.add_mutually_exclusive_group()
        once_or_not.add_argument("--once", action="store_true", help="send what is due and end")
        once_or_not.add_argument("--loop", action="store_true", help="go on until SIGTERM")
        parser.add_argument(
            "--pause", type=float, default=PAUSE, help="seconds between two looks at the outbox"
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="seconds after which an email that is still being sent counts as uncertain",
        )

    def handle(self, *, loop, pause, lease, **options):
        worker = Worker(lease=timedelta(seconds=lease), pause=pause)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        if loop:
            worker.run()
            return
        try:
            sent = worker.send_due()
        except MailServerAway as error:
            cause = type(error.__cause__).__name__
            raise CommandError(f"The mail server cannot be reached ({cause}).") from None
        self.stdout.write(f"Sent {sent} email{'' if sent == 1 else 's'}.")
