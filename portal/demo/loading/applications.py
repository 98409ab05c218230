"""How people went through opportunities: interested, invited, placed, took part."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from involvement.actions import mark_did_not_attend
from involvement.models import Involvement
from opportunities.actions import (
    answer_invitation,
    express_interest,
    invite,
    place,
    put_on_reserve,
    record_taking_part,
    say_not_this_time,
    withdraw,
)
from opportunities.models import Application, Opportunity

from .clock import clock_at
from .dates import moment
from .files import read_all
from .members import key_of, person_called
from .outbox import post_and_ring

BY_TEAM = {
    "invited": invite,
    "placed": place,
    "reserve": put_on_reserve,
    "not_this_time": say_not_this_time,
}
ANSWERS = {"accepted": True, "declined": False}


AT_THE_END = {"attended", "did_not_attend"}


def load_applications(today, team):
    """Walk everyone through the steps in the opportunities' files, unless they are on their way."""
    for facts in read_all("opportunities").values():
        opportunity = Opportunity.objects.get(slug=facts["slug"])
        walk(opportunity, facts["applications"], facts.get("notes", {}), today, team)


@transaction.atomic
def walk(opportunity, applications, notes, today, team):
    """Take the people of one opportunity through their steps, one after the other in time."""
    known = set(opportunity.applications.values_list("person__join_key", flat=True))
    for at, name, step, detail in sorted(_steps(opportunity, applications, today)):
        if key_of(name) not in known:
            post_and_ring(at, today, team)  # people answer what has reached them
            with clock_at(at):
                _step(step, opportunity, person_called(name), detail or notes.get(name, ""), team)


def _steps(opportunity, applications, today):
    """Each step as (moment, key of a member, what, how many hours): "invited -4 days 11:00"."""
    for entry in applications:
        [(name, steps)] = entry.items()
        for words in steps:
            step, _, rest = words.partition(" ")
            if step in AT_THE_END:
                yield opportunity.activities.get().ends_at + timedelta(hours=1), name, step, rest
            else:
                yield moment(rest, today), name, step, ""


def _step(step, opportunity, person, words, team):
    own = person.user or team
    if step == "interested":
        express_interest(opportunity=opportunity, person=person, note=words, by=own)
    elif step in BY_TEAM:
        BY_TEAM[step](opportunity=opportunity, person=person, by=team)
    elif step in AT_THE_END:
        _record(opportunity, person, words, team)
    else:
        application = Application.objects.get(opportunity=opportunity, person=person)
        if step == "withdrawn":
            withdraw(application=application, by=own)
        else:
            answer_invitation(application=application, accepts=ANSWERS[step], by=own)


def _record(opportunity, person, hours, team):
    part = Involvement.objects.get(activity__opportunities=opportunity, member__person=person)
    if hours:
        record_taking_part(involvement=part, hours=Decimal(hours), by=team)
    else:
        mark_did_not_attend(involvement=part, by=team)
