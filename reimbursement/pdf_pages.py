"""A PDF written anew from what its pages show: PDF bytes in, PDF bytes out. No Django.

Objects are copied one by one from the pages on, so that what the pages do not need stays behind:
scripts, actions, attachments, forms, notes, links, who wrote it and with what. pypdf reads, but its
writer is not used: it copies a stream as often as it is referred to, which a trap can make endless.
"""

import logging
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from reimbursement.jpeg_segments import without_metadata
from reimbursement.timed_bytes import TimedBytes

MOST_PAGES = 20
MOST_UNPACKED = 10 * 1024 * 1024  # bytes of one stream
MOST_OBJECTS = 4 * 1024 * 1024  # bytes of all objects that came packed into streams
MOST_WRITTEN = 20 * 1024 * 1024  # bytes: in a trap, objects overlap and grow as they are copied
LONGEST = 10  # seconds of reading

OF_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources", "/Contents")
LEFT_BEHIND = {
    "/Annots", "/CreatorInfo", "/EF", "/JS", "/JavaScript", "/LastModified", "/Metadata",
    "/OpenAction", "/Parent", "/PieceInfo", "/StructParent", "/StructParents",
}  # fmt: skip
LEFT_BEHIND_BY_STREAMS = {  # where names are the standard's, never an author's for a font or so
    "/AF", "/Alternates", "/F", "/FDecodeParms", "/FFilter", "/Measure", "/OPI", "/PtData", "/Ref",
}  # fmt: skip
NOT_OF_A_PAGE = {
    "/Action", "/Annot", "/Catalog", "/EmbeddedFile", "/Filespec", "/Outlines", "/Page", "/Pages",
    "/Sig",
}  # fmt: skip
CATALOG, PAGES = 1, 2  # the numbers of the first two objects

# What pypdf logs about a broken file quotes from it, and what it quotes may be private.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


class Locked(Exception):
    """The PDF is encrypted."""


class TooManyPages(Exception):
    """The PDF has more than MOST_PAGES pages."""


def written_anew(pdf):
    """Return a PDF with the same pages. Equal bytes come out of equal bytes.

    Raises Locked, TooManyPages, or whatever else a broken PDF makes pypdf stumble over.
    """
    if b"%%EOF" not in pdf[-1024:]:
        raise ValueError("No end")  # pypdf would look for it line by line
    with apply_configuration(
        zlib_maximum_output_length=MOST_UNPACKED,
        lzw_maximum_output_length=MOST_UNPACKED,
        run_length_maximum_output_length=MOST_UNPACKED,
        page_tree_maximum_entries=10 * MOST_PAGES,
    ):
        reader = PdfReader(TimedBytes(pdf, LONGEST), xref_stream_maximum_entries=100_000)
        if reader.is_encrypted:
            raise Locked
        _check_packed(reader)
        return _Copy().of(_pages(reader))


def _check_packed(reader):
    unpacked = 0
    for number in {number for number, _ in reader.xref_objStm.values()}:
        unpacked += len(reader.get_object(number).get_data())
        if unpacked > MOST_OBJECTS:
            raise ValueError("Too many packed objects")


def _pages(reader):
    try:
        pages = list(reader.pages)
    except LimitReachedError as error:
        raise TooManyPages from error
    if len(pages) > MOST_PAGES:
        raise TooManyPages
    if not pages:
        raise ValueError("No pages")
    return pages


class _Copy:
    """The new PDF in the making."""

    def __init__(self):
        self.file = BytesIO()
        self.places = {}  # number of an object: where it starts
        self.numbers = {}  # number and generation in the old PDF: number in the new
        self.waiting = []  # references into the old PDF, of which the object is still to be written
        self.last = PAGES

    def of(self, pages):
        """Return the bytes of a PDF with these pages of another."""
        self.file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        leaves = range(self.last + 1, self.last + 1 + len(pages))
        self.last = leaves[-1]
        self._write(CATALOG, {"/Type": NameObject("/Catalog"), "/Pages": _reference(PAGES)})
        self._write(
            PAGES,
            {
                "/Type": NameObject("/Pages"),
                "/Kids": ArrayObject(map(_reference, leaves)),
                "/Count": NumberObject(len(leaves)),
            },
        )
        for leaf, page in zip(leaves, pages, strict=True):
            shown = {key: self._copied(page.raw_get(key)) for key in OF_A_PAGE if key in page}
            self._write(leaf, {"/Type": NameObject("/Page"), "/Parent": _reference(PAGES)} | shown)
        while self.waiting:
            reference = self.waiting.pop()
            number = self.numbers[reference.idnum, reference.generation]
            self._write(number, self._copied(reference.get_object()))
        self._end()
        return self.file.getvalue()

    def _copied(self, value):
        """A value of the old PDF with the references of the new, and less in its dictionaries."""
        if isinstance(value, IndirectObject):
            key = (value.idnum, value.generation)
            if key not in self.numbers:
                self.last += 1
                self.numbers[key] = self.last
                self.waiting.append(value)
            return _reference(self.numbers[key])
        if isinstance(value, ArrayObject):
            return ArrayObject(self._copied(item) for item in value)
        if isinstance(value, DictionaryObject):
            if value.get("/Type") in NOT_OF_A_PAGE:
                return NullObject()
            if isinstance(value, StreamObject):
                return self._copied_stream(value)
            return _dictionary(self._kept(value))
        return NullObject() if value is None else value

    def _kept(self, dictionary):
        return {
            key: self._copied(value) for key, value in dictionary.items() if key not in LEFT_BEHIND
        }

    def _copied_stream(self, stream):
        """A stream whose data stay as they are, save those of a JPEG: it loses its metadata."""
        kept = {k: v for k, v in self._kept(stream).items() if k not in LEFT_BEHIND_BY_STREAMS}
        filters, parameters = _listed(stream, "/Filter"), _listed(stream, "/DecodeParms")
        if filters[-1:] == ["/DCTDecode"]:
            jpeg = without_metadata(stream.get_data())
            stream = DecodedStreamObject()
            stream.set_data(jpeg)
            kept |= {"/Filter": filters[-1], "/DecodeParms": self._copied(parameters[-1])}
        stream.clear()
        stream.update(_dictionary(kept))
        return stream

    def _write(self, number, value):
        if self.file.tell() > MOST_WRITTEN:
            raise ValueError("Too much to copy")
        self.places[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n" % number)
        (_dictionary(value) if type(value) is dict else value).write_to_stream(self.file)
        self.file.write(b"\nendobj\n")

    def _end(self):
        place = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            self.file.write(b"%010d 00000 n \n" % self.places[number])
        self.file.write(b"trailer\n<</Size %d /Root %d 0 R>>\n" % (self.last + 1, CATALOG))
        self.file.write(b"startxref\n%d\n%%%%EOF\n" % place)


def _listed(stream, key):
    value = stream.get(key, NullObject()).get_object()
    items = value if isinstance(value, ArrayObject) else [value]
    return [item.get_object() for item in items]


def _reference(number):
    return IndirectObject(number, 0, None)


def _dictionary(values):
    return DictionaryObject({NameObject(key): value for key, value in values.items()})
