"""The file of a batch that finance gets: the same bytes whenever it is built again."""

import csv
import hashlib
import io
from pathlib import Path

import yaml

from design_system.desk.export import safe_cell

LAYOUTS = Path(__file__).parent / "layouts"
CHUNK = 1000  # payments that are in memory at once

# What a column of a layout can hold.
COLUMNS = {
    "reference": lambda payment: f"PY-{payment.pk:07d}",
    "batch": lambda payment: str(payment.batch),
    "payee": lambda payment: payment.payee,
    "amount": lambda payment: f"{payment.amount:.2f}",
    "cost_centre": lambda payment: payment.cost_centre,
    "claim": lambda payment: payment.claim.reference,
    "kind": lambda payment: payment.line.get_kind_display(),
    "activity_date": lambda payment: payment.claim.activity_date.isoformat(),
    "attempt": lambda payment: str(payment.attempt),
}


def layouts():
    """The names of the layouts that there are, as a list."""
    return sorted(path.stem for path in LAYOUTS.glob("*.yaml"))


def lines_of_file(batch, layout):
    """Yield the file of a Batch piece by piece, as bytes. `layout` is one of `layouts()`.

    Dates are ISO 8601, amounts pounds with two decimals, lines end in CR LF, text is UTF-8.
    """
    shape = yaml.safe_load((LAYOUTS / f"{layout}.yaml").read_text(encoding="utf-8"))
    headings = [heading for heading, _ in shape["columns"]]
    values = [COLUMNS[name] for _, name in shape["columns"]]
    yield _as_bytes([headings], shape["delimiter"])
    for payments in in_chunks(batch.payments.select_related("batch", "claim", "line")):
        rows = [[safe_cell(value(payment)) for value in values] for payment in payments]
        yield _as_bytes(rows, shape["delimiter"])


def digest_of_file(batch, layout):
    """The SHA-256 of that file, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in lines_of_file(batch, layout):
        digest.update(piece)
    return digest.hexdigest()


def in_chunks(rows):
    """Yield a QuerySet as lists of at most CHUNK rows, in the order of their keys."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _as_bytes(rows, delimiter):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")
