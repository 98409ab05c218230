"""The same decision about several people of one shortlist, in one transaction."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from design_system.refusals import Refusal
from opportunities.models import Application, Decision
from opportunities.permissions import why_not_ask
from outbox.models import Message
from people.models import Person

from ._steps import _locked, _locked_people
from .decisions import NOT_IN_HAND, invite, place, put_on_reserve, say_not_this_time
from .interest import answer_invitation, express_interest, withdraw


class CannotDecide(Refusal):
    pass


@dataclass
class Outcome:
    """Who was decided about, and for whom it could not be done, each with the sentence why."""

    done: list[Application] = field(default_factory=list)
    refused: list[tuple[Person, str]] = field(default_factory=list)


@dataclass
class Rehearsal(Outcome):
    """What `decide` would come to: the same, and the messages that would be sent."""

    messages: list[Message] = field(default_factory=list)


@transaction.atomic
def decide(*, opportunity, people, decision, by):
    """Take `decision` (a Decision) about each of `people` (a list of Person) in turn.

    Who cannot have it is left out, with a sentence in the Outcome; the others are not held up.
    Repeating it changes nothing. Raises CannotDecide if the opportunity was deleted.
    """
    people = _locked_people(people)
    opportunity = _locked(opportunity, CannotDecide)
    outcome = Outcome()
    for person in people:
        try:
            outcome.done.append(_decide(opportunity, person, decision, by))
        except Refusal as refusal:
            outcome.refused.append((person, str(refusal)))
    return outcome


@transaction.atomic
def rehearse(*, opportunity, people, decision, by):
    """Return the Rehearsal of `decide` with the same arguments; nothing of it stays."""
    newest = Message.objects.aggregate(pk=Max("pk"))["pk"] or 0
    with transaction.atomic():
        outcome = decide(opportunity=opportunity, people=people, decision=decision, by=by)
        messages = Message.objects.filter(person__in=people, pk__gt=newest)
        rehearsal = Rehearsal(outcome.done, outcome.refused, list(messages))
        transaction.set_rollback(True)
    return rehearsal


def _decide(opportunity, person, decision, by):
    about = {"opportunity": opportunity, "person": person, "by": by}
    if decision == Decision.INVITE:
        return invite(**about)
    if decision == Decision.PLACE:
        return place(**about)
    if decision == Decision.RESERVE:
        return put_on_reserve(**about)
    if decision == Decision.NOT_THIS_TIME:
        return say_not_this_time(**about)
    return _write_down(opportunity, person, decision, by)


def _write_down(opportunity, person, decision, by):
    if decision == Decision.INTERESTED:
        if sentence := why_not_ask(person):
            raise CannotDecide(sentence)
        return express_interest(opportunity=opportunity, person=person, by=by)
    application = Application.objects.filter(opportunity=opportunity, person=person).first()
    if application is None:
        raise CannotDecide(NOT_IN_HAND)
    if decision == Decision.WITHDREW:
        return withdraw(application=application, by=by)
    accepts = decision == Decision.SAID_YES
    return answer_invitation(application=application, accepts=accepts, by=by)
