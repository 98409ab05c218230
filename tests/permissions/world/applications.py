"""People in every relation to the member and the service lead of the table."""

import datetime

from django.utils import timezone

from involvement.models import Involvement
from opportunities import invitations
from opportunities.models import Application, Opportunity
from outbox.models import Message
from people.models import Member
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.opportunities import ApplicationFactory, OpportunityFactory
from tests.factories.outbox import MessageFactory
from tests.factories.people import MemberFactory, PersonFactory

from .names import PLACED


def make(person, own, other):
    """Objects by name, for addresses, and things by name, for decisions."""
    last_week = timezone.now() - datetime.timedelta(days=7)
    own_open, other_open, closed = (
        Opportunity.objects.get(slug=slug) for slug in ("own-open", "other-open", "own-closed")
    )

    stranger = _add("Other Member")
    gone = _add("Gone Member", status=Member.Status.LEFT)
    mine = ApplicationFactory(opportunity=own_open, person=person, status="invited")
    theirs = ApplicationFactory(opportunity=other_open, person=stranger, status="invited")
    over = ApplicationFactory(
        opportunity__service=other, person=person, status="took_part", invited_at=last_week
    )
    late = ApplicationFactory(
        opportunity=closed, person=stranger, status="invited", invited_at=last_week
    )
    ApplicationFactory(opportunity=own_open, person=_add(PLACED), status="placed")
    part = InvolvementFactory(activity__service=own, member=person.member)
    other_part = InvolvementFactory(activity__service=other, member=stranger.member)
    letter = MessageFactory(letter=True, person__name="Letter Reader")
    posted = MessageFactory(letter=True, person=letter.person, status="sent")
    dates = {
        "own service, over": _with_date(own, days=-2),
        "own service, to come": _with_date(own, days=2),
        "own service, over but cancelled": _with_date(own, days=-2, status="cancelled"),
        "other service, over": _with_date(other, days=-2),
    }
    objects = {name: _about_date(part) for name, part in dates.items()} | {
        "own record": _about(person, mine),
        "own record, over": _about(person, over),
        "other member": _about(stranger, theirs),
        "member who left": _about(gone, theirs),
        "invitation that came too late": _about(stranger, late),
        "letter": {"pk": letter.pk},
        "letter that was posted": {"pk": posted.pk},
        "call": {"pk": MessageFactory(call=True, person__name="Phone Friend").pk},
        "altered link": {"token": "1-2~nonsense"},
    }
    things = {
        "own service": own_open,
        "other service": other_open,
        "own record": person.member,
        "other member": stranger.member,
        "own application": mine,
        "other member's application": theirs,
        "part in own service": part,
        "part in other service": other_part,
        "person taking a break": _add("Paused Member", status=Member.Status.PAUSED),
        "member who has not confirmed": _add("New Member", status=Member.Status.JOINING).member,
        "letter": letter,
        "letter that was posted": posted,
        "nobody": None,
    } | {name: part.activity.opportunities.get() for name, part in dates.items()}
    return objects, things


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    models = (Application, Involvement, Member, Message, Opportunity)
    return {
        f"{type(model.objects.all()).__name__}.visible_to": model.objects.all() for model in models
    }


def _add(name, **fields):
    return MemberFactory(person=PersonFactory(name=name), **fields).person


def _with_date(service, *, days, **facts):
    """The part of somebody with a place in the only date of a new opportunity, in so many days."""
    starts_at = timezone.now() + datetime.timedelta(days=days)
    activity = ActivityFactory(
        service=service, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=2)
    )
    OpportunityFactory(service=service, **facts).activities.add(activity)
    return InvolvementFactory(activity=activity, member__person__name=PLACED)


def _about_date(part):
    slug = part.activity.opportunities.get().slug
    return {"slug": slug, "pk": part.activity_id, "part": part.pk}


def _about(person, application):
    return {
        "reference": person.reference,
        "person": person.pk,
        "pk": application.pk,
        "slug": application.opportunity.slug,
        "token": invitations.path_of(application).rstrip("/").rpartition("/")[2],
    }
