"""Two entries of one person become one: so does what they asked for and what they claimed."""

from django.db import transaction
from wagtail.log_actions import log

from people.models import Member
from reimbursement.models import Advance, Choice, Claim, Kind, Line, UsualCost

from . import advances
from ._steps import _held, _note
from .advances import CannotAsk
from .drafting import CannotClaim, _withdraw, write_again


@transaction.atomic
def move_advances(*, kept, gone, by):
    """Move what was asked for `gone` to `kept`, two parts (Involvement) of one person in one day.

    What both wait for is asked once, and money that one was given is not asked for any more. Raises
    CannotAsk where both were given money for the same.
    """
    rows = Advance.objects.select_for_update().filter(involvement__in=[kept, gone])
    both = list(rows.order_by("pk"))
    given = [one.kind for one in both if one.is_money and one.status == Advance.Status.AGREED]
    if len(set(given)) < len(given):
        raise CannotAsk(
            "Both entries were given money before the same day. Take back one of the two "
            "first, then make one entry of them."
        )
    waiting = [one for one in both if one.status in Advance.WAITING]
    waiting.sort(
        key=lambda one: (one.status == Advance.Status.SECOND, one.involvement_id == kept.pk)
    )
    for number, one in enumerate(waiting):
        twice = any(other.kind == one.kind for other in waiting[number + 1 :])
        if twice or (one.is_money and one.kind in given):
            withdrawn = Advance.Status.WITHDRAWN
            advances._move(one, withdrawn, verb="withdraw_before", by=by, refusal=CannotAsk)
    for one in both:
        if one.involvement_id == gone.pk:
            one.involvement = kept
            one.save(update_fields=["involvement"])
            _note(one, "move_advances", by)


@transaction.atomic
def move_claims(*, kept, gone, by):
    """Move the claims of `gone`, and what was chosen for it, to `kept`: two parts (Involvement) of
    one person in one activity.

    Of two in hand the one that was sent stays, or that says more; the other is withdrawn. What is
    still being written asks for no time that another claim asks for, and is withdrawn if it asks
    for nothing else. Raises CannotClaim where two were sent: somebody has to look at that.
    """
    claims = [_held(claim) for part in (gone, kept) for claim in part.claims.order_by("pk")]
    in_hand = [claim for claim in claims if claim.status in Claim.IN_HAND]
    writing = [claim for claim in in_hand if claim.is_changeable]
    times = Line.objects.standing().filter(kind=Kind.PAYMENT)
    times = times.filter(claim__in=[claim for claim in claims if claim not in writing])
    _refuse_what_was_sent_twice(len(in_hand) - len(writing), times)
    for claim in sorted(writing, key=_says)[: len(in_hand) - 1]:
        _withdraw(claim, by)
    if times.exists():
        for claim in writing:
            _leave_out_time(claim, by)
    for claim in claims:
        if claim.involvement_id == gone.pk:
            claim.involvement = kept
            claim.save(update_fields=["involvement"])
            claim.lines.update(involvement=kept)
            _note(claim, "move_claims", by)
    gone.payment_choices.update(involvement=kept)


@transaction.atomic
def merge_choices(*, kept, gone, by):
    """Give what `gone` chose to `kept` (each a Person): the newest counts.

    What is still being written follows, and takes off what either was given before the day.
    """
    member = Member.objects.filter(person=kept).first()
    if member is None:
        return
    for choice in Choice.objects.filter(member__person=gone).order_by("pk"):
        choice.member = member
        choice.save(update_fields=["member"])
        log(choice, "reimbursement.merge_choices", user=by, data={"what": str(choice.what)})
    writing = Claim.objects.of(member).filter(status__in=Claim.CHANGEABLE)
    for claim in writing.order_by("involvement_id", "pk"):
        write_again(claim=claim, by=by)


@transaction.atomic
def merge_usual_costs(*, kept, gone, by):
    """Give the usual costs of `gone` to `kept` (each a Person); what `kept` said wins."""
    member = Member.objects.filter(person=kept).first()
    for usual in UsualCost.objects.filter(member__person=gone).order_by("pk"):
        known = member and UsualCost.objects.filter(member=member, site=usual.site, kind=usual.kind)
        if member is None or known.exists():
            usual.delete()
            continue
        usual.member = member
        usual.save(update_fields=["member"])
        log(usual, "reimbursement.remember_cost", user=by, data={"kind": str(usual.kind)})


def _refuse_what_was_sent_twice(number_in_hand, times):
    if number_in_hand > 1:
        raise CannotClaim(
            "Both entries have sent a claim for the same activity. Decide about one of the claims, "
            "or send it back, then make one entry of the two."
        )
    if times.count() > 1:
        raise CannotClaim(
            "Both entries have claimed for their time in the same activity. Settle one of the "
            "claims first, then make one entry of the two."
        )


def _says(claim):
    """How much would be lost of a claim that is still being written: something to sort by."""
    return claim.status == Claim.Status.RETURNED, claim.lines.exclude(kind=Kind.PAYMENT).count()


def _leave_out_time(claim, by):
    """Ask for no time in a `claim` that is still being written, and for nothing if that was all."""
    left_out, _ = claim.lines.filter(kind=Kind.PAYMENT).delete()
    if left_out and not claim.lines.exists():
        _withdraw(claim, by)
