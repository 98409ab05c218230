"""Making an opportunity and changing its facts."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from design_system.refusals import Refusal
from involvement.actions import change_activity, plan_activity
from opportunities.dates import is_over
from opportunities.facts import FACTS, TIMES
from opportunities.models import Opportunity, OpportunityPage
from opportunities.permissions import is_published, why_not_change_facts

from ._steps import _locked_people
from .changing import MEETING, tell_of_change

Status = Opportunity.Status


class CannotCreateOpportunity(Refusal):
    pass


class CannotChangeFacts(Refusal):
    pass


@transaction.atomic
def create_opportunity(*, title, service, slug=None, by, **facts):
    """Make an opportunity whose facts are being prepared, with its first activity.

    `facts` are named as in FACTS and TIMES; all may wait. The cost centre and the contact are the
    service's unless given. Returns the Opportunity; raises CannotCreateOpportunity.
    """
    _check_names(facts)
    times = {name: facts.pop(name) for name in TIMES if name in facts}
    facts = _from_service(service) | {k: v for k, v in facts.items() if v not in (None, "")}
    opportunity = Opportunity(
        title=title,
        slug=_free_slug(slug or title),
        service=service,
        status_changed_at=timezone.now(),
        status_changed_by=by,
        **facts,
    )
    _check_sense(opportunity, times, CannotCreateOpportunity)
    opportunity.save()
    opportunity.activities.add(plan_activity(**_activity_facts(opportunity), **times, by=by))
    log(opportunity, "opportunities.create", user=by, data={"service": service.slug})
    return opportunity


@transaction.atomic
def change_facts(*, opportunity, facts, by):
    """Change some facts: a dict named as in FACTS and TIMES. Returns the Opportunity.

    Start and end of the first activity go together. Whoever has a place is told of another time or
    place. Raises CannotChangeFacts, among others where a ready opportunity would lose a fact it
    needs.
    """
    _check_names(facts)
    _locked_people(opportunity.applications.placed().people())
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if sentence := why_not_change_facts(None, opportunity):
        raise CannotChangeFacts(sentence)
    times = {name: facts[name] for name in TIMES if name in facts}
    changed = _set(opportunity, {name: facts[name] for name in FACTS if name in facts})
    _check_state_allows(opportunity, changed)
    _check_sense(opportunity, times, CannotChangeFacts)
    if "title" in changed and _slug_may_follow(opportunity):
        opportunity.slug = _free_slug(opportunity.title, but=opportunity)
    turn = {Status.OPEN: Status.FILLED} if opportunity.is_full else {Status.FILLED: Status.OPEN}
    if opportunity.status in turn:
        opportunity.status = turn[opportunity.status]
        opportunity.status_changed_at = timezone.now()
        opportunity.status_changed_by = by
        changed.append("status")
    opportunity.save()
    changed += _change_activities(opportunity, times, by)
    if changed:
        log(opportunity, "opportunities.change_facts", user=by, data={"facts": changed})
    if MEETING & set(changed):
        tell_of_change(opportunity=opportunity, by=by)
    return opportunity


def _check_names(facts):
    unknown = set(facts) - {*FACTS, *TIMES}
    if unknown:
        raise TypeError(f"not facts of an opportunity: {', '.join(sorted(unknown))}")


def _from_service(service):
    names = ("cost_centre", "contact_name", "contact_email", "contact_phone")
    return {name: getattr(service, name) for name in names}


def _set(opportunity, facts):
    changed = [name for name, value in facts.items() if getattr(opportunity, name) != value]
    for name in changed:
        setattr(opportunity, name, facts[name])
    return changed


def _check_state_allows(opportunity, changed):
    if opportunity.status == Status.CLOSED and {"opens_at", "closes_at"} & set(changed):
        raise CannotChangeFacts(
            "This opportunity was closed early. Open it again before you change its dates."
        )
    taken = opportunity.places_taken
    if taken and (opportunity.capacity or 0) < taken:
        people = "1 person already has a place" if taken == 1 else f"{taken} people have a place"
        raise CannotChangeFacts(f"{people}, so there cannot be fewer places than {taken}.")
    seen = opportunity.status != Status.DRAFT or is_published(opportunity)
    if seen and (missing := opportunity.missing_facts()):
        raise CannotChangeFacts(f"An opportunity that is ready needs {', '.join(missing)}.")


def _check_sense(opportunity, times, refusal):
    opens, closes = opportunity.opens_at, opportunity.closes_at
    if opens and closes and closes <= opens:
        raise refusal("The day it closes must be after the day it opens.")
    starts, ends = times.get("starts_at"), times.get("ends_at")
    if (starts is None) != (ends is None):
        raise refusal("Say both when the first activity starts and when it ends.")
    if ends and ends <= starts:
        raise refusal("The first activity must end after it starts.")


def _slug_may_follow(opportunity):
    """An address that the public has never seen may still follow the title."""
    return (
        opportunity.status == Status.DRAFT
        and not OpportunityPage.objects.filter(
            opportunity=opportunity, first_published_at__isnull=False
        ).exists()
    )


def _free_slug(words, but=None):
    stem = slugify(words)[:100].strip("-") or "opportunity"
    others = Opportunity.objects.exclude(pk=but.pk if but else None)
    taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _activity_facts(opportunity):
    """What each date of an opportunity says of itself, beside its times."""
    return {
        "title": opportunity.title,
        "service": opportunity.service,
        "category": opportunity.category,
        "cost_centre": opportunity.cost_centre,
        "site": opportunity.site,
        "online": opportunity.online,
    }


def _change_activities(opportunity, times, by):
    """The first date follows the facts and their times; the others the facts, while to come."""
    facts = _activity_facts(opportunity)
    first, *others = opportunity.activities.all() or [None]
    if first is None:
        opportunity.activities.add(plan_activity(**facts, **times, by=by))
        return ["first_activity"]
    changed = _change_activity(first, facts | times, by)
    for activity in others:
        if not is_over(activity):
            _change_activity(activity, facts, by)
    return [name for name in changed if name in TIMES]


def _change_activity(activity, facts, by):
    changed = [name for name, value in facts.items() if getattr(activity, name) != value]
    if changed:
        change_activity(activity=activity, facts={name: facts[name] for name in changed}, by=by)
    return changed
