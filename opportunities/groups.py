"""The public list, counted by what a visitor can ask of it: once for each change of it."""

from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Value

from design_system.prepared import Prepared
from design_system.remembered import Remembered
from opportunities.models.opportunities import Opportunity, Totals
from organisation.models import Locality, Service
from people.models import Term


class Answer(NamedTuple):
    """One answer to a question of the filters: its value in the address, its words, its place."""

    value: str
    label: str
    position: int


class Group(NamedTuple):
    """Opportunities that are alike in all that can be asked: Answers (or None) and Totals."""

    kind: Answer | None
    level: Answer | None
    locality: Answer | None
    service: Answer
    online: bool
    totals: Totals


BY = ("activity_kind", "level", "locality", "service", "online")
COUNTED = Prepared(lambda now: Opportunity.objects.listed().totals(now, by=BY))


def groups(now):
    """What the public list holds at the moment `now`, as a tuple of Group."""
    return GROUPS.at(now)


def _groups(now):
    """The groups, and the moment at which time alone changes them."""
    rows, names = COUNTED.rows(now), _names()  # in this order: whatever is counted has a name
    groups = tuple(
        Group(
            names.get(("term", kind)),
            names.get(("term", level)),
            names.get(("locality", locality)),
            names["service", service],
            online,
            Totals(*totals),
        )
        for kind, level, locality, service, online, *totals in rows
    )
    return groups, Totals.together([group.totals for group in groups]).changes_at


GROUPS = Remembered(_groups)


def _names():
    """What the groups may be called, in one query: {(table, number): Answer}."""
    with connection.cursor() as cursor:
        cursor.execute(*_names_sql())
        return {(table, number): Answer(*words) for table, number, *words in cursor.fetchall()}


@cache
def _names_sql():
    """That query, always the same: to build it takes far longer than to have it answered."""
    terms = Term.objects.filter(kind__in=[Term.Kind.ACTIVITY_KIND, Term.Kind.LEVEL])
    places, services = (
        model.objects.order_by().values_list(Value(table), "pk", F("slug"), F("name"), Value(0))
        for table, model in (("locality", Locality), ("service", Service))
    )
    rows = terms.order_by().values_list(Value("term"), "pk", F("code"), F("label"), F("position"))
    return rows.union(places, services, all=True).query.sql_with_params()
