"""What counts as a name: in any script, but something that can be seen."""

import unicodedata

# Letters and a symbol by their kind, and yet blank: fillers of Hangul, a pattern without dots.
_BLANK = set("\u115f\u1160\u3164\uffa0\u2800")


def can_be_seen(name):
    """Whether `name` has a letter, number, sign or symbol, and not only marks and blanks."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK
        for character in name
    )
