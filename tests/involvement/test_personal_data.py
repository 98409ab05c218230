"""The record of taking part when someone asks, is erased, or was entered twice."""

from decimal import Decimal

import pytest

from involvement.models import Involvement
from people.actions import erase_person, export_person, merge_people
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.people import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
Status = Involvement.Status


def test_people_are_told_what_they_took_part_in():
    part = InvolvementFactory(status=Status.ATTENDED, category="one_off", hours=Decimal("2.5"))
    InvolvementFactory()

    [data] = export_person(person=part.member.person, by=None)["involvement"]

    assert data == {
        "activity": part.activity.title,
        "service": part.activity.service.name,
        "starts": None,
        "status": "Attended",
        "since": part.status_changed_at.isoformat(),
        "hours": "2.50",
    }


def test_that_somebody_took_part_stays_when_they_are_erased():
    part = InvolvementFactory(status=Status.ATTENDED, category="one_off")

    erase_person(person=part.member.person, by=None)

    part.refresh_from_db()
    assert part.status == Status.ATTENDED


def test_nobody_who_was_erased_is_expected_any_more():
    part = InvolvementFactory()

    erase_person(person=part.member.person, by=None)

    part.refresh_from_db()
    assert part.status == Status.CANCELLED


@pytest.mark.parametrize("kept_status", [*Status, None])
@pytest.mark.parametrize("gone_status", [*Status, None])
def test_of_two_parts_in_one_activity_the_one_that_says_more_stays(kept_status, gone_status):
    activity, kept, gone = ActivityFactory(), MemberFactory(), MemberFactory()
    for member, status in [(kept, kept_status), (gone, gone_status)]:
        if status:
            InvolvementFactory(activity=activity, member=member, status=status, category="one_off")

    merge_people(kept=kept.person, gone=gone.person, by=None)

    order = [Status.ATTENDED, Status.DID_NOT_ATTEND, Status.EXPECTED, Status.CANCELLED]
    known = [status for status in order if status in (kept_status, gone_status)]
    assert list(Involvement.objects.values_list("member", "status")) == [
        (kept.pk, status) for status in known[:1]
    ]


def test_parts_follow_a_member_whose_person_is_kept():
    part, kept = InvolvementFactory(), PersonFactory()

    merge_people(kept=kept, gone=part.member.person, by=None)

    part.refresh_from_db()
    assert part.member.person == kept
