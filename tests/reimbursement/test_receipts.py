"""A photograph comes out safe to keep, and what cannot be kept with a sentence that says why."""

import hashlib
import io
import zipfile

import pytest
from PIL import Image, ImageStat, PngImagePlugin

from reimbursement import receipts
from reimbursement.jpeg_segments import METADATA, segments
from reimbursement.receipts import clean
from tests.reading import reading_age
from tests.reimbursement.uploads import (
    BLUE,
    RED,
    SECRET,
    XMP,
    exif,
    heic,
    jpeg,
    near,
    opened,
    pdf,
    picture,
    png,
    refusal,
    saved,
)


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


def test_refusals_are_easy_to_read_and_say_what_to_do():
    for sentence in vars(receipts).values():
        if isinstance(sentence, str) and sentence.startswith(("This ", "We ")):
            assert reading_age(sentence) < 11
            assert "hoose" in sentence
