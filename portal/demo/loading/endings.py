"""What ended since: opportunities closed early or cancelled, members on a break or gone."""

from opportunities.actions import cancel, close
from opportunities.models import Opportunity
from people.actions import leave_register, pause
from people.models import Member

from .clock import clock_at
from .dates import moment
from .files import read_all
from .members import every_member, person_called

ENDINGS = {"closed": close, "cancelled": cancel}


def load_endings(today, team):
    _end_opportunities(today, team)
    for facts in every_member():
        if "paused" in facts:
            _pause(person_called(facts["key"]), facts["paused"], today, team)
        if "left" in facts:
            _leave(person_called(facts["key"]), facts["left"], today, team)


def _end_opportunities(today, team):
    for facts in read_all("opportunities").values():
        for name in ENDINGS.keys() & facts.keys():
            opportunity = Opportunity.objects.get(slug=facts["slug"])
            with clock_at(moment(facts[name], today)) as ended_at:
                if opportunity.status_changed_at < ended_at:
                    ENDINGS[name](opportunity=opportunity, by=team)


def _pause(person, words, today, team):
    with clock_at(moment(words["at"], today)) as paused_at:
        member = person.member
        if member.status == Member.Status.ACTIVE and member.status_changed_at < paused_at:
            until = moment(words["until"], today).date() if "until" in words else None
            pause(member=member, until=until, by=person.user or team)


def _leave(person, words, today, team):
    with clock_at(moment(words["at"], today)) as left_at:
        if person.member.status_changed_at < left_at:
            leave_register(
                member=person.member, how=words.get("by", "online"), by=person.user or team
            )
