"""From being prepared to ready, closed early, opened again or cancelled: one action for each."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from opportunities import permissions
from opportunities.models import Opportunity

from ._steps import _locked_people
from .cancelling import _people_of, end_applications

Status = Opportunity.Status


class CannotMakeReady(Refusal):
    pass


class CannotGoBackToDraft(Refusal):
    pass


class CannotClose(Refusal):
    pass


class CannotReopen(Refusal):
    pass


class CannotCancel(Refusal):
    pass


@transaction.atomic
def make_ready(*, opportunity, by):
    """Say that the facts are complete. Returns the Opportunity; raises CannotMakeReady."""
    return _move(
        opportunity, Status.OPEN, "make_ready", by, permissions.why_not_make_ready, CannotMakeReady
    )


@transaction.atomic
def back_to_draft(*, opportunity, by):
    """Take the facts back into preparation. Raises CannotGoBackToDraft."""
    return _move(
        opportunity,
        Status.DRAFT,
        "back_to_draft",
        by,
        permissions.why_not_go_back_to_draft,
        CannotGoBackToDraft,
    )


@transaction.atomic
def close(*, opportunity, by):
    """Close before the closing date. Raises CannotClose."""
    return _move(opportunity, Status.CLOSED, "close", by, permissions.why_not_close, CannotClose)


@transaction.atomic
def reopen(*, opportunity, by):
    """Open again what was closed early. Raises CannotReopen."""
    return _move(opportunity, Status.OPEN, "reopen", by, permissions.why_not_reopen, CannotReopen)


@transaction.atomic
def cancel(*, opportunity, by):
    """Cancel for good, and tell everyone who waits for it or has a place. Raises CannotCancel."""
    _locked_people(_people_of(opportunity))
    opportunity = _move(
        opportunity, Status.CANCELLED, "cancel", by, permissions.why_not_cancel, CannotCancel
    )
    end_applications(opportunity=opportunity, by=by)
    return opportunity


def _move(opportunity, status, verb, by, why_not, refusal):
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    before = opportunity.status
    if before == status:
        return opportunity
    if sentence := why_not(None, opportunity):
        raise refusal(sentence)
    opportunity.status = status
    opportunity.status_changed_at = timezone.now()
    opportunity.status_changed_by = by
    opportunity.save(update_fields=["status", "status_changed_at", "status_changed_by"])
    log(opportunity, f"opportunities.{verb}", user=by, data={"from": before, "to": status})
    return opportunity
