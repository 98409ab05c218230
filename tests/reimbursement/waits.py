"""Claims at any point of their way, on any day: for tests of how long people wait."""

import datetime
from decimal import Decimal

from django.utils import timezone

from reimbursement.models import Batch, Entry, Kind, Line, Payment, Way
from tests.factories.reimbursement import ClaimFactory, PartFactory

AMOUNT = Decimal("6.30")


def day(days_ago):
    return timezone.localdate() - datetime.timedelta(days=days_ago)


def moment(on, hour=12):
    """An hour by the clock in London on the day `on`."""
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time(hour)))


def claim_at(status, policy, *, days_ago, service=None, lines=({},)):
    """A Claim for an activity so many days ago; each of `lines` is how `line_in` is called."""
    facts = {"status": status, "policy": policy, "choice": "expenses", "question": "Why?"}
    if status not in ("draft", "withdrawn"):
        facts["sent_at"] = moment(day(days_ago))
    if status in ("second", "approved"):
        facts["approved_at"] = moment(day(days_ago))
    part = PartFactory(**{"service": service} if service else {})
    claim = ClaimFactory(involvement=part, activity_date=day(days_ago), **facts)
    for line in lines:
        line_in(claim, **line)
    return claim


def line_in(claim, *, paid=None, hour=12, tries=(), is_reversed=False, refused=False):
    """A Line of 14 miles, with its ledger: `paid` so many days ago, after `tries` of a status."""
    decided = claim.status in ("second", "approved", "refused")
    approved = (Decimal(0) if refused else AMOUNT) if decided else None
    undone = is_reversed and bool(approved)
    line = Line.objects.create(
        claim=claim,
        involvement=claim.involvement,
        kind=Kind.CAR,
        quantity=14,
        rate=Decimal("0.45"),
        amount=AMOUNT,
        amount_approved=approved,
        reason="Not far" if refused and decided else "",
        reversed_at=timezone.now() if undone else None,
    )
    if approved and claim.status == "approved":
        for attempt, status in enumerate([*tries, *["paid"] * (paid is not None)], 1):
            _try(line, attempt, status, None if paid is None else moment(day(paid), hour))
    return line


def _try(line, attempt, status, at):
    batch = Batch.objects.create(
        way=Way.PAYABLES, made_at=timezone.now(), status_changed_at=timezone.now()
    )
    Payment.objects.create(
        batch=batch,
        line=line,
        claim=line.claim,
        amount=line.amount_approved,
        attempt=attempt,
        payee="M1",
        status=status,
        status_changed_at=timezone.now(),
        reason="No such account" if status == "failed" else "",
    )
    if status in ("paid", "failed"):
        Entry.objects.create(
            line=line,
            kind=status,
            amount=line.amount_approved,
            batch=batch,
            attempt=attempt,
            entered_at=at if status == "paid" else timezone.now(),
        )
