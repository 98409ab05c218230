"""What is kept of a receipt that somebody uploads: bytes in, safe bytes out. No Django.

Nothing that was uploaded is kept as it came. A photograph is decoded and encoded anew, so that only
its pixels stay; a PDF is written anew from what its pages show. What else a file carries, such as
where a photograph was taken, or a script, is lost on the way.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from reimbursement import pdf_pages
from reimbursement.jpeg_segments import START_OF_SCAN, segments

LARGEST = 10 * 1024 * 1024  # bytes of an upload
MOST_PIXELS = 51_000_000  # what phones sell as 50 megapixels is up to 8192 x 6144
LONGEST_SIDE = 2400  # pixels of what we keep: small print on a till receipt stays readable
MOST_SCANS = 50  # of one JPEG: a camera writes about ten, a trap for the decoder thousands

KINDS_IN_WORDS = "A photograph (JPEG, PNG or HEIC) or a PDF, up to 10 MB"

EMPTY = "This file is empty. Choose it again, or take a new photograph of your receipt."
OF_ANOTHER_KIND = (
    "We can only keep photographs (JPEG, PNG or HEIC) and PDF files. "
    "Take a photograph or a screenshot of your receipt and choose that instead."
)
TOO_LARGE = (
    "This file is larger than 10 MB, which is the most we can keep. "
    "Take a smaller photograph, or a screenshot, and choose that instead."
)
TOO_MANY_PIXELS = (
    "This photograph is too big for us to open. "
    "Take a smaller one, or open it and take a screenshot, and choose that instead."
)
DAMAGED = (
    "We could not open this file. It may be damaged, or part of it may be missing. "
    "Choose it again, or take a new photograph of your receipt."
)
LOCKED = (
    "This PDF is locked, so we cannot open it. "
    "Open it yourself, take a screenshot, and choose that instead."
)
TOO_MANY_PAGES = (
    f"This PDF has more than {pdf_pages.MOST_PAGES} pages. "
    "Take a screenshot of the page that shows what you paid, and choose that instead."
)


class CannotKeepReceipt(Exception):
    """What was uploaded cannot be kept. The text says why, and what to do instead."""


@dataclass(frozen=True)
class CleanReceipt:
    """A receipt that is safe to keep and to show.

    `media_type` is "image/jpeg" or "application/pdf"; `extension`, without a dot, "jpg" or "pdf".
    `digest` is the SHA-256 of `content`, 64 hexadecimal digits. It is taken of what is kept, not of
    what was uploaded: a photograph whose metadata changed on its way, or an invoice downloaded a
    second time and stamped with the moment, is recognised, and whoever holds the file can check it.
    Equal uploads have equal digests as long as the same releases of Pillow, libheif and pypdf clean
    them: after an upgrade, a receipt that was kept before may go unrecognised.
    """

    content: bytes
    media_type: str
    extension: str
    digest: str


def clean(content):
    """Return the CleanReceipt of the bytes of an upload, or raise CannotKeepReceipt.

    The bytes alone decide what it is, never a name. A photograph comes back as a JPEG of at most
    LONGEST_SIDE pixels a side, upright, on white, its first picture only; a PDF as a PDF whose
    pages look the same, without forms, notes and links.
    """
    if not content:
        raise CannotKeepReceipt(EMPTY)
    if len(content) > LARGEST:
        raise CannotKeepReceipt(TOO_LARGE)
    read = _reader_of(content)
    try:
        kept, media_type, extension = read(content)
    except CannotKeepReceipt:
        raise
    except Exception as error:  # whatever a broken file makes a library stumble over
        raise CannotKeepReceipt(DAMAGED) from error
    return CleanReceipt(kept, media_type, extension, hashlib.sha256(kept).hexdigest())


def _reader_of(content):
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    mime_type = pillow_heif.get_file_mimetype(content)
    if content[4:8] == b"ftyp" and mime_type.startswith(("image/heic", "image/heif")):
        return _heic
    if content[:16].lstrip().startswith(b"%PDF-"):
        return _pdf
    raise CannotKeepReceipt(OF_ANOTHER_KIND)


def _jpeg(content):
    if sum(marker == START_OF_SCAN for marker, _ in segments(content)) > MOST_SCANS:
        raise CannotKeepReceipt(DAMAGED)
    return _photograph(JpegImageFile(BytesIO(content)))


def _png(content):
    return _photograph(PngImageFile(BytesIO(content)))


def _heic(content):
    file = pillow_heif.open_heif(BytesIO(content))
    _check_pixels(file.size)
    return _photograph(file.to_pillow())


def _check_pixels(size):
    if size[0] * size[1] > MOST_PIXELS:
        raise CannotKeepReceipt(TOO_MANY_PIXELS)


def _photograph(image):
    """An opened Image, not necessarily decoded, as a JPEG without anything but its pixels."""
    _check_pixels(image.size)
    # WeasyPrint, once imported, has the whole process take half a picture for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than needed
    if image.mode.startswith("I"):  # grey in 65,536 steps
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = ImageOps.exif_transpose(image)
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.info.clear()  # a comment would be written again
    kept = BytesIO()
    image.save(kept, "JPEG", quality=85)
    return kept.getvalue(), "image/jpeg", "jpg"


def _pdf(content):
    try:
        return pdf_pages.written_anew(content), "application/pdf", "pdf"
    except pdf_pages.Locked as error:
        raise CannotKeepReceipt(LOCKED) from error
    except pdf_pages.TooManyPages as error:
        raise CannotKeepReceipt(TOO_MANY_PAGES) from error
