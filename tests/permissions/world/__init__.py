"""The small fixed world in which the table of permissions is performed."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.test import Client

from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, PersonFactory, ServiceRoleFactory, UserFactory

from . import (
    applications,
    before,
    budgets,
    cafes,
    claims,
    feedback,
    opportunities,
    owed,
    pages,
    payments,
    signing_in,
    vocabulary,
    wagtail,
)
from .names import GROUPS, NEVER_SHOWN_TO, ROLES

__all__ = ["NEVER_SHOWN_TO", "ROLES", "World", "build"]


@dataclass
class World:
    """`users` and `clients` by role (None and a bare client for a visitor).

    `objects` by name: each is a dict of everything that an address about it may ask for. `things`
    by name: what decisions are asked about. `lists` by the name of their check: querysets of all.
    """

    users: dict
    clients: dict
    objects: dict
    things: dict
    lists: dict


def build():
    """Make the world. `manage.py setup` has laid out groups and pages before."""
    users = {"visitor": None, "member": _member()}
    for role, group in GROUPS.items():
        users[role] = UserFactory(email=f"{group.split()[-1].lower()}.{len(users)}@example.org")
        users[role].groups.add(Group.objects.get(name=group))
    users["administrator"] = UserFactory(
        email="administrator@example.org", is_staff=True, is_superuser=True
    )
    own = ServiceFactory(name="Own service", slug="own-service")
    other = ServiceFactory(name="Other service", slug="other-service")
    ServiceRoleFactory(user=users["service lead"], service=own)
    ServiceRoleFactory(user=users["budget holder"], service=own, role="budget_holder")
    objects = {"-": {}} | opportunities.make(own, other)
    made, things = applications.make(users["member"].person, own, other)
    objects |= made
    for thing in objects.values():
        thing.setdefault("candidate", objects["other member"]["person"])
    objects |= opportunities.make_trust(own) | pages.make(users) | wagtail.make(users)
    ways_in, passkeys = signing_in.make(users)
    objects |= vocabulary.make() | ways_in
    said, said_things = feedback.make(users["member"].person, own, other)
    objects, things = objects | said, things | said_things | passkeys
    things["unpublished page"] = pages.draft()
    made, more_things = cafes.make(users["member"].person, own, other)
    objects |= made | pages.of_cafe(users)
    things |= more_things
    claimed, owed_things = claims.make(users["member"].person, things["other member"], own, other)
    objects, things = objects | claimed, things | owed_things
    objects |= owed.make(users["member"].person, owed_things, own)
    objects |= budgets.make(own, other)
    made, more_things = before.make(users["member"].person, things["other member"], own, other)
    objects, things = objects | made, things | more_things
    made, batches = payments.make()
    objects, things = objects | made, things | batches
    clients = {role: _client(user) for role, user in users.items()}
    lists = applications.lists() | feedback.lists() | cafes.lists() | claims.lists()
    lists |= budgets.lists() | before.lists()
    return World(users, clients, objects, things, lists)


def _client(user):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def _member():
    person = PersonFactory(name="Own Member", email="member@example.org", signs_in=True)
    MemberFactory(person=person)
    return person.user
