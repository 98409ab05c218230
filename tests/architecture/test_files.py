"""Files stay short: a longer one is missing a noun."""

import re
from statistics import median

from tests.architecture.house import ROOT, name_of, sources

LONGEST = 400
TYPICAL = 100
LEFT_FOR_LATER = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b")


def too_long(lengths):
    """Names of files above the longest length allowed."""
    return [name for name, lines in lengths.items() if lines > LONGEST]


def left_for_later(texts):
    """Names of files with a note to do something another day."""
    return [name for name, text in texts.items() if LEFT_FOR_LATER.search(text)]


def test_files_stay_short():
    paths = [*sources(), *sorted((ROOT / "tests").rglob("*.py"))]
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in paths}
    assert too_long(lengths) == []
    assert median(n for n in lengths.values() if n) < TYPICAL


def test_nothing_is_left_for_later():
    paths = [*sources(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "scripts").rglob("*.py")]
    assert left_for_later({name_of(p): p.read_text() for p in paths if p.is_file()}) == []


def test_violations_are_found():
    assert too_long({"short": LONGEST, "long": LONGEST + 1}) == ["long"]
    assert left_for_later({"clean": "done", "later": "# TO" + "DO: mend"}) == ["later"]
