"""What members are told about their claims."""

from django.urls import reverse

from involvement.wording import day_in_words
from outbox.actions import CannotEnqueue, Draft, enqueue, enqueue_all
from reimbursement.models import Choice, Way
from reimbursement.rates import money, total


def tell(claim, purpose, *, by):
    """Write the message `purpose` ("claim-ready" …) about `claim`, once for each of its states.

    Who can no longer be reached is told nothing; the claim stands.
    """
    draft = _draft(claim, purpose, claim.status_changed_at.isoformat(), _facts(claim))
    try:
        enqueue(**vars(draft), by=by)
    except CannotEnqueue:
        return


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
        drafts.append(_draft(claim, "claim-paid", str(batch), facts))
    enqueue_all(drafts=drafts, by=by)


def _draft(claim, purpose, about, facts):
    return Draft(
        person=claim.involvement.member.person,
        purpose=purpose,
        template=f"reimbursement/{purpose.replace('-', '_')}",
        context=facts,
        dedupe_key=f"{claim}-{purpose}-{about}",
    )


def _facts(claim):
    lines = list(claim.lines.all())
    decided = [line for line in lines if line.amount_approved is not None]
    return {
        "claim": claim,
        "activity": claim.involvement.activity,
        "day": day_in_words(claim.activity_date),
        "path": reverse("reimbursement:claim-show", args=[claim.pk]),
        "total": money(total(line.amount_approved for line in decided)),
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
