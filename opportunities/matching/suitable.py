"""The other way round: from one member to what is open and suits them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from opportunities.models import Criterion, Opportunity
from people.models import Member

from .ask import Vocabulary
from .ranking import KINDS, asked_of
from .reasons import answers_of, weighed


@dataclass(frozen=True)
class Suggestion:
    """An opportunity that may suit someone, with the reasons said to them."""

    opportunity: Opportunity
    score: int
    reasons_for: list[str]
    reasons_against: list[str]


def suitable_for(member):
    """Return what is open now and may suit `member`: a list of Suggestion, the best first.

    Left out: whatever misses a must, and what they already applied to or were asked about. Empty
    for someone who is not on the register today. The number of queries does not grow.
    """
    if member.status != Member.Status.ACTIVE:
        return []
    answers = answers_of(member, member.member_terms.values_list("term", flat=True))
    vocabulary = Vocabulary()
    suggestions = []
    for opportunity in _open_to(member):
        asks = asked_of(opportunity, vocabulary)
        met = {ask.key for ask in asks if KINDS[ask.kind].holds(ask, answers)}
        if any(ask.must and ask.key not in met for ask in asks):
            continue
        said_for, said_against = weighed(asks, met, answers)
        suggestions.append(
            Suggestion(
                opportunity=opportunity,
                score=_score(asks, met),
                reasons_for=[said.to_you for said in said_for],
                reasons_against=[said.to_you for said in said_against],
            )
        )
    return sorted(suggestions, key=lambda one: -one.score)


def _open_to(member):
    return (
        Opportunity.objects.open()
        .published()
        .exclude(applications__person=member.person_id)
        .select_related("activity_kind", "level", "locality", "service", "page")
        .prefetch_related(Prefetch("criteria", Criterion.objects.select_related("term")))
        .order_by("closes_at", "pk")
    )


def _score(asks, met):
    total = sum(ask.weight for ask in asks)
    return 100 * sum(ask.weight for ask in asks if ask.key in met) // total if total else 100
