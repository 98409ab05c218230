"""What the host of a café may do beside the roles of docs/permissions.md."""

import pytest

from cafes import permissions
from cafes.models import Booking, Cafe, Session
from tests.factories.cafes import BookingFactory, SessionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return UserFactory(permissions=["wagtailadmin.access_admin"])


def test_a_host_sees_only_their_own_café_and_who_has_booked_there(host):
    own = BookingFactory(session__cafe__host=host)
    other = BookingFactory()

    assert list(Cafe.objects.visible_to(host)) == [own.session.cafe]
    assert list(Session.objects.visible_to(host)) == [own.session]
    assert list(Booking.objects.visible_to(host)) == [own]
    assert permissions.why_not_use_cafes(host) is None
    assert permissions.why_not_see_people(host, own.session) is None
    assert permissions.why_not_see_people(host, other.session) == (
        "Who booked is for the Patient Experience team, the service lead and the host."
    )


def test_a_host_says_who_came_and_changes_nothing_else(host):
    over = SessionFactory(cafe__host=host, days=-1)

    assert permissions.why_not_mark_attendance(host, over) is None
    assert permissions.why_not_change_cafe(host, over.cafe) == (
        "You can only change cafés of services that you lead."
    )
    assert permissions.why_not_create_cafe(host) == (
        "New cafés are for the Patient Experience team and service leads."
    )


def test_whoever_no_longer_hosts_sees_nothing(host):
    BookingFactory(session__cafe__host=host)
    Cafe.objects.update(host=None)

    assert list(Booking.objects.visible_to(host)) == []
    assert permissions.why_not_use_cafes(host) == (
        "Cafés are for the Patient Experience team, service leads and hosts."
    )
