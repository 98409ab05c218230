"""Public lists as an address asks for them: filters that know their answers, pages of a few rows.

Unknown values in an address are said, not hidden.
"""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.http import QueryDict

SHOWN = 60  # characters of an unknown value that are shown back
NAMED = 3  # unknown values that are named one by one
AROUND = 1  # page numbers on each side of the page that is shown


@dataclass(frozen=True)
class Filter:
    """One question of a filter form. `options` are (value, label); `chosen` and `unknown` lists
    of values from the address."""

    name: str
    label: str
    options: list
    chosen: list = field(default_factory=list)
    unknown: list = field(default_factory=list)

    @classmethod
    def read(cls, data, name, label, options):
        """The filter `name` as a QueryDict answers it."""
        values = [value for value in dict.fromkeys(data.getlist(name)) if value]
        known = {value for value, _ in options}
        return cls(
            name,
            label,
            options,
            [value for value in values if value in known],
            [value for value in values if value not in known],
        )

    @property
    def is_asked(self):
        """A question with a single answer would change nothing, unless it was answered."""
        return len(self.options) > 1 or bool(self.chosen)


class FilterForm:
    """Mixin: `questions` is a list of Filter; `sort`, where there is one, the Filter of the order.

    The order narrows nothing, so it does not count as a question.
    """

    questions = ()
    sort = None

    @property
    def _all(self):
        return [*self.questions, *filter(None, [self.sort])]

    @property
    def active(self):
        return any(question.chosen for question in self.questions)

    def problems(self):
        """A sentence for each value that we do not know and left out, as a list."""
        unknown = [
            f"We do not know the {question.label.lower()} “{short(value)}”, so we left it out."
            for question in self._all
            for value in question.unknown
        ]
        rest = len(unknown) - NAMED
        if rest > 0:
            unknown[NAMED:] = [f"We left out {rest} more that we do not know."]
        return unknown

    def query(self, **changes):
        """The query string, with "?", of what is chosen with `changes`; "" for nothing."""
        query = QueryDict(mutable=True)
        for question in self._all:
            query.setlist(question.name, question.chosen)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}" if query.urlencode() else ""


def page_of(items, per_page, asked, count=None):
    """The Page of `items` (a list or QuerySet) asked for, or the first where there is none such.

    `asked` is a number in whatever digits, as it came; "" for the first. `count` saves counting.
    """
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count
    number = _number(asked)
    return paginator.page(number if number in paginator.page_range else 1)


def page_problems(asked, page):
    """Sentences about what `asked` for another page than `page`, as a list."""
    if _number(asked) == page.number:
        return []
    return [f"There is no page “{short(asked, 10)}”. This is the first page."]


def pagination(page, to, label):
    """Parameters of the NHS.UK pagination component for a Page of a paginator, or None for one.

    `to(number)` gives the address of a page; `label` names the list, such as "Pages of stories".
    """
    pages = page.paginator
    if pages.num_pages == 1:
        return None
    numbers = pages.get_elided_page_range(page.number, on_each_side=AROUND, on_ends=1)
    return {
        "landmarkLabel": label,
        "previous": {"href": to(page.number - 1)} if page.has_previous() else {},
        "next": {"href": to(page.number + 1)} if page.has_next() else {},
        "items": [
            {"ellipsis": True}
            if number == pages.ELLIPSIS
            else {"number": str(number), "href": to(number), "current": number == page.number}
            for number in numbers
        ],
    }


def _number(asked):
    """1 for none, None for what is no number."""
    asked = asked or "1"
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None


def short(value, most=SHOWN):
    """`value`, cut where it is longer than `most` characters."""
    return value if len(value) <= most else f"{value[:most]}…"
