"""Who may record that someone took part, and see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from involvement.models import Involvement
from involvement.permissions import why_not_mark_attendance
from tests.factories.involvement import InvolvementFactory
from tests.factories.people import PETeamUserFactory, ServiceRoleFactory, UserFactory

pytestmark = pytest.mark.django_db
REFUSAL = "Only the Patient Experience team and the service's lead can record who took part."


def user_who_is(who, part):
    today = timezone.localdate()
    service = part.activity.service
    match who:
        case "PE team":
            return PETeamUserFactory()
        case "lead":
            return ServiceRoleFactory(service=service).user
        case "lead of the directorate":
            return ServiceRoleFactory(service=None, directorate=service.directorate).user
        case "lead until yesterday":
            past = {"from_date": today - timedelta(9), "to_date": today - timedelta(1)}
            return ServiceRoleFactory(service=service, **past).user
        case "lead of another service":
            return ServiceRoleFactory().user
        case "member":
            return UserFactory()
        case _:
            return AnonymousUser()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("PE team", True),
        ("lead", True),
        ("lead of the directorate", True),
        ("lead until yesterday", False),
        ("lead of another service", False),
        ("member", False),
        ("nobody", False),
    ],
)
def test_the_team_and_the_services_lead_and_nobody_else(who, may):
    part = InvolvementFactory()
    user = user_who_is(who, part)

    assert why_not_mark_attendance(user, part) == (None if may else REFUSAL)
    assert list(Involvement.objects.visible_to(user)) == ([part] if may else [])
