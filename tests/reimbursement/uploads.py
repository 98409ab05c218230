"""Receipts as people upload them, made in memory."""

import io

import pillow_heif
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject
from weasyprint import HTML

from reimbursement.receipts import CannotKeepReceipt, clean

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
