"""Help with a cost before the day: asked for, agreed or refused, bought or given, accounted for."""

from django.db import transaction
from django.utils import timezone

from design_system.refusals import Refusal
from reimbursement.advances import approved_for, helps_of, rules_before
from reimbursement.entitled import cost_centre_of, day_of
from reimbursement.messages import tell_before, tell_settled
from reimbursement.models import Advance, Choice, Claim, Entry, Kind, Line, Payment, may_account
from reimbursement.permissions import (
    why_not_agree_before,
    why_not_ask,
    why_not_buy,
    why_not_decide_before,
    why_not_settle,
)
from reimbursement.rates import money, to_pence

from ._ledger import _enter
from ._steps import _held_part, _note
from .drafting import _paying_service

Status, Help = Advance.Status, Advance.Help


class CannotAsk(Refusal):
    """Nothing can be done about it before the day, or it was asked for already."""


class CannotAgree(Refusal):
    """Somebody else has to decide, or there is nothing to decide any more."""


class CannotBuy(Refusal):
    """It was not agreed, or it costs more than was agreed."""


class CannotSettle(Refusal):
    """Nothing is left, or it is not known yet."""


@transaction.atomic
def ask_before(*, involvement, kind, help, amount, words="", by):
    """Ask for `help` (of Advance.Help) with a cost before the day of `involvement`.

    `amount` is about how many pounds it is, `words` what it is for. `by` is the member's own login,
    or a colleague who writes it down for them. Returns the Advance; raises CannotAsk.
    """
    involvement = _held_part(involvement.pk)
    if why_not := why_not_ask(involvement):
        raise CannotAsk(why_not)
    rule = rules_before(involvement).filter(kind=kind).first()
    if rule is None or help not in helps_of(rule):
        raise CannotAsk(f"We cannot do this before the day: {Kind(kind).label.lower()}.")
    if amount <= 0:
        raise CannotAsk("Enter about how much it is.")
    if rule.cap is not None and amount > rule.cap:
        raise CannotAsk(f"We pay up to {money(rule.cap)} for one activity.")
    same = involvement.advances.filter(kind=kind)
    if same.filter(status__in=Advance.WAITING).exists():
        raise CannotAsk("You have asked for this already. We tell you as soon as we can.")
    if help == Help.MONEY and same.given().exists():
        raise CannotAsk("We have agreed to give you money for this already. Please ask us.")
    now, cost_centre = timezone.now(), cost_centre_of(involvement)
    advance = Advance.objects.create(
        involvement=involvement,
        kind=kind,
        help=help,
        words=words,
        amount=amount,
        service=_paying_service(involvement, cost_centre),
        cost_centre=cost_centre,
        policy=rule.policy,
        status_changed_at=now,
        status_changed_by=by,
        claimant_id=involvement.member.person.user_id,
        asked_at=now,
        asked_by=by,
    )
    return _note(advance, "ask_before", by)


@transaction.atomic
def agree_before(*, advance, amount, reason="", by):
    """Agree to `amount` pounds (a Decimal) of what was asked; for less, say the `reason`.

    Money is owed from now on, and paid with the next batch. Where all that is approved for this
    part comes to more than the policy's limit, a second person has to agree first. Returns the
    Advance; raises CannotAgree.
    """
    advance = _held(advance)
    if why_not := why_not_agree_before(by, advance):
        raise CannotAgree(why_not)
    if advance.status != Status.ASKED:
        raise CannotAgree("Somebody has agreed already, and it waits for a second person.")
    if not 0 < amount <= advance.amount:
        raise CannotAgree(f"Agree to more than £0.00, and to {money(advance.amount)} at most.")
    if amount < advance.amount and not reason.strip():
        raise CannotAgree("Say why you agree to less.")
    limit = advance.policy.second_approval_over
    advance.amount_agreed, advance.agreed_at, advance.agreed_by = amount, timezone.now(), by
    advance.reason = reason if amount < advance.amount else ""
    if limit is not None and amount + approved_for(advance.involvement) > limit:
        return _move(advance, Status.SECOND, verb="agree_before", by=by, refusal=CannotAgree)
    return _agree(advance, verb="agree_before", by=by)


@transaction.atomic
def agree_before_second(*, advance, by):
    """Agree, as the second person, to what the first agreed. Returns the Advance."""
    advance = _held(advance)
    if why_not := why_not_agree_before(by, advance):
        raise CannotAgree(why_not)
    if advance.status != Status.SECOND:
        raise CannotAgree("Somebody has to agree first.")
    advance.second_agreed_at, advance.second_agreed_by = timezone.now(), by
    return _agree(advance, verb="agree_before_second", by=by)


@transaction.atomic
def refuse_before(*, advance, reason, by):
    """Do not agree, and say why: its member reads the `reason`. Raises CannotAgree."""
    advance = _held(advance)
    if why_not := why_not_decide_before(by, advance):
        raise CannotAgree(why_not)
    if not reason.strip():
        raise CannotAgree("Say why not.")
    advance.reason = reason
    _move(advance, Status.REFUSED, verb="refuse_before", by=by, refusal=CannotAgree)
    tell_before(advance, "advance-refused", by=by)
    return advance


