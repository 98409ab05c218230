"""Plain text with "- " lists, as the YAML files have it, into the rich text of a page."""

from html import escape
from itertools import groupby


def rich_text(text):
    """Return `text` as HTML: each line a paragraph, lines that start with "- " a list."""
    lines = [escape(line.strip(), quote=False) for line in text.splitlines() if line.strip()]
    return "".join(
        _list(group) if is_list else "".join(f"<p>{line}</p>" for line in group)
        for is_list, group in groupby(lines, key=lambda line: line.startswith("- "))
    )


def _list(lines):
    items = "".join(f"<li>{line.removeprefix('- ')}</li>" for line in lines)
    return f"<ul>{items}</ul>"
