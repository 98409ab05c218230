"""What is never written into a log: links that let whoever has them answer for someone, and what
errors of the database and of mail servers quote of people."""

import logging
import re

SIGNED = re.compile(r"(/invitations/|/topics/stop/|/cafe-places/(?!new/|done/))[^\s/]+")
EMAIL = re.compile(r"[^\s@<>()\[\]{}'\",;:=|/]+@[\w-]+(\.[\w-]+)+")
# PostgreSQL explains a broken constraint with the values of the whole row.
ROW = re.compile(r"^(\s*DETAIL: ).*$", re.MULTILINE)


def without_secrets(text):
    """The text without signed addresses, email addresses and rows of the database."""
    for secret, instead in ((SIGNED, r"\1…"), (EMAIL, "…@…"), (ROW, r"\1…")):
        text = secret.sub(instead, text)
    return text


class Formatter(logging.Formatter):
    """Plain lines, tracebacks included, without secrets."""

    def format(self, record):
        return without_secrets(super().format(record))
