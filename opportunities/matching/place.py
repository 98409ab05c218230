"""The criterion that asks for a place: near enough to meet in person, or able to join online."""

from django.db.models import Q

from opportunities.models import Criterion
from people.models import TaskAnswer

from .ask import Kind, Said


class Place(Kind):
    """Met by living (or getting) where it happens and meeting in person, or by joining online."""

    kind = Criterion.Kind.PLACE
    task = TaskAnswer.Task.WHERE
    unknown = Said(
        "Has not said where they can take part.", "You have not told us where you can take part."
    )

    def details(self, criterion, opportunity, vocabulary):
        if not (opportunity.locality_id or opportunity.online):
            return None
        return {
            "locality_id": opportunity.locality_id,
            "locality_name": opportunity.locality.name if opportunity.locality_id else "",
            "online": opportunity.online,
        }

    def holds_in_database(self, ask):
        near = Q(locality=ask.locality_id, meets_in_person=True) if ask.locality_id else None
        online = Q(meets_online=True) if ask.online else None
        return near | online if near and online else near or online

    def holds(self, ask, answers):
        return self._near(ask, answers) or self._online(ask, answers)

    def met(self, asks, answers):
        (ask,) = asks
        sentences = []
        if self._near(ask, answers):
            sentences.append(
                Said(
                    f"Lives in {ask.locality_name} and can meet in person.",
                    f"You live in {ask.locality_name} and can meet in person.",
                )
            )
        if self._online(ask, answers):
            sentences.append(Said("Can join online.", "You can join online."))
        return sentences

    def missed(self, asks, answers):
        (ask,) = asks
        sentences = []
        if ask.locality_id:
            sentences.append(self._why_not_near(ask, answers))
        if ask.online:
            sentences.append(
                Said("Did not choose joining online.", "You did not choose joining online.")
            )
        return sentences

    @staticmethod
    def _near(ask, answers):
        return (
            ask.locality_id is not None
            and answers.locality_id == ask.locality_id
            and answers.meets_in_person
        )

    @staticmethod
    def _online(ask, answers):
        return ask.online and answers.meets_online

    @staticmethod
    def _why_not_near(ask, answers):
        if answers.locality_id is None:
            return Said(
                "Has not said which area they live in.",
                "You have not told us which area you live in.",
            )
        if answers.locality_id != ask.locality_id:
            there, here = answers.locality_name, ask.locality_name
            return Said(f"Lives in {there}, not in {here}.", f"You live in {there}, not in {here}.")
        return Said("Did not choose meeting in person.", "You did not choose meeting in person.")
