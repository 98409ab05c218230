"""What somebody uploads as a receipt comes out safe to keep, or a sentence says why it cannot."""

import hashlib
import io
import subprocess
import sys
import zipfile

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from weasyprint import HTML

from reimbursement import receipts
from reimbursement.jpeg_segments import METADATA, segments
from reimbursement.receipts import CannotKeepReceipt, clean
from tests.reading import reading_age

SECRET = "Taken at 51.4545 north"
GPS, ORIENTATION, DESCRIPTION = 0x8825, 0x0112, 0x010E
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
RED, BLUE = (200, 40, 40), (40, 40, 200)


def picture(size=(80, 40), mode="RGB"):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def exif(orientation=1):
    said = Image.Exif()
    said[ORIENTATION], said[DESCRIPTION] = orientation, SECRET
    said.get_ifd(GPS)[2] = (51.0, 27.0, 16.0)
    return said.tobytes()


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(image=None, **options):
    return saved(image or picture(), "JPEG", quality=95, **options)


def png(image=None, **options):
    return saved(image or picture(), "PNG", **options)


def heic(image=None, **said):
    image, file = image or picture(), io.BytesIO()
    pillow_heif.encode(image.mode, image.size, image.tobytes(), file, quality=95, **said)
    return file.getvalue()


def pdf(pages=1):
    body = "<p style='break-after: page'>Parking 4.50</p>" * (pages - 1) + "<p>Parking 4.50"
    return HTML(string=f"<title>{SECRET}</title>{body}").write_pdf()


def rewritten(source, change):
    """A PDF after `change(writer)`."""
    writer, file = PdfWriter(clone_from=io.BytesIO(source)), io.BytesIO()
    change(writer)
    writer.write(file)
    return file.getvalue()


def opened(content):
    return Image.open(io.BytesIO(clean(content).content))


def near(colour, expected, most=6):
    return all(abs(a - b) <= most for a, b in zip(colour, expected, strict=True))


def refusal(content):
    with pytest.raises(CannotKeepReceipt) as refused:
        clean(content)
    return str(refused.value)


# --- Photographs -------------------------------------------------------------------------------
@pytest.mark.parametrize("make", [jpeg, png, heic])
def test_a_photograph_looks_the_same_as_a_jpeg(make):
    receipt = clean(make())
    image = Image.open(io.BytesIO(receipt.content))
    assert (receipt.media_type, receipt.extension, image.format) == ("image/jpeg", "jpg", "JPEG")
    assert image.size == (80, 40)
    assert near(image.getpixel((10, 20)), RED)
    assert near(image.getpixel((70, 20)), BLUE)


@pytest.mark.parametrize(
    "content",
    [
        jpeg(exif=exif(), xmp=XMP, comment=SECRET, icc_profile=SECRET.encode()),
        png(exif=exif()),
        heic(exif=exif(), xmp=XMP),
    ],
    ids=["jpeg", "png", "heic"],
)
def test_a_photograph_loses_what_it_says_about_its_maker(content):
    assert SECRET.encode() in content
    kept = clean(content).content
    assert SECRET.encode() not in kept
    assert not {marker for marker, _ in segments(kept)} & METADATA
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_texts_of_a_png_are_lost():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    content = png(pnginfo=texts)
    assert content.count(SECRET.encode()) == 2
    assert SECRET.encode() not in clean(content).content


@pytest.mark.parametrize(
    "content",
    [jpeg(exif=exif(6)), png(exif=exif(6)), heic(exif=exif(6))],
    ids=["jpeg", "png", "heic"],
)
def test_a_photograph_is_turned_upright(content):
    image = opened(content)
    assert image.size == (40, 80)
    assert near(image.getpixel((20, 10)), RED)
    assert near(image.getpixel((20, 70)), BLUE)


@pytest.mark.parametrize("make", [jpeg, png, heic])
def test_a_large_photograph_becomes_smaller(make):
    image = opened(make(picture((3000, 1500))))
    assert image.size == (2400, 1200)
    assert near(ImageStat.Stat(image).mean, ImageStat.Stat(picture()).mean)


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste(RED, (0, 0, 40, 20))
    kept = opened(png(image))
    assert near(kept.getpixel((20, 35)), (255, 255, 255))
    assert near(kept.getpixel((20, 5)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK"])
def test_a_photograph_in_other_colours_keeps_its_look(mode):
    image = picture(mode=mode)
    mean = ImageStat.Stat(opened((jpeg if mode == "CMYK" else png)(image)).convert("L")).mean
    assert near(mean, ImageStat.Stat(image.convert("RGB").convert("L")).mean)


def test_a_photograph_in_many_greys_keeps_its_look():
    assert near([opened(png(Image.new("I;16", (9, 9), 51_200))).getpixel((4, 4))], [200])


def test_the_first_of_several_pictures_is_kept():
    animated = png(picture(), save_all=True, append_images=[Image.new("RGB", (80, 40), BLUE)])
    assert near(opened(animated).getpixel((10, 20)), RED)
    album = saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9), BLUE)])
    assert opened(album).size == (80, 40)


def test_what_follows_a_photograph_is_lost():
    kept = clean(jpeg() + pdf() + b"#!/bin/sh").content
    assert kept == clean(jpeg()).content


