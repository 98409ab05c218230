"""How an application goes from one state to the next: locked, allowed by TRANSITIONS, logged, told.

Everything about the applications of one opportunity waits for that opportunity's row, so two people
who act at the same moment act one after the other.
"""

from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from involvement import actions as involvement
from involvement.models import Involvement
from opportunities.messages import context_of
from opportunities.models import Application, Opportunity
from opportunities.permissions import GONE
from outbox.actions import enqueue


def _locked(opportunity, refusal):
    """Return the row of `opportunity` as it is now, locked. Raises `refusal` if it was deleted."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("site", "locality")
    row = rows.filter(pk=opportunity.pk).first()
    if row is None:
        raise refusal(GONE)
    return row


def _application(opportunity, person):
    """Return the Application of `person` to a locked `opportunity`, or None."""
    row = Application.objects.select_related("person").filter(person=person)
    row = row.filter(opportunity=opportunity).first()
    if row:
        row.opportunity = opportunity
    return row


def _begin(opportunity, person, status, *, verb, by, tell, **values):
    """Write the first row of `person` for a locked `opportunity`."""
    application = Application.objects.create(
        opportunity=opportunity,
        person=person,
        status=status,
        status_changed_at=timezone.now(),
        status_changed_by=by,
        **values,
    )
    return _note(application, verb=verb, by=by, tell=tell)


def _move(application, status, *, verb, by, tell, refusal, **changes):
    """Put `application`, whose opportunity is locked, into `status`, and return it.

    `tell` names the message to its person; None tells nobody. Raises `refusal` where TRANSITIONS
    does not allow it. Whoever leaves a place frees it.
    """
    before = application.status
    if status not in Application.TRANSITIONS[before]:
        label = Application.Status(before).label.lower()
        raise refusal(f"This person is marked as “{label}”, so this cannot be done.")
    if before == Application.Status.PLACED and status != Application.Status.TOOK_PART:
        _free_place(application, by)
    application.status = status
    application.status_changed_at = timezone.now()
    application.status_changed_by = by
    for name, value in changes.items():
        setattr(application, name, value)
    application.save()
    return _note(application, verb=verb, by=by, tell=tell)


def _note(application, *, verb, by, tell):
    data = {
        "opportunity": application.opportunity.reference,
        "person": str(application.person),
        "status": str(application.status),
    }
    log(application, action=f"opportunities.{verb}", user=by, data=data)
    if tell:
        enqueue(
            person=application.person,
            purpose=tell.replace("_", "-"),
            template=f"opportunities/{tell}",
            context=context_of(application),
            dedupe_key=f"{application}-{tell}-{application.status_changed_at.isoformat()}",
            by=by,
        )
    return application


def _take_place(opportunity, by):
    """Count one more place taken. The database refuses more than there are, whoever asks."""
    _count_places(opportunity, 1)
    if opportunity.places_taken == opportunity.capacity:
        _turn(opportunity, Opportunity.Status.OPEN, Opportunity.Status.FILLED, by)


def _free_place(application, by):
    """Count one place fewer, and expect the person at its activities no longer."""
    opportunity = application.opportunity
    _count_places(opportunity, -1)
    _turn(opportunity, Opportunity.Status.FILLED, Opportunity.Status.OPEN, by)
    for part in Involvement.objects.current().filter(
        activity__in=opportunity.activities.all(), member__person=application.person
    ):
        involvement.cancel(involvement=part, by=by)


def _count_places(opportunity, change):
    row = Opportunity.objects.filter(pk=opportunity.pk)
    row.update(places_taken=F("places_taken") + change)
    opportunity.places_taken = row.values_list("places_taken", flat=True).get()


def _turn(opportunity, before, after, by):
    """A full opportunity is off the public list, and comes back when a place is free again."""
    if opportunity.status == before:
        opportunity.status = after
        opportunity.status_changed_at = timezone.now()
        opportunity.status_changed_by = by
        opportunity.save(update_fields=["status", "status_changed_at", "status_changed_by"])
