"""Opportunities with dates behind them and ahead, people who are expected there, their pages."""

import datetime

from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from involvement.models import Involvement
from opportunities import actions
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory, ServiceRoleFactory, UserFactory

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


def stands(application):
    """The status of an Application as it is now."""
    application.refresh_from_db()
    return application.status


def said(part):
    """What is written down of a part: whether they came, and for how long."""
    part.refresh_from_db()
    return part.status, part.hours


# --- Their pages -------------------------------------------------------------------------------
def sign_in_as_lead(client, service):
    user = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=user, service=service)
    client.force_login(user)
    return user


def page_of(opportunity):
    return reverse("opportunities:attendance-show", args=[opportunity.slug])


def form_of(opportunity, activity=None):
    activity = activity or opportunity.activities.latest("starts_at")
    return reverse("opportunities:attendance-record", args=[opportunity.slug, activity.pk])


def dates_of(opportunity):
    return reverse("opportunities:date-add", args=[opportunity.slug])


def came(part, hours="2"):
    return {f"came_{part.pk}": "came", f"hours_{part.pk}": hours}


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def main(response):
    return " ".join(parsed(response).main.get_text(" ").split())


def errors(response):
    lines = parsed(response).select(".nhsuk-error-summary li")
    return [line.get_text(strip=True) for line in lines]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]
