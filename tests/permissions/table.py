"""The table of permissions as docs/permissions.md writes it, read for the tests."""

import fnmatch
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLResolver, get_resolver

from tests.permissions.world import ROLES

TABLE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


@dataclass(frozen=True)
class Row:
    """One address (a URL's name, a pattern of names, or a path), method and object.

    `outcomes` says what is expected, by role; `arguments` are pairs that the address is given.
    """

    section: str
    line: int
    address: str
    arguments: tuple
    method: str
    thing: str
    outcomes: dict

    def __str__(self):
        words = " ".join([self.address, *(f"{k}={v}" for k, v in self.arguments)])
        return f"line {self.line}: {words} {self.method} {self.thing}"

    def names(self, name):
        """Whether this row speaks of the address called `name`."""
        return name == self.address or fnmatch.fnmatchcase(name, self.address)


def read(text=None):
    """The rows of every table; a line with several methods or objects gives several."""
    rows, section, reading = [], "", False
    for number, line in enumerate((text or TABLE.read_text()).splitlines(), start=1):
        if line.startswith("## "):
            section = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0] == "Address":
            assert cells[3:] == ROLES, f"line {number}: the roles are {ROLES}"
        reading = cells[0] == "Address" or (reading and line.startswith("|"))
        if reading and cells[0].startswith("`"):
            rows += _rows(section, number, cells)
    return rows


def _rows(section, number, cells):
    address, *arguments = cells[0].strip("`").split()
    given = tuple(tuple(argument.split("=")) for argument in arguments)
    outcomes = dict(zip(ROLES, cells[3:], strict=True))
    return [
        Row(section, number, address, given, method, thing, outcomes)
        for method in cells[1].split(", ")
        for thing in cells[2].split("; ")
    ]


@dataclass(frozen=True)
class Address:
    """A URL of the resolver: its full name (or its path, where it has no name) and its pattern."""

    name: str
    pattern: str

    @property
    def parameters(self):
        """The names of what the pattern asks for; numbers for groups that have no name."""
        named = re.findall(r"<(?:\w+:)?(\w+)>", self.pattern)
        return named or [str(n) for n in range(len(re.findall(r"\((?!\?)", self.pattern)))]


def addresses(resolver=None, namespace="", prefix=""):
    """Every address that the resolver knows."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            yield from addresses(entry, inner, pattern)
        else:
            name = ":".join(filter(None, [namespace, entry.name or ""]))
            yield Address(name if entry.name else f"/{pattern}", pattern)


def not_named(rows, known):
    """Names of the addresses that no row speaks of."""
    return sorted({a.name for a in known if not any(row.names(a.name) for row in rows)})


def without_address(rows, known):
    """Rows that speak of no address there is."""
    return [str(row) for row in rows if not any(row.names(a.name) for a in known)]


def repeated(rows):
    """What two rows speak of."""
    counts = Counter((r.address, r.arguments, r.method, r.thing) for r in rows)
    return [what for what, number in counts.items() if number > 1]
