"""The filters of the public list, from what is in the address: unknown values are said, not hidden.

Only values that some listed opportunity has are offered.
"""

from dataclasses import dataclass, field
from functools import cache

from django.db import connection
from django.db.models import F, Value
from django.http import QueryDict

from opportunities.models.opportunities import Opportunity

ONLINE = ("online", "Online")
SORTS = [("soonest", "Closing soonest"), ("latest", "Closing latest")]
ASKED = {  # what is asked: its value, its words and its order
    "kind": ("activity_kind__code", "activity_kind__label", "activity_kind__position"),
    "place": ("locality__slug", "locality__name", Value(0)),
    "level": ("level__code", "level__label", "level__position"),
    "service": ("service__slug", "service__name", Value(0)),
}
SHOWN = 60  # characters of an unknown value that are shown back
NAMED = 3  # unknown values that are named one by one


@dataclass(frozen=True)
class Filter:
    """One question of the filter form. `options` are (value, label); `chosen` and `unknown` lists
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


class Filters:
    """What a visitor asks to see of the listed opportunities, as `data` (a QueryDict) says."""

    def __init__(self, data):
        options = _options()
        self.kind = Filter.read(data, "kind", "Kind of activity", options["kind"])
        self.place = Filter.read(data, "place", "Place", options["place"])
        self.level = Filter.read(data, "level", "Level of involvement", options["level"])
        self.service = Filter.read(data, "service", "Service", options["service"])
        self.sort = Filter.read(data, "sort", "Order", SORTS)
        self.questions = [self.kind, self.place, self.level, self.service]

    @property
    def active(self):
        return any(question.chosen for question in self.questions)

    @property
    def latest_first(self):
        return self.sort.chosen[:1] == ["latest"]

    def narrow(self, opportunities):
        """Keep those that match every question answered; several answers to one are "or"."""
        places = [value for value in self.place.chosen if value != ONLINE[0]]
        if self.kind.chosen:
            opportunities = opportunities.filter(activity_kind__code__in=self.kind.chosen)
        if self.level.chosen:
            opportunities = opportunities.filter(level__code__in=self.level.chosen)
        if self.service.chosen:
            opportunities = opportunities.filter(service__slug__in=self.service.chosen)
        if ONLINE[0] in self.place.chosen:
            opportunities = opportunities.filter(online=True) | opportunities.filter(
                locality__slug__in=places
            )
        elif places:
            opportunities = opportunities.filter(locality__slug__in=places)
        return opportunities

    def problems(self):
        """A sentence for each value that we do not know and left out, as a list."""
        unknown = [
            f"We do not know the {question.label.lower()} “{_short(value)}”, so we left it out."
            for question in [*self.questions, self.sort]
            for value in question.unknown
        ]
        rest = len(unknown) - NAMED
        if rest > 0:
            unknown[NAMED:] = [f"We left out {rest} more that we do not know."]
        return unknown

    def query(self, **changes):
        """The query string, with "?", of what is chosen with `changes`; "" for nothing."""
        query = QueryDict(mutable=True)
        for question in [*self.questions, self.sort]:
            query.setlist(question.name, question.chosen)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}" if query.urlencode() else ""


def _options():
    """What the listed opportunities have, in one query: {filter's name: [(value, label), …]}."""
    with connection.cursor() as cursor:
        cursor.execute(*_options_sql())
        rows = [row for row in cursor.fetchall() if row[1]]
    options = {name: [] for name in ASKED}
    for name, value, label, _ in sorted(rows, key=lambda row: (row[3], row[2])):
        options[name].append((value, label))
    return options


@cache
def _options_sql():
    """That query, always the same: to build it takes ten times as long as to have it answered."""
    listed = Opportunity.objects.listed().order_by()
    first, *others = (
        listed.values_list(Value(name), F(code), F(label), position)
        for name, (code, label, position) in ASKED.items()
    )
    online = listed.filter(online=True)
    online = online.values_list(Value("place"), Value(ONLINE[0]), Value(ONLINE[1]), Value(1))
    return first.union(*others, online).query.sql_with_params()


def _short(value):
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
