"""Giving one email to the mail server, and understanding its answer."""

import enum
import re
import smtplib

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, SafeMIMEText
from django.core.validators import validate_email

from design_system.text import clean_line


class Outcome(enum.Enum):
    SENT = "the mail server took it over"
    LATER = "it certainly did not go; it may go later"
    REFUSED = "it was refused for good"
    UNCERTAIN = "nobody knows whether it went"


def hand_over(message, connection):
    """Send `message` through an open mail `connection`; return the Outcome and never raise."""
    try:
        mail = written(message)
    except (ValidationError, ValueError):
        return Outcome.REFUSED
    try:
        connection.send_messages([mail])
    except Exception as error:
        return outcome_of(error)
    return Outcome.SENT


def written(message):
    """Return `message` as an email of plain text, with its calendar file if it has one.

    Raises ValidationError or ValueError if its address is not exactly one.

    Its Message-ID stays the same however often it is tried, so that a mail server's own records
    can be searched for it.
    """
    validate_email(message.address)
    mail = EmailMessage(
        subject=clean_line(message.subject),
        body=message.body,
        to=[message.address],
        headers={
            "Message-ID": message.provider_reference,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no "out of office" in return
        },
    )
    if message.calendar:
        mail.attach(_calendar_part(message.calendar))
    mail.message()  # writes every header, and refuses a line break in any
    return mail


def _calendar_part(text):
    """A calendar file whose method (RFC 5546) also stands in the header, where programs look."""
    part = SafeMIMEText(text, "calendar", "utf-8")
    if method := re.search(r"^METHOD:(\w+)", text, re.MULTILINE):
        part.set_param("method", method[1])
    part.add_header("Content-Disposition", "attachment", filename="cafe.ics")
    return part


def outcome_of(error):
    """What an exception of the mail connection says about the email.

    An answer with a code is a definite no. Where the connection broke there was no answer, and
    the email may have gone.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Outcome.REFUSED if all(map(_for_good, codes)) else Outcome.LATER
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Outcome.LATER  # it is our own address that is refused: someone can mend that
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome.REFUSED if _for_good(error.smtp_code) else Outcome.LATER
    if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return Outcome.REFUSED  # the address holds letters that cannot be said to this server
    return Outcome.UNCERTAIN


def _for_good(code):
    return 500 <= code < 600
