"""The filters of the public list, from what is in the address: unknown values are said, not hidden.

Only values that some listed opportunity has are offered.
"""

from functools import cache

from django.db import connection
from django.db.models import F, Value

from design_system.listings import Filter, FilterForm
from opportunities.models.opportunities import Opportunity

ONLINE = ("online", "Online")
SORTS = [("soonest", "Closing soonest"), ("latest", "Closing latest")]
ASKED = {  # what is asked: its value, its words and its order
    "kind": ("activity_kind__code", "activity_kind__label", "activity_kind__position"),
    "place": ("locality__slug", "locality__name", Value(0)),
    "level": ("level__code", "level__label", "level__position"),
    "service": ("service__slug", "service__name", Value(0)),
}


class Filters(FilterForm):
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
