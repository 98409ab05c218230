"""SQL that is built once answers as the QuerySet of which it was built."""

import datetime

import pytest
from django.utils import timezone

from design_system.prepared import Prepared
from organisation.models import Service
from people.models import SignIn, User
from tests.factories.organisation import ServiceFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_query_is_built_once():
    built = []

    def build(now):
        built.append(now)
        return User.objects.filter(date_joined__lt=now).values_list("pk")

    prepared, user, moment = Prepared(build), UserFactory(), timezone.now()

    assert list(prepared.rows(moment)) == [(user.pk,)]
    assert list(prepared.rows(moment - datetime.timedelta(days=1))) == []
    assert len(built) == 1


def test_values_are_what_fields_hold():
    user = UserFactory()

    (row,) = Prepared(lambda: User.objects.values_list("date_joined", "is_active")).rows()

    assert tuple(row) == (user.date_joined, True)


def test_objects_come_with_what_is_related(django_assert_num_queries):
    service = ServiceFactory()
    ServiceFactory()
    prepared = Prepared(lambda pk: Service.objects.filter(pk=pk).select_related("directorate"))

    (found,) = prepared.objects(service.pk)

    with django_assert_num_queries(0):
        assert (found, found.directorate.name) == (service, service.directorate.name)
    assert not found._state.adding


def test_what_is_not_there_stays_empty():
    prepared = Prepared(lambda pk: SignIn.objects.filter(pk=pk))

    assert (prepared.objects(12), prepared.first(12)) == ([], None)
