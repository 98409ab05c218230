"""Telling whoever decides about claims that some wait for them."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from outbox.actions import CannotEnqueue, enqueue
from people.actions import person_of_colleague
from reimbursement.waiting import help_asked_of, how_many_wait_for, in_words


@transaction.atomic
def remind_approver(*, user, by):
    """Write an email to `user` if something waits for them to decide; return the Message, or None.

    Claims, and help before a day. One email a day: a second one of today is the first. It names no
    member and no claim.
    """
    number, days = how_many_wait_for(user)
    waits = [(in_words(number, days), reverse("desk-claims"))] if number else []
    if asked := help_asked_of(user):
        waits.append((asked, reverse("desk-help-before")))
    if not (waits and user.is_active):
        return None
    try:
        return enqueue(
            person=person_of_colleague(user=user, by=by),
            purpose="claims-waiting",
            template="reimbursement/claims_waiting",
            context={"waits": waits},
            dedupe_key=f"claims-waiting-{user}-{timezone.localdate()}",
            email=user.email,
            by=by,
        )
    except CannotEnqueue:
        return None