@transaction.atomic
def withdraw_before(*, advance, by):
    """It is not needed any more. Raises CannotAsk once money or a ticket may be on its way.

    Where somebody else than its member says so, they are told.
    """
    advance = _held(advance)
    if advance.is_money and advance.status == Status.AGREED:
        raise CannotAsk("The money may be on its way. If you do not need it, please tell us.")
    _move(advance, Status.WITHDRAWN, verb="withdraw_before", by=by, refusal=CannotAsk)
    if by is None or by.pk != advance.claimant_id:
        tell_before(advance, "advance-withdrawn", by=by)
    return advance


@transaction.atomic
def buy_before(*, advance, cost, cost_centre, by):
    """Note that what was agreed is bought, what it cost, and on which cost centre.

    Returns the Advance; raises CannotBuy, also for a `cost` above what was agreed.
    """
    advance = _held(advance)
    if why_not := why_not_buy(by, advance):
        raise CannotBuy(why_not)
    if not 0 < cost <= advance.amount_agreed:
        raise CannotBuy(
            f"{money(advance.amount_agreed)} was agreed at most. If it costs more, note that this "
            "is not needed any more, and ask again with the new price."
        )
    advance.cost, advance.cost_centre = cost, cost_centre
    advance.bought_at, advance.bought_by = timezone.now(), by
    _move(advance, Status.BOUGHT, verb="buy_before", by=by, refusal=CannotBuy)
    tell_before(advance, "advance-bought", by=by)
    return advance


@transaction.atomic
def settle_before(*, advance, what, reason, by):
    """Enter what became of the money that is left: `what` is Entry.What RETURNED or WAIVED.

    They are told. Returns the Advance; raises CannotSettle.
    """
    advance = _held(advance)
    if why_not := why_not_settle(by, advance):
        raise CannotSettle(why_not)
    if not reason.strip():
        raise CannotSettle("Say in a few words what became of it.")
    claims = advance.involvement.claims.all()
    # What they gave back, a draft takes into account. What it leaves is known when it is decided.
    waiting = [Claim.Status.SENT, Claim.Status.SECOND]
    given_back = what == Entry.What.RETURNED
    undecided = claims.filter(status__in=waiting) if given_back else may_account(claims)
    if undecided.exists():
        raise CannotSettle("Their claim for this day is not decided yet. Wait for that.")
    line = advance.claim.lines.get()
    left = to_pence(Advance.objects.accounted().get(pk=advance.pk).left)
    if left <= 0 or not line.payments.filter(status=Payment.Status.PAID).exists():
        raise CannotSettle("Nothing is left of this.")
    attempts = {line.pk: line.entries.filter(kind=what).count()}
    _enter([line], what, by=by, attempts=attempts, reason=reason, amount=left)
    advance.settled_at, advance.settled_by = timezone.now(), by
    advance.save(update_fields=["settled_at", "settled_by"])
    tell_settled(advance, what, left, by=by)
    return _note(advance, "settle_before", by, what=str(what))


@transaction.atomic
def forget_advances(*, person, by):
    """Withdraw what `person`, who is erased, still waits for, and take out what they wrote."""
    own = Advance.objects.filter(involvement__member__person=person)
    for advance in own.exclude(status__in=[Status.AGREED, Status.BOUGHT]).order_by("pk"):
        advance = _held(advance)
        if advance.status in Advance.WAITING:
            _move(advance, Status.WITHDRAWN, verb="withdraw_before", by=by, refusal=CannotAsk)
        advance.words = ""
        advance.save(update_fields=["words"])
        _note(advance, "forget_words", by)


def _held(advance):
    """Return `advance` as it is now, with its involvement, both locked."""
    involvement = _held_part(advance.involvement_id)
    row = Advance.objects.select_for_update(of=("self",)).select_related("policy", "service")
    row = row.get(pk=advance.pk)
    row.involvement = involvement
    return row


def _move(advance, status, *, verb, by, refusal):
    if status not in Advance.TRANSITIONS[advance.status]:
        label = advance.get_status_display().lower()
        raise refusal(f"This is marked as “{label}”, so this cannot be done.")
    advance.status, advance.status_changed_at = status, timezone.now()
    advance.status_changed_by = by
    advance.save()
    return _note(advance, verb, by)


def _agree(advance, *, verb, by):
    if advance.is_money:
        advance.claim = _owe(advance, by)
    _move(advance, Status.AGREED, verb=verb, by=by, refusal=CannotAgree)
    tell_before(advance, "advance-agreed", by=by)
    return advance


def _owe(advance, by):
    """Return the approved Claim by which the money is given: from now on the ledger says so."""
    claim = Claim.objects.create(
        involvement=advance.involvement,
        service=advance.service,
        cost_centre=advance.cost_centre,
        activity_date=day_of(advance.involvement),
        policy=advance.policy,
        choice=Choice.What.EXPENSES,
        status=Claim.Status.APPROVED,
        status_changed_at=timezone.now(),
        status_changed_by=by,
        claimant=advance.claimant,
        sent_at=advance.asked_at,
        sent_by=advance.asked_by,
        approved_at=advance.agreed_at,
        approved_by=advance.agreed_by,
        second_approved_at=advance.second_agreed_at,
        second_approved_by=advance.second_agreed_by,
    )
    line = Line.objects.create(
        claim=claim,
        involvement=advance.involvement,
        kind=advance.kind,
        description=advance.words,
        spent=advance.amount_agreed,
        amount=advance.amount_agreed,
        amount_approved=advance.amount_agreed,
    )
    _enter([line], Entry.What.APPROVED, by=by)
    return _note(claim, "approve_claim", by)
