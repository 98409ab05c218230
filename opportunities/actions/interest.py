"""What people do themselves: say that they are interested, withdraw, answer an invitation."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from opportunities import permissions
from opportunities.models import Application

from ._steps import _application, _begin, _locked, _locked_people, _move, _note

Status = Application.Status


class CannotExpressInterest(Refusal):
    pass


class CannotWithdraw(Refusal):
    pass


class CannotAnswerInvitation(Refusal):
    pass


@transaction.atomic
def express_interest(*, opportunity, person, note="", by):
    """Say that `person` is interested; `note` is what they would like us to know.

    Twice is once: whoever is in hand already stays as they are, and only a new note is kept.
    Returns the Application. Raises CannotExpressInterest, after closing among others.
    """
    [person] = _locked_people([person])
    opportunity = _locked(opportunity, CannotExpressInterest)
    application = _application(opportunity, person)
    if application and application.status not in (Status.DECLINED, Status.WITHDRAWN):
        return _repeated(application, note, by)
    sentence = permissions.why_not_express_interest(None, opportunity)
    if sentence := sentence or permissions.why_not_take_part(person):
        raise CannotExpressInterest(sentence)
    said = {"verb": "express_interest", "by": by, "tell": "interest_received"}
    changes = {"note": note, "origin": Application.Origin.MEMBER}
    if application is None:
        return _begin(opportunity, person, Status.INTERESTED, **said, **changes)
    return _move(application, Status.INTERESTED, refusal=CannotExpressInterest, **said, **changes)


@transaction.atomic
def withdraw(*, application, quietly=False, by):
    """Withdraw from any state before taking part; a place becomes free. Twice is once.

    `quietly` sends no thank-you, for who leaves the register. Raises CannotWithdraw.
    """
    [person] = _locked_people([application.person])
    opportunity = _locked(application.opportunity, CannotWithdraw)
    application = _application(opportunity, person)
    if application.status == Status.WITHDRAWN:
        return application
    if sentence := permissions.why_not_withdraw(None, application):
        raise CannotWithdraw(sentence)
    return _move(
        application,
        Status.WITHDRAWN,
        verb="withdraw",
        by=by,
        tell=None if quietly else "withdrawn",
        refusal=CannotWithdraw,
    )


@transaction.atomic
def answer_invitation(*, application, accepts, by):
    """Answer yes (`accepts` True) or no. `by` is None for the signed link.

    The same answer twice is once. Raises CannotAnswerInvitation, when it is too late among others.
    """
    [person] = _locked_people([application.person])
    opportunity = _locked(application.opportunity, CannotAnswerInvitation)
    application = _application(opportunity, person)
    answer = Status.ACCEPTED if accepts else Status.DECLINED
    if application.status == answer:
        return application
    if sentence := permissions.why_not_answer_invitation(by, application, accepts):
        raise CannotAnswerInvitation(sentence)
    return _move(
        application,
        answer,
        verb="accept_invitation" if accepts else "decline_invitation",
        by=by,
        tell="accepted" if accepts else None,
        refusal=CannotAnswerInvitation,
        answered_at=timezone.now(),
    )


def _repeated(application, note, by):
    if application.status == Status.NOT_THIS_TIME:
        raise CannotExpressInterest(
            "We could not offer you a place on this one. Please look at other opportunities."
        )
    if note and note != application.note:
        application.note = note
        application.save(update_fields=["note"])
        _note(application, verb="change_note", by=by, tell=None)
    return application
