"""Administrators say who leads which service; nobody else does, and nothing is forgotten."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.actions import CannotEndRole, end_service_role
from people.models import ServiceRole, User
from tests.factories.organisation import ServiceFactory
from tests.factories.people import ServiceRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def administrator(client):
    client.force_login(User.objects.create_superuser("ada@example.org"))
    return client


def colleague():
    user = User.objects.create_user("lead@example.org")
    user.groups.add(Group.objects.get(name="Service lead"))
    return user


def test_an_administrator_gives_and_ends_a_role(administrator):
    lead, service = colleague(), ServiceFactory()

    administrator.post(
        "/admin/leads/new/", {"user": lead.pk, "role": "lead", "service": service.pk}
    )
    role = ServiceRole.objects.get()
    assert list(lead.services_led()) == [service]
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ServiceRole.objects.update(from_date=yesterday)
    administrator.post(f"/admin/leads/edit/{role.pk}/", {"to_date": yesterday.isoformat()})

    assert list(lead.services_led()) == []
    assert list(ModelLogEntry.objects.for_instance(role).values_list("action", flat=True)) == [
        "people.end_service_role",
        "people.give_service_role",
    ]


def test_a_service_or_a_directorate_and_only_one_of_them(administrator):
    lead, service = colleague(), ServiceFactory()
    both = {
        "user": lead.pk,
        "role": "lead",
        "service": service.pk,
        "directorate": service.directorate_id,
    }

    for asked in [{"user": lead.pk, "role": "lead"}, both]:
        page = administrator.post("/admin/leads/new/", asked)
        assert page.context["form"].errors == {
            "__all__": ["Choose a service or a directorate, and only one of them."]
        }
    assert ServiceRole.objects.count() == 0


def test_a_role_does_not_end_before_it_begins(administrator):
    role = ServiceRoleFactory()
    before = role.from_date - datetime.timedelta(days=1)

    page = administrator.post(f"/admin/leads/edit/{role.pk}/", {"to_date": before.isoformat()})

    assert page.context["form"].errors == {"to_date": ["The last day cannot be before the first."]}
    with pytest.raises(CannotEndRole, match="before the first"):
        end_service_role(role=role, last_day=before, by=None)


def test_a_role_is_never_deleted(administrator):
    role = ServiceRoleFactory()

    assert administrator.post(f"/admin/leads/delete/{role.pk}/").url == "/admin/"
    assert ServiceRole.objects.get() == role


def test_the_list_names_logins_and_services(administrator):
    role = ServiceRoleFactory()

    page = administrator.get("/admin/leads/").content.decode()

    assert (role.user.email in page, str(role.service) in page) == (True, True)
