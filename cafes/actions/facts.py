"""Making a café, changing its facts, and opening it for bookings."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from cafes import permissions
from cafes.facts import FACTS, MEETING
from cafes.models import Booking, Cafe
from design_system.refusals import Refusal
from involvement.actions import change_activity

from ._steps import _locked_people, _tell
from .planning import plan_sessions

Status = Cafe.Status


class CannotChangeCafe(Refusal):
    pass


class CannotStart(Refusal):
    pass


class CannotStop(Refusal):
    pass


@transaction.atomic
def create_cafe(*, title, kind, service, slug=None, by, **facts):
    """Begin a café; `facts` are named as in FACTS. Returns the Cafe."""
    _check_names(facts)
    cafe = Cafe.objects.create(
        title=title,
        slug=_free_slug(slug or title),
        kind=kind,
        service=service,
        status_changed_at=timezone.now(),
        status_changed_by=by,
        **facts,
    )
    log(cafe, "cafes.create", user=by, data={"service": service.slug})
    return cafe


@transaction.atomic
def change_cafe(*, cafe, facts, by):
    """Change some facts (a dict named as in FACTS). Returns the Cafe; raises CannotChangeCafe.

    Sessions to come follow, and whoever has booked is told of another place or link. Places and
    length count for sessions planned from now on.
    """
    _check_names(facts)
    to_come = Booking.objects.booked().filter(session__in=cafe.sessions.not_over())
    people = _locked_people(to_come.people())
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    changed = [name for name, value in facts.items() if getattr(cafe, name) != value]
    for name in changed:
        setattr(cafe, name, facts[name])
    if cafe.status == Status.RUNNING and (missing := cafe.missing_facts()):
        raise CannotChangeCafe(f"A café that is running needs {', '.join(missing)}.")
    cafe.save()
    for session in cafe.sessions.not_over().select_related("activity"):
        where = {name: getattr(cafe, name) for name in ("title", "service", "site", "online")}
        new = {k: v for k, v in where.items() if getattr(session.activity, k) != v}
        if new:
            change_activity(activity=session.activity, facts=new, by=by)
    if changed:
        log(cafe, "cafes.change", user=by, data={"facts": sorted(changed)})
    if MEETING & set(changed):
        for booking in to_come.all():
            booking.person = people.get(booking.person_id, booking.person)
            _tell(booking, "changed", by=by)
    return cafe


@transaction.atomic
def start(*, cafe, by):
    """Let people book, and plan the first sessions. Returns the Cafe; raises CannotStart."""
    cafe = _move(cafe, Status.RUNNING, "start", by, permissions.why_not_start, CannotStart)
    plan_sessions(cafe=cafe, by=by)
    return cafe


@transaction.atomic
def stop(*, cafe, by):
    """Take no more bookings and plan no more sessions. Raises CannotStop while people have booked.

    Sessions that nobody has booked are no longer shown.
    """
    # Whoever books at this moment is first, and then keeps it from stopping; or finds it stopped.
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    list(cafe.sessions.not_over().select_for_update(of=("self",)))
    return _move(cafe, Status.STOPPED, "stop", by, permissions.why_not_stop, CannotStop)


def _move(cafe, status, verb, by, why_not, refusal):
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    if cafe.status == status:
        return cafe
    if sentence := why_not(None, cafe):
        raise refusal(sentence)
    before, cafe.status = cafe.status, status
    cafe.status_changed_at, cafe.status_changed_by = timezone.now(), by
    cafe.save(update_fields=["status", "status_changed_at", "status_changed_by"])
    log(cafe, f"cafes.{verb}", user=by, data={"from": before, "to": status})
    return cafe


def _check_names(facts):
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"not facts of a café: {', '.join(sorted(unknown))}")


def _free_slug(words):
    stem = slugify(words)[:100].strip("-") or "cafe"
    taken = set(Cafe.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
