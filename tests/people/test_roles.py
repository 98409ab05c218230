"""Someone leads a service from the day on which they are given the role."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.actions import give_service_role
from tests.factories.organisation import ServiceFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_role_is_given_once():
    user, service, by = UserFactory(), ServiceFactory(), UserFactory()
    first = give_service_role(user=user, service=service, by=by)

    assert give_service_role(user=user, service=service, by=by) == first
    assert (first.from_date, first.to_date) == (timezone.localdate(), None)
    assert list(user.services_led()) == [service]
    entries = ModelLogEntry.objects.for_instance(first).values_list("action", "user")
    assert list(entries) == [("people.give_service_role", by.pk)]


def test_a_directorate_brings_all_its_services():
    user, service = UserFactory(), ServiceFactory()
    give_service_role(user=user, directorate=service.directorate, by=None)

    assert list(user.services_led()) == [service]
