"""What members are told about their claims."""

from django.urls import reverse

from involvement.wording import day_in_words
from outbox.actions import CannotEnqueue, Draft, enqueue, enqueue_all
from reimbursement.entitled import day_of
from reimbursement.models import Choice, Way
from reimbursement.rates import money, total


def tell(claim, purpose, *, by):
    """Write the message `purpose` ("claim-ready" …) about `claim`, once for each of its states."""
    _write(_draft(claim, purpose, claim.status_changed_at.isoformat(), _facts(claim)), by)


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
    _write(_draft(advance, purpose, advance.status_changed_at.isoformat(), facts), by)


def tell_paid(payments, batch, *, by):
    """Write to everybody whose Payments went out with `batch`, all of it locked: once a claim."""
    by_claim = {}
    for payment in payments:
        by_claim.setdefault(payment.claim, []).append(payment)
    drafts = []
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
        drafts.append(_draft(claim, purpose, str(batch), facts))
    enqueue_all(drafts=drafts, by=by)


def _draft(thing, purpose, about, facts):
    return Draft(
        person=thing.involvement.member.person,
        purpose=purpose,
        template=f"reimbursement/{purpose.replace('-', '_')}",
        context=facts,
        dedupe_key=f"{thing}-{purpose}-{about}",
    )


def _write(draft, by):
    """Write one message. Who can no longer be reached is told nothing; what it is about stands."""
    try:
        enqueue(**vars(draft), by=by)
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
