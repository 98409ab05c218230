"""What members said on the task list; where their file is silent, chosen from a fixed seed."""

from functools import cache
from random import Random

from organisation.models import Locality
from people.actions import (
    answer_contact,
    answer_needs,
    answer_terms,
    answer_when,
    answer_where,
)
from people.availability import DAYS, PARTS, mask_of
from people.models import TaskAnswer, Term

from .dates import slots_of
from .files import read

Task = TaskAnswer.Task
KINDS = {"roles": "role", "skills": "skill", "interests": "interest", "kinds": "activity_kind"}
EVERY_SLOT = [(day, part) for day in range(len(DAYS)) for part in range(len(PARTS))]


def answer_tasks(member, facts, by):
    """Answer the tasks that the `facts` of a member call for: all, half of them or none."""
    chance = Random(f"{_seed()['seed']} {facts['key']}")  # noqa: S311 - invented answers, no secret
    for task in _tasks(facts, chance):
        ANSWERS[task](member, facts, chance, by)


def _tasks(facts, chance):
    asked = facts.get("tasks", "none")
    if asked == "half":
        return chance.sample(Task.values, _seed()["half_of_the_tasks"])
    return Task.values if asked == "all" else []


def _who(member, facts, chance, by):
    _choose(member, Task.WHO_I_AM, _terms("role", facts.get("roles", ["public"])), by)


def _skills(member, facts, chance, by):
    _choose(member, Task.SKILLS, _chosen("skills", facts, chance), by)


def _interests(member, facts, chance, by):
    _choose(member, Task.INTERESTS, _chosen("interests", facts, chance), by)


def _activities(member, facts, chance, by):
    levels = _terms("level", facts.get("levels", ["involvement"]))
    _choose(member, Task.ACTIVITIES, [*_chosen("kinds", facts, chance), *levels], by)


def _where(member, facts, chance, by):
    ways = facts.get("where", ["in person", "online"])
    answer_where(
        member=member,
        locality=Locality.objects.get(slug=facts["locality"]),
        meets_in_person="in person" in ways,
        meets_online="online" in ways,
        by=by,
    )


def _when(member, facts, chance, by):
    picked = mask_of(chance.sample(EVERY_SLOT, _seed()["free"]))
    answer_when(member=member, availability=slots_of(facts.get("free", [])) or picked, by=by)


def _contact(member, facts, chance, by):
    answer_contact(
        member=member,
        preferred_channel=facts.get("prefers", "email"),
        phone=facts.get("phone", ""),
        postal_address=facts.get("address", ""),
        by=by,
    )


def _needs(member, facts, chance, by):
    needs = [
        term
        for kind in (Term.Kind.COMMUNICATION_NEED, Term.Kind.ACCESS_NEED)
        for term in Term.objects.offered(kind).filter(code__in=facts.get("needs", []))
    ]
    answer_needs(member=member, needs=needs, note=facts.get("note", ""), by=by)


ANSWERS = {
    Task.WHO_I_AM: _who,
    Task.SKILLS: _skills,
    Task.INTERESTS: _interests,
    Task.ACTIVITIES: _activities,
    Task.WHERE: _where,
    Task.WHEN: _when,
    Task.CONTACT: _contact,
    Task.NEEDS: _needs,
}


def _choose(member, task, terms, by):
    answer_terms(member=member, task=task, terms=terms, by=by)


def _chosen(name, facts, chance):
    if name in facts:
        return _terms(KINDS[name], facts[name])
    offered = sorted(Term.objects.offered(KINDS[name]), key=lambda term: term.code)
    return chance.sample(offered, _seed()[name])


def _terms(kind, codes):
    return [Term.objects.get(kind=kind, code=code) for code in codes]


@cache
def _seed():
    return read("seed")
