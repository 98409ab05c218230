"""Opportunities of the plan: their facts, what they ask for, and the page that tells of them."""

from datetime import timedelta

from django.db import transaction

from opportunities.actions import create_opportunity, make_ready, set_criteria
from opportunities.models import Criterion, Opportunity
from organisation.models import Locality, Service, Site
from people.models import Term, User

from .clock import clock_at
from .dates import moment, slots_of
from .files import read_all
from .pages import load_page

AS_WRITTEN = ("title", "slug", "category", "online", "time_commitment", "capacity")


def load_opportunities(today, team):
    """Make every opportunity that is not there yet, with its page."""
    known = set(Opportunity.objects.values_list("slug", flat=True))
    for facts in read_all("opportunities").values():
        if facts["slug"] not in known:
            load_opportunity(facts, today, team)


@transaction.atomic
def load_opportunity(facts, today, team):
    with clock_at(moment(facts["created"], today)) as created:
        opportunity = create_opportunity(**_facts(facts, today), by=team)
        set_criteria(
            opportunity=opportunity, criteria=list(map(_criterion, facts["criteria"])), by=team
        )
        if "opens" in facts:
            make_ready(opportunity=opportunity, by=team)
    with clock_at(created + timedelta(hours=2)):
        load_page(opportunity, facts)


def _facts(facts, today):
    return {name: facts[name] for name in AS_WRITTEN if name in facts} | {
        "service": Service.objects.get(slug=facts["service"]),
        "lead": _lead_of(facts["service"]),
        "activity_kind": Term.objects.get(kind="activity_kind", code=facts["activity_kind"]),
        "level": Term.objects.get(kind="level", code=facts["level"]),
        "locality": Locality.objects.filter(slug=facts.get("locality")).first(),
        "site": Site.objects.get(name=facts["site"]) if "site" in facts else None,
        **_times(facts, today),
    }


def _times(facts, today):
    times = {
        f"{name}_at": moment(facts[name], today)
        for name in ("opens", "closes", "starts")
        if name in facts
    }
    if "starts" in facts:
        times["ends_at"] = times["starts_at"] + timedelta(hours=facts["hours"])
    return times


def _lead_of(slug):
    return User.objects.filter(service_roles__service__slug=slug).first()


def _criterion(line):
    """A line such as "must skill listening 4", "helps place 2", "helps availability 2 <slots>"."""
    importance, kind, *rest = line.split(maxsplit=2)
    words = rest[0].split(maxsplit=1)
    criterion = {"importance": importance, "kind": kind}
    if kind == Criterion.Kind.AVAILABILITY:
        weight, slots = words
        return criterion | {"weight": int(weight), "slots": slots_of(slots.split(", "))}
    if kind in {Criterion.Kind.SKILL, Criterion.Kind.INTEREST}:
        code, weight = words
        return criterion | {"weight": int(weight), "term": Term.objects.get(kind=kind, code=code)}
    return criterion | {"weight": int(words[0])}
