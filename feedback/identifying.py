"""What in a text may say who someone is: text in, findings out. No Django, and nothing is kept.

It would rather raise an alarm too many than one too few: a colleague can decide that it is false.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

EMAIL, PHONE, NHS_NUMBER = "an email address", "a phone number", "an NHS number"
POSTCODE, BIRTH, NAME = "a postcode", "a date of birth", "a name"

TITLES = "mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sister|nurse|matron|rev|reverend|sir|lady"
KIN = (
    "mum|mother|dad|father|son|daughter|brother|sister|wife|husband|partner|friend|neighbour|carer|"
    "nan|gran|grandma|grandad|aunt|auntie|uncle|cousin|niece|nephew|boyfriend|girlfriend|baby"
)
STAFF = (
    "nurse|doctor|gp|therapist|psychologist|psychiatrist|physio|consultant|midwife|keyworker|worker|"
    "healthcare assistant|social worker|care coordinator|coordinator|cpn|manager|receptionist|"
    "volunteer|counsellor|dietitian|advocate"
)


def _words(name):
    path = Path(__file__).parent / "wordlists" / f"{name}.txt"
    return set(path.read_text(encoding="utf-8").split())


# Capitalised words that follow a title or "called", and are nobody's name.
NOT_NAMES = _words("not_names")
# Parts of names that are also ordinary words: they count only beside the rest of the name.
ORDINARY = NOT_NAMES | _words("ordinary")

WORD = re.compile(r"[^\W\d_]+")
NAME_WORD = r"([^\W\d_][^\W\d_]+)"
PATTERNS = [
    (EMAIL, re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:.]{2,}")),
    (
        EMAIL,
        re.compile(
            r"[\w.+-]+\s*(?:\(at\)|\[at\]|\sat\s)\s*[\w-]+(?:\s*(?:\(dot\)|\[dot\]|\sdot\s)\s*\w+)+",
            re.IGNORECASE,
        ),
    ),
    (
        PHONE,
        re.compile(r"(?<![\d+])(?:\+\s?44\s?(?:\(0\))?|0044|0)(?:[\s().\-/]{0,3}\d){9,10}(?!\d)"),
    ),
    (
        POSTCODE,
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
    ),
    (
        BIRTH,
        re.compile(
            r"\b(?:born|date of birth|d\.?o\.?b\.?)\b\D{0,12}\d[\w\s./-]{2,18}", re.IGNORECASE
        ),
    ),
]
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s\-]?\d){9}(?!\d)")
INTRODUCED = [
    re.compile(rf"\b(?i:{TITLES})\b\.?\s+{NAME_WORD}"),
    re.compile(rf"\b(?i:my|our|his|her|their|the|a|your)\s+(?:\w+\s+)?(?i:{KIN}|{STAFF}),?\s+{NAME_WORD}"),
    re.compile(rf"\b(?i:called|named|name is|name was|name[\u2019']s|nicknamed)\s+{NAME_WORD}"),
    re.compile(rf"\b(?:I am|I[\u2019']m|This is)\s+{NAME_WORD}\s+[^\W\d_a-z][^\W\d_]+"),
]  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One piece of a text: what `kind` it is ("a name"), its `words`, and where it starts."""

    kind: str
    words: str
    start: int

    @property
    def end(self):
        return self.start + len(self.words)


def find(text, names=()):
    """What in `text` may say who someone is, as a list of Finding in the order of the text.

    `names` are full names of people whom we know, in any script.
    """
    digits = "".join(str(unicodedata.digit(c, c)) for c in text)  # of any script, as 0 to 9
    found = [
        Finding(kind, text[m.start() : m.end()], m.start())
        for kind, pattern in PATTERNS
        for m in pattern.finditer(digits)
    ]
    found += [
        Finding(NHS_NUMBER, text[m.start() : m.end()], m.start())
        for m in TEN_DIGITS.finditer(digits)
        if is_nhs_number(m[0])
    ]
    found += _introduced(text) + _known(text, names)
    return _without_overlaps(found)


def is_nhs_number(text):
    """Whether ten digits, however spaced, end in the check digit of an NHS number."""
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == digits[9]


def in_words(findings):
    """One plain sentence about what was found: "These words may say who someone is: …"."""
    kinds = {}
    for finding in findings:
        kinds.setdefault(finding.kind, []).append(f"“{finding.words.strip()}”")
    said = [f"{kind} ({', '.join(dict.fromkeys(words))})" for kind, words in kinds.items()]
    return f"These words may say who someone is: {', '.join(said)}."


def _introduced(text):
    """Names after a title, after whose relative or colleague it is, or after "called"."""
    return [
        Finding(NAME, m[1], m.start(1))
        for pattern in INTRODUCED
        for m in pattern.finditer(text)
        if _could_be_a_name(m[1]) and m[1].casefold() not in NOT_NAMES
    ]


def _known(text, names):
    """Names of people whom we know: whole in any case, or a part of one written like a name."""
    whole, parts = {}, set()
    for name in names:
        words = tuple(word.casefold() for word in WORD.findall(name))
        if len(words) > 1:
            whole.setdefault(words[0], set()).add(words)
        parts |= {word for word in words if len(word) > 2}
    parts -= ORDINARY
    spoken = [(m[0], m.start(), m.end()) for m in WORD.finditer(text)]
    folded = [word.casefold() for word, _, _ in spoken]
    found = []
    for number, (word, start, _) in enumerate(spoken):
        for words in whole.get(folded[number], ()):
            if tuple(folded[number : number + len(words)]) == words:
                end = spoken[number + len(words) - 1][2]
                found.append(Finding(NAME, text[start:end], start))
        if folded[number] in parts and _could_be_a_name(word):
            found.append(Finding(NAME, word, start))
    return found


def _could_be_a_name(word):
    """Whether a word starts with a capital letter, or with a letter of a script that has none."""
    return word[0].isupper() or word[0].lower() == word[0].upper()


def _without_overlaps(found):
    """The longest of those that lie over each other."""
    kept = []
    for finding in sorted(found, key=lambda one: (one.start, -len(one.words))):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept
