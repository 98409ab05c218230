"""What members are told about their claims."""

from django.urls import reverse

from involvement.wording import day_in_words
from outbox.actions import CannotEnqueue, enqueue
from reimbursement.rates import money, total


def tell(claim, purpose, *, by):
    """Write the message `purpose` ("claim-ready" …) about `claim`, once for each of its states.

    Somebody who can no longer be reached is told nothing; their claim stands all the same.
    """
    try:
        enqueue(
            person=claim.involvement.member.person,
            purpose=purpose,
            template=f"reimbursement/{purpose.replace('-', '_')}",
            context=_facts(claim),
            dedupe_key=f"{claim}-{purpose}-{claim.status_changed_at.isoformat()}",
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
