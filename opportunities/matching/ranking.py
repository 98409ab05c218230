"""The shortlist: the whole register, best first, in one query. It is never kept in a table."""

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from involvement.models import Involvement
from opportunities.models import Application, Criterion
from people.models import Member, PersonNeed

from .ask import Ask, Vocabulary, truth
from .availability import Availability
from .place import Place
from .terms import ActivityKind, Interest, Level, Skill

KINDS = {
    kind.kind: kind
    for kind in (Skill(), Interest(), ActivityKind(), Level(), Place(), Availability())
}


def asked_of(opportunity, vocabulary=None):
    """Return what `opportunity` asks (a list of Ask), in the order in which it is told.

    A criterion whose fact is not known yet (no kind of activity, no level, no place) asks nothing.
    Costs two queries, or one where `vocabulary` is given; none for criteria already prefetched.
    """
    vocabulary = vocabulary or Vocabulary()
    criteria = opportunity.criteria.all()
    if "criteria" not in getattr(opportunity, "_prefetched_objects_cache", {}):
        criteria = criteria.select_related("term")
    order = list(KINDS)
    asks = []
    for criterion in sorted(criteria, key=lambda one: (order.index(one.kind), one.pk)):
        details = KINDS[criterion.kind].details(criterion, opportunity, vocabulary)
        if details is not None:
            asks.append(
                Ask(
                    key=f"met_{criterion.pk}",
                    kind=criterion.kind,
                    must=criterion.importance == Criterion.Importance.MUST,
                    weight=criterion.weight,
                    **details,
                )
            )
    return _each_word_once(asks)


def _each_word_once(asks):
    """Words that a replacement made one are asked once: a must if either was, the larger weight."""
    kept = {}
    for ask in asks:
        word = (ask.kind, ask.terms or ask.key)
        other = kept.get(word, ask)
        kept[word] = other._replace(
            must=ask.must or other.must, weight=max(ask.weight, other.weight)
        )
    return list(kept.values())


def shortlist(opportunity, asks=None):
    """Return the members who can be asked today as a QuerySet, those who suit best first.

    Each row carries `score` (0 to 100: 100 times the weight met // the weight asked; 100 where
    nothing is asked), `musts_missed`, one boolean per thing asked (named by `Ask.key`), `applied`
    (they told us themselves, and have not withdrawn), `application_id` and `application_status`
    (None for most), `has_needs`, and `parts`: at how many activities they are expected. Order:
    fewest musts missed, highest score, those who applied, lowest reference. Ranking is one query;
    the tasks that the rows' members answered are a second.
    """
    asks = asked_of(opportunity) if asks is None else asks
    met = {ask.key: truth(KINDS[ask.kind].holds_in_database(ask)) for ask in asks}
    return (
        Member.objects.available_for_matching()
        .select_related("person", "locality")
        .prefetch_related("task_answers")
        .alias(
            application=FilteredRelation(
                "person__applications",
                condition=Q(person__applications__opportunity=opportunity),
            )
        )
        .annotate(**met)
        .annotate(
            score=_score(asks),
            musts_missed=_sum(Q(**{ask.key: False}) for ask in asks if ask.must),
            application_id=F("application__pk"),
            application_status=F("application__status"),
            applied=truth(
                Q(
                    application__origin=Application.Origin.MEMBER,
                    application__status__in=set(Application.Status)
                    - {Application.Status.WITHDRAWN},
                )
            ),
            has_needs=truth(
                Exists(PersonNeed.objects.filter(person=OuterRef("person")))
                | ~Q(person__needs_note="")
            ),
            parts=_parts(),
        )
        .order_by("musts_missed", "-score", "-applied", "pk")
    )


def _score(asks):
    total = sum(ask.weight for ask in asks)
    if not total:
        return Value(100, output_field=IntegerField())
    weights = [_points(Q(**{ask.key: True}), ask.weight) for ask in asks]
    return sum(weights[1:], weights[0]) * 100 / total


def _sum(conditions):
    return sum((_points(condition, 1) for condition in conditions), Value(0))


def _points(condition, points):
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def _parts():
    """At how many activities somebody is expected; all dates of one opportunity are one."""
    expected = Involvement.objects.current().filter(member=OuterRef("pk")).order_by()
    activity = Coalesce("activity__opportunities", -F("activity"))
    number = Count(activity, distinct=True)
    counted = expected.values("member").annotate(number=number).values("number")
    return Coalesce(Subquery(counted), 0)
