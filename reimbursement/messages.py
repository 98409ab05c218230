"""What members are told about their claims."""

from django.urls import reverse

from involvement.wording import day_in_words
from outbox.actions import CannotEnqueue, Draft, enqueue, enqueue_all
from reimbursement.entitled import day_of
from reimbursement.models import Choice, Entry, Payment, Way
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


def tell_settled(advance, what, left, *, by):
    """Say what became of the pounds `left` of an Advance: `what` is an Entry.What."""
    facts = {
        "activity": advance.involvement.activity,
        "day": day_in_words(day_of(advance.involvement)),
        "amount": money(left),
        "given_back": what == Entry.What.RETURNED,
    }
    _write(_draft(advance, "advance-settled", advance.settled_at.isoformat(), facts), by)


def tell_taken_back(claim, line, *, reason, was_paid, by):
    """Say that a `line` of `claim` that was approved is taken back, why, and if it was paid."""
    facts = {
        "claim": claim,
        "activity": claim.involvement.activity,
        "day": day_in_words(claim.activity_date),
        "what": line.called,
        "amount": money(line.amount_approved),
        "reason": reason,
        "was_paid": was_paid,
    }
    _write(_draft(claim, "claim-taken-back", str(line), facts), by)


def tell_answered(payments, batch, *, by):
    """Write to everybody of whose Payments of `batch` finance said something now, all of it locked.

    Once for what went out for a claim, and once for what did not go through.
    """
    answers = {}
    for payment in payments:
        answers.setdefault((payment.claim, payment.status), []).append(payment)
    drafts = [_answer(*answer, theirs, batch) for answer, theirs in answers.items()]
    enqueue_all(drafts=list(filter(None, drafts)), by=by)


def _answer(claim, status, payments, batch):
    given_away = claim.choice == Choice.What.DONATE and batch.way == Way.PAYROLL
    if status == Payment.Status.PAID:
        purpose = "advance-paid" if claim.is_advance else "claim-paid"
    elif given_away:
        return None  # finance puts it right with whom it goes to
    else:
        purpose = "payment-failed"
    facts = {
        "claim": claim,
        "activity": claim.involvement.activity,
        "day": day_in_words(claim.activity_date),
        "total": money(total(payment.amount for payment in payments)),
        "given_away": given_away,
    }
    first = min(payment.pk for payment in payments)  # the rest may be answered another day
    return _draft(claim, purpose, f"{batch}-{first}", facts)


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
    decided = [line for line in claim.lines.all() if line.amount_approved is not None]
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
                "paid": money(line.accepted),
                "asked": money(line.payable),
                "reason": line.reason,
            }
            for line in decided
            if line.accepted < line.payable
        ],
    }
