"""What is taken out of text that somebody typed or pasted, before anything else sees it."""

import re
import unicodedata

# C0 controls (NUL among them) except tab and newline, DEL, C1 controls, lone surrogates, which no
# database can hold, and the two that are no characters, which no feed can hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# Embeddings, overrides and isolates can make text read differently from what is stored.
# The plain marks U+200E, U+200F and U+061C stay: names in Arabic and Hebrew need them.
_BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LINE_BREAKS = re.compile("\r\n?")


def clean_text(value):
    """Return `value` (a str) without hidden characters, trimmed, in Unicode form NFC.

    Tabs and newlines stay; each kind of line break becomes one newline, so that lengths are
    counted as the writer sees them.
    """
    value = _LINE_BREAKS.sub("\n", value)
    value = _BIDIRECTIONAL.sub("", _CONTROLS.sub("", value))
    return unicodedata.normalize("NFC", value).strip()


def clean_line(value):
    """Return `value` (a str) cleaned as by `clean_text` and put on one line, single-spaced."""
    return " ".join(clean_text(value).split())
