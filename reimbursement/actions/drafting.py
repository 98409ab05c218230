"""The claim that writes itself: attendance drafts it, and what is known is filled in."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from involvement.models import Involvement
from organisation.models import Service
from reimbursement.entitled import day_of, pays_anything
from reimbursement.messages import tell
from reimbursement.models import Claim, Kind

from ._steps import _held, _held_part, _move, _note
from ._writing import _fill_in

Status = Claim.Status


class CannotClaim(Refusal):
    """Nothing can be claimed for this activity."""


@transaction.atomic
def draft_claim(*, involvement, by):
    """Write the claim for a part that somebody took, or write it again after a correction.

    Returns the Claim, or None where the policy pays nothing for the activity or the claim was
    sent already. Does nothing that the member would have to take back: they check and send it.
    """
    involvement = _held_part(involvement.pk)
    claim = involvement.claims.afterwards().order_by("-pk").first()
    if claim is None:
        return _begin_and_tell(involvement, by) if pays_anything(involvement) else None
    return write_again(claim=claim, by=by) if claim.status == Status.DRAFT else None


@transaction.atomic
def claim_again(*, involvement, by):
    """Return a Claim to fill in: the one in hand, or a new one for what was forgotten.

    Raises CannotClaim for an activity that the member did not attend.
    """
    involvement = _held_part(involvement.pk)
    _refuse_not_attended(involvement)
    claim = involvement.claims.filter(status__in=Claim.IN_HAND).first()
    if claim:
        return claim
    return _begin(involvement, by)


@transaction.atomic
def write_again(*, claim, by):
    """Fill in anew what follows from policy, choice and attendance; what was typed stays.

    Whose claim waited for its rates is told that it can be sent.
    """
    claim = _held(claim)
    if claim.is_changeable:
        waited = claim.policy is None
        _fill_in(claim)
        _note(claim, "write_again", by)
        if waited and claim.policy:
            tell(claim, "claim-ready", by=by)
    return claim


@transaction.atomic
def drop_draft(*, involvement, by):
    """Withdraw the claim that is not sent yet, for a part that was not taken after all."""
    for claim in involvement.claims.filter(status__in=Claim.CHANGEABLE):
        _withdraw(_held(claim), by)


@transaction.atomic
def withdraw_claim(*, claim, by):
    """The member does not want this paid. What was typed is kept, in case they change their mind.

    Raises CannotClaim once it is with an approver.
    """
    return _withdraw(_held(claim), by)


@transaction.atomic
def take_up_claim(*, claim, by):
    """The member wants it paid after all. Raises CannotClaim."""
    claim = _held(claim)
    _refuse_not_attended(claim.involvement)
    others = claim.involvement.claims.exclude(pk=claim.pk)
    if others.filter(status__in=Claim.IN_HAND).exists():
        raise CannotClaim("You have another claim for this activity. Please use that one.")
    claim = _move(claim, Status.DRAFT, verb="take_up", by=by, refusal=CannotClaim)
    _fill_in(claim)
    return claim


def _refuse_not_attended(involvement):
    if involvement.status != Involvement.Status.ATTENDED:
        raise CannotClaim(
            "We have no note that you took part in this. Please ask the person who ran it, or us."
        )


def _withdraw(claim, by):
    claim.lines.filter(kind=Kind.PAYMENT).delete()  # so that another claim may hold it
    return _move(claim, Status.WITHDRAWN, verb="withdraw", by=by, refusal=CannotClaim)


def _begin_and_tell(involvement, by):
    claim = _begin(involvement, by)
    if claim.policy:
        tell(claim, "claim-ready", by=by)
    return claim


def _begin(involvement, by):
    claim = Claim.objects.create(
        involvement=involvement,
        service=_paying_service(involvement, involvement.cost_centre),
        cost_centre=involvement.cost_centre,
        activity_date=day_of(involvement),
        status_changed_at=timezone.now(),
        status_changed_by=by,
    )
    claim = _held(claim)
    _fill_in(claim)
    return _note(claim, "draft_claim", by)


def _paying_service(involvement, cost_centre):
    """The one service with this `cost_centre`, or else the activity's own."""
    paying = Service.objects.filter(cost_centre=cost_centre).exclude(cost_centre="")
    return paying[0] if len(paying) == 1 else involvement.activity.service
