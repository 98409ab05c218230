"""Letters on paper: messages as a print view in HTML, and as tagged PDF, as other pages can be."""

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string

from design_system.refusals import Refusal
from outbox.letter_text import address_lines, parts_of
from outbox.models import Message


class CannotMakePDF(Refusal):
    """This machine cannot set letters."""


@dataclass(frozen=True)
class Letter:
    """One letter, ready to be laid out. `address` and `parts` are lists (see letter_text)."""

    message: Message
    address: list
    parts: list
    large: bool


def letters_from(messages):
    """Return a Letter for each of `messages` (an iterable of Message by post)."""
    messages = list(messages)
    prefetch_related_objects(messages, "person__needs")
    return [
        Letter(
            message=message,
            address=address_lines(message.person.name, message.address),
            parts=parts_of(message.body),
            large=any(need.is_large_print for need in message.person.needs.all()),
        )
        for message in messages
    ]


def letters_html(messages):
    """Return all `messages` as one HTML document (a str), each letter on a sheet of its own."""
    return render_to_string("outbox/letters.html", {"letters": letters_from(messages)})


def letters_pdf(messages):
    """Return (pdf, complete): all `messages` as one PDF, as `pdf_of` does."""
    return pdf_of(letters_html(messages))


def pdf_of(html):
    """Return (pdf, complete): an `html` document as a PDF (bytes), tagged for screen readers.

    `complete` is False where a letter of some script could not be printed for want of a font.
    Raises CannotMakePDF, with what to install, where Pango or HarfBuzz is missing.
    """
    try:
        from weasyprint import HTML  # here, so that all else works where Pango is missing
        from weasyprint.urls import URLFetcher
    except OSError:
        raise CannotMakePDF(
            "This machine cannot make a PDF yet. Please ask whoever looks after it to install "
            "Pango (on Debian or Ubuntu: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0). "
            "Until then, use “Show them to print from here”."
        ) from None
    nothing = URLFetcher(allowed_protocols=())  # a letter needs nothing from anywhere
    document = HTML(string=html, url_fetcher=nothing)
    with _complaints() as complaints:
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf, not any(".notdef" in complaint for complaint in complaints)


@contextmanager
def _complaints():
    """What weasyprint logs in this thread. It quotes the text, so none of it reaches a log."""
    thread, complaints = threading.get_ident(), []

    def keep(record):
        if record.thread == thread:
            complaints.append(record.getMessage())
        return False

    logger = logging.getLogger("weasyprint")
    logger.addFilter(keep)
    try:
        yield complaints
    finally:
        logger.removeFilter(keep)
