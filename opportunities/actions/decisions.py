"""What the Patient Experience team does: invite, place, keep in reserve, say "not this time"."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from involvement import actions as involvement
from opportunities import invitations, permissions
from opportunities.dates import ahead
from opportunities.models import Application

from ._steps import (
    _application,
    _begin,
    _count_places,
    _locked,
    _locked_people,
    _move,
    _why_not_from,
)

Status = Application.Status
NOT_IN_HAND = "This person has not applied and was not asked."


class CannotInvite(Refusal):
    pass


class CannotPlace(Refusal):
    pass


class CannotPutOnReserve(Refusal):
    pass


class CannotSayNotThisTime(Refusal):
    pass


@transaction.atomic
def invite(*, opportunity, person, by):
    """Ask `person` to take part, with a link to answer. Returns the Application.

    Inviting twice is once, unless the time to answer has run out. Raises CannotInvite, among others
    when all places are taken.
    """
    opportunity, person = _ready(opportunity, person, CannotInvite)
    application = _application(opportunity, person)
    now, is_asked = timezone.now(), bool(application) and application.status == Status.INVITED
    if is_asked and now < invitations.answer_by(application):
        return application
    _refuse_if_full(opportunity, CannotInvite)
    said = {"verb": "invite", "by": by, "tell": "invited", "invited_at": now}
    if application is None:
        origin = Application.Origin.TEAM
        return _begin(opportunity, person, Status.INVITED, origin=origin, **said)
    return _move(application, Status.INVITED, refusal=CannotInvite, answered_at=None, **said)


@transaction.atomic
def place(*, opportunity, person, by):
    """Give `person` a place and expect them at the dates still ahead. Twice is once.

    The last place makes the opportunity FILLED, which takes it off the public list; a place that
    becomes free opens it again. Returns the Application. Raises CannotPlace, among others when
    all places are taken.
    """
    opportunity, person = _ready(opportunity, person, CannotPlace)
    application = _application(opportunity, person)
    if application and application.status == Status.PLACED:
        return application
    if application and application.status == Status.TOOK_PART:
        raise CannotPlace(_why_not_from(application.status))
    _refuse_if_full(opportunity, CannotPlace)
    said = {"verb": "place", "by": by, "tell": "placed"}
    if application is None:
        origin = Application.Origin.TEAM
        application = _begin(opportunity, person, Status.PLACED, origin=origin, **said)
    else:
        application = _move(application, Status.PLACED, refusal=CannotPlace, **said)
    _count_places(opportunity, 1, by=by)
    for activity in ahead(opportunity.activities.all()):
        involvement.expect(activity=activity, member=person.member, by=by)
    return application


@transaction.atomic
def put_on_reserve(*, opportunity, person, by):
    """Keep someone who applied or was asked in reserve. Raises CannotPutOnReserve."""
    opportunity, person = _ready(opportunity, person, CannotPutOnReserve)
    return _decided(
        opportunity, person, Status.RESERVE, "put_on_reserve", "reserve", CannotPutOnReserve, by
    )


@transaction.atomic
def say_not_this_time(*, opportunity, person, by):
    """Tell someone who applied or was asked that it is not this time; a place they had is free.

    Also for people who take a break or left. Raises CannotSayNotThisTime.
    """
    [person] = _locked_people([person])
    opportunity = _open_to_decisions(opportunity, CannotSayNotThisTime)
    return _decided(
        opportunity,
        person,
        Status.NOT_THIS_TIME,
        "say_not_this_time",
        "not_this_time",
        CannotSayNotThisTime,
        by,
    )


def _ready(opportunity, person, refusal):
    """Return both, locked as they are now; raises `refusal` where one of them says no."""
    [person] = _locked_people([person])
    opportunity = _open_to_decisions(opportunity, refusal)
    if sentence := permissions.why_not_ask(person):
        raise refusal(sentence)
    return opportunity, person


def _refuse_if_full(opportunity, refusal):
    if opportunity.is_full:
        places = "The only place is" if opportunity.capacity == 1 else "All places are"
        raise refusal(f"{places} taken. Add a place, or use the reserve list.")


def _open_to_decisions(opportunity, refusal):
    opportunity = _locked(opportunity, refusal)
    if sentence := permissions.why_not_decide(None, opportunity):
        raise refusal(sentence)
    return opportunity


def _decided(opportunity, person, status, verb, tell, refusal, by):
    application = _application(opportunity, person)
    if application is None:
        raise refusal(NOT_IN_HAND)
    if application.status == status:
        return application
    return _move(application, status, verb=verb, by=by, tell=tell, refusal=refusal)
