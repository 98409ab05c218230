"""How claims are held and moved.

Whoever changes a claim holds, in this order, the member's person where the miles of their year
count, the part in the activity, and the claim: so does whoever marks attendance.
"""

from django.utils import timezone
from wagtail.log_actions import log

from involvement.models import Involvement
from people.models import Person
from reimbursement.models import Claim


def _held(claim, *, with_person=False):
    """Return `claim` as it is now, with its involvement, both locked."""
    part = claim.involvement_id
    if with_person:
        whose = Person.objects.filter(member__involvements=part)
        list(whose.select_for_update(of=("self",), no_key=True))
    involvement = _held_part(part)
    row = Claim.objects.select_for_update(of=("self",)).select_related("policy", "service")
    row = row.get(pk=claim.pk)
    row.involvement = involvement
    return row


def _held_part(key):
    rows = Involvement.objects.select_for_update(of=("self",))
    return rows.select_related("activity__service", "activity__site", "member__person").get(pk=key)


def _move(claim, status, *, verb, by, refusal, **changes):
    """Put a locked `claim` into `status` and return it. Raises `refusal` if that cannot follow."""
    before = claim.status
    if status not in Claim.TRANSITIONS[before]:
        label = Claim.Status(before).label.lower()
        raise refusal(f"This claim is marked as “{label}”, so this cannot be done.")
    claim.status, claim.status_changed_at, claim.status_changed_by = status, timezone.now(), by
    for name, value in changes.items():
        setattr(claim, name, value)
    claim.save()
    return _note(claim, verb, by)


def _note(claim, verb, by, **data):
    data |= {"status": str(claim.status), "part": str(claim.involvement)}
    log(claim, f"reimbursement.{verb}", user=by, data=data)
    return claim
