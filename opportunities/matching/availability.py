"""The criterion that asks for time: free at one of the times named."""

from functools import reduce
from operator import or_

from django.db.models import F
from django.db.models.lookups import GreaterThan

from opportunities.models import Criterion
from people.availability import in_words
from people.models import TaskAnswer

from .ask import Kind, Said, listed


class Availability(Kind):
    """Met by being free at one of its times or more."""

    kind = Criterion.Kind.AVAILABILITY
    task = TaskAnswer.Task.WHEN
    unknown = Said("Has not said when they are free.", "You have not told us when you are free.")

    def details(self, criterion, opportunity, vocabulary):
        return {"slots": criterion.slots}

    def holds_in_database(self, ask):
        return GreaterThan(F("availability").bitand(ask.slots), 0)

    def holds(self, ask, answers):
        return bool(ask.slots & answers.availability)

    def met(self, asks, answers):
        times = listed(in_words(_times(asks) & answers.availability))
        return [Said(f"Free on {times}.", f"You said you are free on {times}.")]

    def missed(self, asks, answers):
        times = listed(in_words(_times(asks)), last="or")
        return [Said(f"Not free on {times}.", f"You did not say you are free on {times}.")]


def _times(asks):
    return reduce(or_, (ask.slots for ask in asks))
