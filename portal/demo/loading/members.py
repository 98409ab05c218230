"""Invented members: how they joined, and what they said of themselves."""

import uuid

from django.db import transaction

from home.actions import join
from people.actions import add_member, confirm_email, set_own_limit
from people.models import ConsentWording, Person

from .answers import answer_tasks
from .clock import clock_at
from .dates import moment
from .files import read_all
from .invented import invented_members

NAMESPACE = uuid.UUID("5f0c2f0e-2b57-4f7e-9a0c-0d2c3a1b4e5f")  # of the demo's people, for ever


def key_of(name):
    """The join key by which the loader knows a person again."""
    return uuid.uuid5(NAMESPACE, name)


def person_called(name):
    """The person with a key of the members' files. Raises Person.DoesNotExist."""
    return Person.objects.get(join_key=key_of(name))


def every_member():
    """All members as dicts, each with the slug of its locality: of the files, then invented."""
    described = [
        {**facts, "locality": locality}
        for locality, members in read_all("members").items()
        for facts in members
    ]
    return described + invented_members()


def load_members(today, team):
    """Let everyone join who is not there yet; `team` is the User who writes down what is told."""
    known = set(Person.objects.values_list("join_key", flat=True))
    for facts in every_member():
        if key_of(facts["key"]) not in known:
            load_member(facts, today, team)


@transaction.atomic
def load_member(facts, today, team):
    with clock_at(moment(facts["joined"], today)):
        member = _join(facts, team)
        by = member.person.user or team
        answer_tasks(member, facts, by=by)
        if "limit" in facts:
            set_own_limit(member=member, limit=facts["limit"], by=by)


def _join(facts, team):
    """Join online as people do themselves, or by phone or on paper as the team writes it down."""
    guardian = facts.get("guardian", {})
    said = {
        "name": facts["name"],
        "preferred_channel": facts.get("prefers", "email"),
        "email": facts.get("email", ""),
        "phone": facts.get("phone", ""),
        "postal_address": facts.get("address", ""),
        "join_key": key_of(facts["key"]),
        "over_minimum_age": not guardian,
        "guardian_name": guardian.get("name", ""),
        "guardian_contact": guardian.get("contact", ""),
        "wording": ConsentWording.objects.current("register"),
        "guardian_wording": ConsentWording.objects.current("guardian"),
    }
    if how := facts.get("how"):
        return add_member(**said, how=how, origin=how, by=team)
    member = join(**said, by=None)
    if not facts.get("joining"):
        confirm_email(user=member.person.user, by=member.person.user)
        member.refresh_from_db()
    return member
