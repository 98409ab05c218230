"""Whatever is uploaded, cleaning it ends soon, in bounded memory, with a receipt or a sentence."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reimbursement import receipts
from reimbursement.receipts import CannotKeepReceipt, clean
from tests.reimbursement.uploads import armed, exif, heic, jpeg, pdf, png, refusal, rewritten

MEASURE = """
import re, sys, time
from pathlib import Path
from reimbursement.receipts import CannotKeepReceipt, clean
content = sys.stdin.buffer.read()
used = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
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
