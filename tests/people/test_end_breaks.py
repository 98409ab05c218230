"""A break ends on its day, not before, and never by itself where no day was set."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from people.models import Member
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def test_breaks_end_on_their_day():
    today = timezone.localdate()
    paused = {
        name: MemberFactory(status=Member.Status.PAUSED, paused_until_date=day)
        for name, day in {
            "over": today,
            "long over": today - datetime.timedelta(days=9),
            "not over": today + datetime.timedelta(days=1),
            "open": None,
        }.items()
    }
    said = io.StringIO()

    for _ in range(2):
        call_command("end_breaks", stdout=said)

    for member in paused.values():
        member.refresh_from_db()
    assert {name: str(member.status) for name, member in paused.items()} == {
        "over": "active",
        "long over": "active",
        "not over": "paused",
        "open": "paused",
    }
    assert said.getvalue().splitlines() == [
        "2 members are back from their break.",
        "0 members are back from their break.",
    ]
