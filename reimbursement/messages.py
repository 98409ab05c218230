"""What members are told about their claims."""

from django.urls import reverse

from involvement.wording import day_in_words
from outbox.actions import CannotEnqueue, enqueue
from reimbursement.entitled import day_of
from reimbursement.models import Choice, Way
from reimbursement.rates import money, total


def tell(claim, purpose, *, by):
    """Write the message `purpose` ("claim-ready" …) about `claim`, once for each of its states."""
    member, about = claim.involvement.member, claim.status_changed_at.isoformat()
    _write(claim, member, purpose, about, _facts(claim), by)


def tell_before(advance, purpose, *, by):
    """Write the message `purpose` ("advance-agreed" …) about help before the day."""
    facts = {
        "advance": advance,
        "activity": advance.involvement.activity,
        "day": day_in_words(day_of(advance.involvement)),
        "what": advance.called,
        "amount": money(advance.amount_agreed or advance.amount),
        "less_than": advance.amount_agreed
        and advance.amount_agreed < advance.amount
        and money(advance.amount),
        "path": reverse("reimbursement:claim-list"),
    }
    member, about = advance.involvement.member, advance.status_changed_at.isoformat()
    _write(advance, member, purpose, about, facts, by)


def tell_paid(payments, batch, *, by):
    """Write to everybody whose Payments went out with `batch`: once for each claim."""
    by_claim = {}
    for payment in payments:
        by_claim.setdefault(payment.claim, []).append(payment)
    for claim, theirs in by_claim.items():
        given_away = claim.choice == Choice.What.DONATE and batch.way == Way.PAYROLL
        facts = {
            "claim": claim,
            "activity": claim.involvement.activity,
            "day": day_in_words(claim.activity_date),
            "total": money(total(payment.amount for payment in theirs)),
            "given_away": given_away,
        }
        purpose = "advance-paid" if claim.is_advance else "claim-paid"
        _write(claim, claim.involvement.member, purpose, str(batch), facts, by)


def _write(thing, member, purpose, about, facts, by):
    """Write one message. Who can no longer be reached is told nothing; the claim stands."""
    try:
        enqueue(
            person=member.person,
            purpose=purpose,
            template=f"reimbursement/{purpose.replace('-', '_')}",
            context=facts,
            dedupe_key=f"{thing}-{purpose}-{about}",
            by=by,
        )
    except CannotEnqueue:
        return


def _facts(claim):
    lines = list(claim.lines.all())
    decided = [line for line in lines if line.amount_approved is not None]
    return {
        "claim": claim,
        "activity": claim.involvement.activity,
        "day": day_in_words(claim.activity_date),
        "path": reverse("reimbursement:claim-show", args=[claim.pk]),
        "total": money(total(line.amount_approved for line in decided)),
        "nothing_more": not any(line.amount_approved for line in decided),
        "reduced": [
            {
                "called": line.called,
                "paid": money(line.amount_approved),
                "asked": money(line.amount),
                "reason": line.reason,
            }
            for line in decided
            if line.amount_approved < line.amount
        ],
    }