def test_a_digest_recognises_a_photograph_whose_metadata_changed():
    receipt = clean(jpeg())
    assert receipt.digest == hashlib.sha256(receipt.content).hexdigest()
    assert clean(jpeg(exif=exif(), comment="new")) == receipt
    assert clean(jpeg(picture((80, 42)))).digest != receipt.digest


# --- PDF ---------------------------------------------------------------------------------------
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


def armed(writer):
    """Give a PDF a script, an attachment, a note, a link to a program, XMP."""
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.pages[0]["/Resources"][NameObject("/JS")] = action
    writer.add_attachment("tool.exe", b"MZ")
    writer.add_annotation(0, FreeText(text="A note", rect=(9, 9, 99, 99)))
    for holder in (writer.root_object, writer.pages[0]["/Resources"]):
        stream = DecodedStreamObject()
        stream.set_data(XMP)
        holder[NameObject("/Metadata")] = writer._add_object(stream)


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


# --- Refusals ----------------------------------------------------------------------------------
def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("receipt.pdf", pdf())
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + pdf(),
        b"\x7fELF" + jpeg(),
        b"#!/bin/sh\n" + pdf(),
        saved(picture(), "GIF"),
        saved(picture(), "AVIF"),
        saved(picture(), "WEBP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        zipped(),
        b"Parking 4.50",
    ],
    ids=["windows", "linux", "script", "gif", "avif", "webp", "svg", "html", "zip", "text"],
)
def test_other_kinds_are_refused(content):
    assert refusal(content) == receipts.OF_ANOTHER_KIND


NOISE = Image.effect_noise((80, 40), 90).convert("RGB")


@pytest.mark.parametrize(
    "content", [jpeg(NOISE), png(NOISE), heic(NOISE), pdf()], ids=["jpeg", "png", "heic", "pdf"]
)
def test_half_a_file_is_refused(content):
    assert refusal(content[: len(content) // 2]) == receipts.DAMAGED


def test_an_empty_file_and_one_above_10_mb_are_refused():
    assert refusal(b"") == receipts.EMPTY
    assert clean(jpeg().ljust(receipts.LARGEST, b"\0"))
    assert refusal(jpeg().ljust(receipts.LARGEST + 1, b"\0")) == receipts.TOO_LARGE


def test_a_jpeg_in_very_many_passes_or_pieces_is_refused():
    content = jpeg(progressive=True)
    scan = content[content.rindex(b"\xff\xda") : -2]
    assert refusal(content[:-2] + scan * 50 + b"\xff\xd9") == receipts.DAMAGED
    assert refusal(b"\xff\xd8" + b"\xff\xfe\0\2" * 3000 + content[2:]) == receipts.DAMAGED


MEASURE = """
import resource, sys, time
from reimbursement.receipts import CannotKeepReceipt, clean
content = sys.stdin.buffer.read()
used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, started = used(), time.process_time()
try:
    said = len(clean(content).content)
except CannotKeepReceipt as refusal:
    said = refusal
print(said, used() - before, time.process_time() - started, sep="|")
"""


def measured(content):
    """What cleaning says, MB of memory that it takes, and seconds of the processor."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True
    )
    said, memory, seconds = run.stdout.decode().split("|")
    return said, int(memory), float(seconds)


@pytest.mark.parametrize("make", [jpeg, png])
def test_a_photograph_of_60_megapixels_is_refused_before_it_is_decoded(make):
    said, memory, seconds = measured(make(Image.new("L", (10_000, 6_000))))
    assert said == receipts.TOO_MANY_PIXELS
    assert memory < 20
    assert seconds < 1


def test_a_heic_of_60_megapixels_is_refused(monkeypatch):
    monkeypatch.setattr("reimbursement.receipts.MOST_PIXELS", 3199)
    assert refusal(heic()) == receipts.TOO_MANY_PIXELS


def test_a_decompression_bomb_is_refused_like_any_large_photograph():
    assert refusal(png(Image.new("1", (20_000, 20_000)))) == receipts.TOO_MANY_PIXELS


def test_the_largest_photograph_takes_bounded_memory():
    said, memory, _ = measured(jpeg(Image.new("RGB", (8_192, 6_144))))
    assert int(said) > 0
    assert memory < 300


def test_refusals_are_easy_to_read_and_say_what_to_do():
    for sentence in vars(receipts).values():
        if isinstance(sentence, str) and sentence.startswith(("This ", "We ")):
            assert reading_age(sentence) < 11
            assert "hoose" in sentence


# --- Anything ----------------------------------------------------------------------------------
VALID = [jpeg(exif=exif(), progressive=True), png(exif=exif()), heic(), rewritten(pdf(), armed)]
STARTS = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x1cftypheic", b"%PDF-1.7\n", b""]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=2000), st.sampled_from([b"", b"\n%%EOF"]))
def test_random_bytes_are_kept_or_refused(start, rest, end):
    kept_or_refused(start + rest + end)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_damaged_files_are_kept_or_refused(content, data):
    damaged = bytearray(content)
    place = st.integers(0, len(content) - 1)
    for at in data.draw(st.lists(place, min_size=1, max_size=20)):
        damaged[at] = data.draw(st.integers(0, 255))
    kept_or_refused(bytes(damaged[: data.draw(st.just(len(content)) | place)]))


def kept_or_refused(content):
    try:
        kept = clean(content).content
    except CannotKeepReceipt:
        return
    assert kept.startswith((b"\xff\xd8\xff", b"%PDF-1.7"))
