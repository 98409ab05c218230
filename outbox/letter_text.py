"""From the plain text of a message to the parts of a printed letter. No Django here.

The text has few conventions, which also read well as plain text: an empty line between parts,
`- ` before each point of a list, `1. ` before each step (a paragraph of one is a heading: forms
number their questions), `[  ] ` before what can be ticked, and `____` where someone writes.
"""

import re
from dataclasses import dataclass
from itertools import groupby

_STEP = re.compile(r"^\s*\d+\. ")
_MARKS = {  # what stands before each kind of line; the last fits any
    "box": re.compile(r"^\s*\[ *\]\s*"),
    "points": re.compile(r"^\s*- "),
    "steps": _STEP,
    "text": re.compile(""),
}
_RULE = re.compile(r"_{4,}")


@dataclass(frozen=True)
class Line:
    """A line in pieces: words, and None for each place to write."""

    pieces: tuple


@dataclass(frozen=True)
class Part:
    """`kind` is text, points, steps, heading or box (something to tick); `lines` hold Line."""

    kind: str
    lines: tuple


def parts_of(text):
    """Return the list of Part of a letter's `text` (a str)."""
    parts = []
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines:
            parts += _parts_of_block(lines)
    return parts


def address_lines(name, address, most=6):
    """Return `name` and the lines of a postal `address`, at most `most`: the window shows no more.

    What would not fit is joined to the last line.
    """
    lines = [name, *(line.strip(" ,") for line in address.split("\n"))]
    lines = [line for line in lines if line]
    return [*lines[: most - 1], ", ".join(lines[most - 1 :])] if len(lines) > most else lines


def _parts_of_block(lines):
    if len(lines) == 1 and _STEP.match(lines[0]):
        return [Part("heading", (_line(lines[0]),))]
    parts = []
    for kind, run in groupby(lines, _kind_of):
        found = tuple(_line(_MARKS[kind].sub("", line)) for line in run)
        parts += [Part(kind, (box,)) for box in found] if kind == "box" else [Part(kind, found)]
    return parts


def _kind_of(line):
    return next(kind for kind, mark in _MARKS.items() if mark.match(line))


def _line(text):
    pieces = []
    for number, words in enumerate(_RULE.split(text.strip())):
        pieces += [None] if number else []
        pieces += [words.strip()] if words.strip() else []
    return Line(tuple(pieces))
