"""Criteria that ask for a word of the vocabulary: skill, interest, kind of activity, level."""

from django.db.models import Exists, OuterRef

from opportunities.models import Criterion
from people.models import MemberTerm, TaskAnswer

from .ask import Kind, Said, in_a_sentence, listed


class TermKind(Kind):
    """Met by a member who chose the word, or a word that it replaced."""

    has: Said
    has_not: Said

    def term(self, criterion, opportunity):
        return criterion.term

    def details(self, criterion, opportunity, vocabulary):
        term = self.term(criterion, opportunity)
        if term is None:
            return None
        return {"terms": vocabulary.same_as(term.pk), "label": vocabulary.label(term)}

    def holds_in_database(self, ask):
        return Exists(MemberTerm.objects.filter(member=OuterRef("pk"), term__in=ask.terms))

    def holds(self, ask, answers):
        return not ask.terms.isdisjoint(answers.terms)

    def met(self, asks, answers):
        return [_naming(self.has, asks)]

    def missed(self, asks, answers):
        return [_naming(self.has_not, asks)]


class Skill(TermKind):
    kind = Criterion.Kind.SKILL
    task = TaskAnswer.Task.SKILLS
    has = Said("Has: {}.", "You have: {}.")
    has_not = Said("Does not have: {}.", "You did not choose: {}.")
    unknown = Said(
        "Has not said which skills they have.", "You have not told us which skills you have."
    )


class Interest(TermKind):
    kind = Criterion.Kind.INTEREST
    task = TaskAnswer.Task.INTERESTS
    has = Said("Interested in: {}.", "You are interested in: {}.")
    has_not = Said("Did not choose as an interest: {}.", "You did not choose as an interest: {}.")
    unknown = Said(
        "Has not said what matters to them.", "You have not told us what matters to you."
    )


class ActivityKind(TermKind):
    kind = Criterion.Kind.ACTIVITY_KIND
    task = TaskAnswer.Task.ACTIVITIES
    has = Said("Would like: {}.", "You would like: {}.")
    has_not = Said(
        "Did not choose this kind of activity: {}.", "You did not choose this kind of activity: {}."
    )
    unknown = Said(
        "Has not said which kinds of activity they would like.",
        "You have not told us which kinds of activity you would like.",
    )

    def term(self, criterion, opportunity):
        return opportunity.activity_kind


class Level(TermKind):
    kind = Criterion.Kind.LEVEL
    task = TaskAnswer.Task.ACTIVITIES
    has = Said("Would like this level: {}.", "You would like this level: {}.")
    has_not = Said("Did not choose this level: {}.", "You did not choose this level: {}.")
    unknown = Said(
        "Has not said which level they would like.",
        "You have not told us which level you would like.",
    )

    def term(self, criterion, opportunity):
        return opportunity.level


def _naming(said, asks):
    words = listed([in_a_sentence(ask.label) for ask in asks])
    return Said(*(sentence.format(words) for sentence in said))
