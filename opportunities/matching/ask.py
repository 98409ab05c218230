"""What is weighed: one thing asked, one member's answers, and the kind of rule between them."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Case, Value, When

from opportunities.models import Criterion
from people.models import TaskAnswer, Term


class Ask(NamedTuple):
    """One thing that an opportunity asks. `key` names its annotation on a member.

    `terms` are the ids that count as the word asked for: itself, what it was replaced by, and
    whatever was replaced by that. `label` is that word as people read it today.
    """

    key: str
    kind: str
    must: bool
    weight: int
    terms: frozenset[int] = frozenset()
    label: str = ""
    slots: int = 0
    locality_id: int | None = None
    locality_name: str = ""
    online: bool = False


@dataclass(frozen=True)
class Answers:
    """What one member said. `answered` holds the tasks of the task list that they answered."""

    terms: frozenset[int]
    locality_id: int | None
    locality_name: str
    meets_in_person: bool
    meets_online: bool
    availability: int
    answered: frozenset[str]


class Said(NamedTuple):
    """A sentence said of somebody to the team, and the same said to that person."""

    of_them: str
    to_you: str


class Kind:
    """A kind of criterion: `holds_in_database` and `holds` are the same rule in two places.

    `met`, `missed` and `unknown` give the sentences for criteria of this kind that a member meets,
    that they do not meet, and that they have not told us about (they did not answer `task`).
    """

    kind: Criterion.Kind
    task: TaskAnswer.Task
    unknown: Said

    def details(self, criterion, opportunity, vocabulary):
        """Return what Ask needs beside weight and importance (a dict), or None: the opportunity
        has no such fact yet, so nothing is asked."""
        raise NotImplementedError

    def holds_in_database(self, ask):
        """Return the rule as a condition on a Member queryset (a Q or a conditional expression)."""
        raise NotImplementedError

    def holds(self, ask, answers):
        raise NotImplementedError

    def met(self, asks, answers):
        """Return the sentences (a list of Said) for `asks`, all of this kind and all met."""
        raise NotImplementedError

    def missed(self, asks, answers):
        """Return the sentences (a list of Said) for `asks`, all of this kind and none met."""
        raise NotImplementedError


class Vocabulary:
    """Which terms count as which: a retired term counts as the one that replaced it.

    Costs one query. Chains are followed to their end; a circle ends where it began.
    """

    def __init__(self):
        replaced = Term.objects.filter(replaced_by__isnull=False).select_related("replaced_by")
        self._next = {term.pk: term.replaced_by_id for term in replaced}
        self._labels = {term.replaced_by_id: term.replaced_by.label for term in replaced}

    def current(self, term_id):
        seen = {term_id}
        while (term_id := self._next.get(term_id, term_id)) not in seen:
            seen.add(term_id)
        return term_id

    def label(self, term):
        return self._labels.get(self.current(term.pk), term.label)

    def same_as(self, term_id):
        """Return the ids of every term that counts as `term_id` does."""
        meant = self.current(term_id)
        replaced = {old for old in self._next if self.current(old) == meant}
        return frozenset(replaced | {meant, term_id})


def truth(condition):
    """`condition` as an annotation that is True or False, and never NULL."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def listed(words, last="and"):
    """Return "a, b and c" for ["a", "b", "c"]."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


def in_a_sentence(label):
    """A term's label as it stands inside a sentence: "Chairing meetings" → "chairing meetings"."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
