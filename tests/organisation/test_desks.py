"""Directorates, services and places are kept by the PE team, and by nobody below it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry

from organisation.models import Directorate, Service
from people.models import User
from tests.factories.organisation import ServiceFactory

pytestmark = pytest.mark.django_db

A_SERVICE = {"name": "Dental care", "slug": "dental-care", "cost_centre": "4711"}


@pytest.fixture
def colleague(client, settings):
    """A function that signs `client` in as someone of a group."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = False

    def sign_in(group):
        user = User.objects.create_user("colleague@example.org", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)

    return sign_in


def test_the_pe_team_adds_and_corrects_a_service(client, colleague):
    colleague("PE team")
    directorate = Directorate.objects.create(name="Community health")
    facts = A_SERVICE | {"directorate": directorate.pk}

    client.post("/admin/services/new/", facts)
    service = Service.objects.get()
    client.post(f"/admin/services/edit/{service.pk}/", facts | {"contact_name": "Ida Example"})

    service.refresh_from_db()
    assert (service.name, service.contact_name) == ("Dental care", "Ida Example")
    assert list(ModelLogEntry.objects.for_instance(service).values_list("action", flat=True)) == [
        "wagtail.edit",
        "wagtail.create",
    ]


@pytest.mark.parametrize(
    "group", ["Comms editor", "Comms publisher", "Service lead", "Budget holder"]
)
@pytest.mark.parametrize("path", ["services", "directorates", "places", "localities"])
def test_others_do_not_get_to_them(client, colleague, group, path):
    colleague(group)

    assert client.get(f"/admin/{path}/").url == "/admin/"
    assert client.post(f"/admin/{path}/new/", A_SERVICE).url == "/admin/"
    assert Service.objects.count() == 0


def test_deleting_is_for_administrators(client, colleague):
    colleague("PE team")
    service = ServiceFactory()

    assert client.post(f"/admin/services/delete/{service.pk}/").url == "/admin/"
    assert Service.objects.get() == service
