"""The demo's post office: mail is kept as files and told to the terminal, and never leaves."""

import re
import sys
import time
from email import message_from_bytes, policy

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

CODE = re.compile(r"^\s*([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8})?)\s*$", re.MULTILINE)
NEWEST = 100  # how many mails the page shows


class EmailBackend(BaseEmailBackend):
    """Django's mail backend of the demo: one file for each mail in settings.DEMO_MAILBOX."""

    def send_messages(self, messages):
        settings.DEMO_MAILBOX.mkdir(parents=True, exist_ok=True)
        for message in messages:
            # A name that sorts by time; two processes never send in the same nanosecond to one.
            path = settings.DEMO_MAILBOX / f"{time.time_ns()}-{id(message)}.eml"
            path.write_bytes(message.message().as_bytes())
            code = CODE.search(message.body)
            sys.stdout.write(
                f"Mail to {', '.join(message.to)}: {message.subject}"
                f"{f' / code {code[1]}' if code else ''}\n"
            )
            sys.stdout.flush()
        return len(messages)


def newest_mails():
    """The newest mails first, each a dict of to, subject, sent (datetime) and body."""
    paths = sorted(settings.DEMO_MAILBOX.glob("*.eml"), reverse=True)[:NEWEST]
    mails = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths)
    return [
        {
            "to": mail["To"],
            "subject": mail["Subject"],
            "sent": mail["Date"].datetime,
            "body": mail.get_body(["plain"]).get_content(),
        }
        for mail in mails
    ]
