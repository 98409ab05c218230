"""Who had a place and took part is marked so, with the hours, in one step."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from involvement.actions import CannotMarkAttendance, expect
from involvement.models import Involvement
from opportunities import actions
from opportunities.models import Application
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def opportunity_that_starts(days):
    opportunity = OpportunityPageFactory().opportunity
    starts_at = timezone.now() + datetime.timedelta(days=days)
    activity = ActivityFactory(
        service=opportunity.service,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
    )
    opportunity.activities.add(activity)
    return opportunity


def placed(opportunity):
    person = MemberFactory().person
    application = actions.place(opportunity=opportunity, person=person, by=None)
    return application, Involvement.objects.get(member=person.member)


def record(part):
    return actions.record_taking_part(involvement=part, hours=Decimal("1.5"), by=None)


def test_taking_part_is_recorded_once():
    application, part = placed(opportunity_that_starts(days=-1))
    record(part)
    record(part)

    application.refresh_from_db()
    part.refresh_from_db()
    entries = ModelLogEntry.objects.for_instance(application).values_list("action", flat=True)
    assert application.status == Application.Status.TOOK_PART
    assert (part.status, part.hours) == (Involvement.Status.ATTENDED, Decimal("1.5"))
    assert list(entries.filter(action="opportunities.record_taking_part")) == [
        "opportunities.record_taking_part"
    ]
    assert application.opportunity.places_taken == 1


def test_nobody_has_taken_part_before_it_began():
    application, part = placed(opportunity_that_starts(days=1))
    with pytest.raises(CannotMarkAttendance, match="not started"):
        record(part)

    application.refresh_from_db()
    assert application.status == Application.Status.PLACED


def test_a_guest_without_a_place_only_has_their_part_recorded():
    opportunity = opportunity_that_starts(days=-1)
    part = expect(activity=opportunity.activities.get(), member=MemberFactory(), by=None)

    assert record(part).status == Involvement.Status.ATTENDED
    assert Application.objects.count() == 0
