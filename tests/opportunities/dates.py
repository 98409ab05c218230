"""Opportunities with dates behind them and ahead, and people who are expected there."""

import datetime

from django.utils import timezone

from involvement.models import Involvement
from opportunities import actions
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory

HOUR = datetime.timedelta(hours=1)


def date_of(opportunity, days, hours=2):
    """A date of `opportunity` in so many days, for so many hours, as an Activity."""
    starts_at = (timezone.now() + datetime.timedelta(days=days)).replace(microsecond=0)
    activity = ActivityFactory(
        title=opportunity.title,
        service=opportunity.service,
        starts_at=starts_at,
        ends_at=starts_at + hours * HOUR,
    )
    opportunity.activities.add(activity)
    return activity


def opportunity_that_starts(days, **facts):
    opportunity = OpportunityPageFactory(
        **{f"opportunity__{name}": value for name, value in facts.items()}
    ).opportunity
    date_of(opportunity, days)
    return opportunity


def placed(opportunity, **person):
    """The Application of somebody with a place, and their part in the latest date."""
    member = MemberFactory(**{f"person__{name}": value for name, value in person.items()})
    application = actions.place(opportunity=opportunity, person=member.person, by=None)
    return application, Involvement.objects.filter(member=member).latest("activity__starts_at")
