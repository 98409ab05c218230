"""A list as a file for a spreadsheet, safe to open."""

import csv

from django.http import HttpResponse

# A spreadsheet runs a cell that starts like this as a formula; a quotation mark keeps it text.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value):
    """Return `value` as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_csv(name, headings, rows):
    """Return a download called `name`.csv, with a mark that tells Excel it is UTF-8."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow(headings)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return response
