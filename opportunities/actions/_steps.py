"""How an application goes from one state to the next: locked, allowed by TRANSITIONS, logged, told.

Everything about the applications of one opportunity waits for that opportunity's row, so two people
who act at the same moment act one after the other. Whoever it is about is locked before it, as by
those who leave the register or are erased: nobody is written to who left a moment ago.
"""

from django.db.models import Case, F, Value, When
from django.utils import timezone
from wagtail.log_actions import log

from involvement import actions as involvement
from involvement.models import Involvement
from opportunities.messages import context_of
from opportunities.models import Application, Opportunity
from opportunities.permissions import GONE
from outbox.actions import cancel_waiting, enqueue
from people.models import Person

Status = Opportunity.Status


def _locked_people(people):
    """Return `people` (an iterable of Person) as they are now, locked, in the order given.

    Their members are left to a query of its own: joined in here, they would be as they were before
    the lock was waited for.
    """
    keys = [person.pk for person in people]
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


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
    """Put `application`, whose person and opportunity are locked, into `status`, and return it.

    `tell` names the message to its person; None tells nobody. What still waits to be said about it
    is overtaken, and not said. Raises `refusal` where TRANSITIONS does not allow it. Whoever leaves
    a place frees it.
    """
    before = application.status
    if status not in Application.TRANSITIONS[before]:
        raise refusal(_why_not_from(before))
    if before == Application.Status.PLACED and status != Application.Status.TOOK_PART:
        _free_place(application, by)
    application.status = status
    application.status_changed_at = timezone.now()
    application.status_changed_by = by
    for name, value in changes.items():
        setattr(application, name, value)
    application.save()
    cancel_waiting(person=application.person, about=f"{application}-", by=by)
    return _note(application, verb=verb, by=by, tell=tell)


def _why_not_from(status):
    label = Application.Status(status).label.lower()
    return f"This person is marked as “{label}”, so this cannot be done."


def _settle(opportunity, person, *, by, refusal):
    """Say of `person`, who has or had a place, whether it is over for them: both are locked.

    Somebody took part once they came to a date and are expected at no other. Until then they have
    their place: they are told of changes, and can give it back.
    """
    application = _application(opportunity, person)
    if application is None or application.status not in Application.WITH_A_PLACE:
        return
    parts = Involvement.objects.filter(
        activity__in=opportunity.activities.all(), member__person=person
    )
    kinds, Part = set(parts.values_list("status", flat=True)), Involvement.Status
    is_over = Part.ATTENDED in kinds and Part.EXPECTED not in kinds
    status = Application.Status.TOOK_PART if is_over else Application.Status.PLACED
    verb = "record_taking_part" if is_over else "keep_place"
    if application.status != status:
        _move(application, status, verb=verb, by=by, tell=None, refusal=refusal)
    if application.status == Application.Status.PLACED and opportunity.status == Status.CANCELLED:
        ended = Application.Status.NOT_THIS_TIME
        _move(application, ended, verb="end_application", by=by, tell=None, refusal=refusal)


def _note(application, *, verb, by, tell):
    data = {
        "opportunity": application.opportunity.reference,
        "person": str(application.person),
        "status": str(application.status),
    }
    log(application, action=f"opportunities.{verb}", user=by, data=data)
    if tell:
        _tell(application, tell, application.status_changed_at, by=by)
    return application


def _tell(application, what, moment, *, by):
    """Write the message `what` about `application` to its person, once for each `moment`."""
    enqueue(
        person=application.person,
        purpose=what.replace("_", "-"),
        template=f"opportunities/{what}",
        context=context_of(application),
        dedupe_key=f"{application}-{what}-{moment.isoformat()}",
        by=by,
    )


def _free_place(application, by):
    """Count one place fewer, and expect the person at its activities no longer.

    Of those that have begun, whoever ran them still says who came: they may be owed for them.
    """
    opportunity = application.opportunity
    _count_places(opportunity, -1, by=by)
    for part in _expected_ahead(opportunity).filter(member__person=application.person):
        involvement.cancel(involvement=part, by=by)


def _expected_ahead(opportunity):
    """Whose part in a date of `opportunity` that has not begun is expected: a queryset of parts."""
    parts = Involvement.objects.current().filter(activity__in=opportunity.activities.all())
    return parts.exclude(activity__starts_at__lte=timezone.now())


def _count_places(opportunity, change, *, by):
    """Count `change` more places as taken; the database refuses more than there are.

    A full opportunity is off the public list, and comes back when a place is free again.
    """
    row = Opportunity.objects.filter(pk=opportunity.pk)
    full = F("capacity") - change
    row.update(
        places_taken=F("places_taken") + change,
        status=Case(
            When(status=Status.OPEN, places_taken__gte=full, then=Value(Status.FILLED)),
            When(status=Status.FILLED, places_taken__lt=full, then=Value(Status.OPEN)),
            default=F("status"),
        ),
    )
    opportunity.places_taken, after = row.values_list("places_taken", "status").get()
    if after != opportunity.status:
        _turn(opportunity, after, by)


def _turn(opportunity, status, by):
    before, opportunity.status = opportunity.status, status
    opportunity.status_changed_at = timezone.now()
    opportunity.status_changed_by = by
    opportunity.save(update_fields=["status", "status_changed_at", "status_changed_by"])
    data = {"from": str(before), "to": str(status)}
    log(opportunity, action="opportunities.turn", user=by, data=data)
