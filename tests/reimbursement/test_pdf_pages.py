"""A PDF comes out with its pages and without the rest."""

import io

from PIL import Image
from pypdf import PdfReader
from weasyprint import HTML

from reimbursement import receipts
from reimbursement.receipts import clean
from tests.reimbursement.uploads import (
    RED,
    SECRET,
    XMP,
    armed,
    exif,
    jpeg,
    near,
    pdf,
    refusal,
    rewritten,
    saved,
)


def test_a_pdf_keeps_its_pages_and_loses_the_rest():
    receipt = clean(pdf(20))
    old, new = (PdfReader(io.BytesIO(content)) for content in (pdf(20), receipt.content))
    assert (receipt.media_type, receipt.extension) == ("application/pdf", "pdf")
    assert len(new.pages) == 20
    for before, after in zip(old.pages, new.pages, strict=True):
        assert after.extract_text().strip() == "Parking 4.50"
        assert after.get_contents().get_data() == before.get_contents().get_data()
        assert after.mediabox == before.mediabox
    assert old.metadata.title == SECRET
    assert new.metadata is None


def test_a_pdf_loses_scripts_attachments_notes_and_metadata():
    content = rewritten(pdf(), armed)
    kept = clean(content).content
    for trap in (b"/JavaScript", b"/OpenAction", b"/EmbeddedFile", b"/Annots", b"/AA", XMP):
        assert trap in content
        assert trap not in kept
    assert kept == clean(pdf()).content


def test_a_photograph_in_a_pdf_loses_its_metadata_only():
    content = saved(Image.open(io.BytesIO(jpeg())), "PDF")
    picture_in_it = jpeg(exif=exif())

    def say_more(writer):
        writer.pages[0]["/Resources"]["/XObject"]["/image"]._data = picture_in_it

    content = rewritten(content, say_more)
    assert SECRET.encode() in content
    kept = clean(content).content
    assert SECRET.encode() not in kept
    shown = PdfReader(io.BytesIO(kept)).pages[0].images[0].image
    assert near(shown.getpixel((10, 20)), RED)


def test_what_follows_a_pdf_is_refused_or_lost():
    assert refusal(pdf() + b"PK" * 1000) == receipts.DAMAGED
    assert clean(pdf() + b"#!/bin/sh\n") == clean(pdf())


def test_locked_and_long_pdfs_are_refused():
    locked = rewritten(pdf(), lambda writer: writer.encrypt("secret", algorithm="AES-256"))
    assert refusal(locked) == receipts.LOCKED
    assert refusal(pdf(21)) == receipts.TOO_MANY_PAGES
    assert refusal(rewritten(pdf(), lambda writer: writer.remove_page(0))) == receipts.DAMAGED


def test_a_pdf_that_is_never_read_to_the_end_is_refused(monkeypatch):
    monkeypatch.setattr("reimbursement.pdf_pages.LONGEST", 0)
    assert refusal(pdf()) == receipts.DAMAGED


def test_a_pdf_that_grows_as_it_is_copied_is_refused(monkeypatch):
    monkeypatch.setattr("reimbursement.pdf_pages.MOST_WRITTEN", 500)
    assert refusal(pdf()) == receipts.DAMAGED


def test_a_pdf_that_unpacks_to_very_much_is_refused(monkeypatch):
    content = HTML(string="Parking").write_pdf(pdf_version="1.7", uncompressed_pdf=False)
    assert b"/ObjStm" in content
    assert clean(content)
    monkeypatch.setattr("reimbursement.pdf_pages.MOST_OBJECTS", 100)
    assert refusal(content) == receipts.DAMAGED


def test_nothing_is_logged_about_a_broken_pdf(caplog, capfd):
    refusal(b"%PDF-1.4\n" + SECRET.encode() + b"\nstartxref\n4\n%%EOF")
    assert (caplog.text, capfd.readouterr()) == ("", ("", ""))
