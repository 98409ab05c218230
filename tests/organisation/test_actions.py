"""Services and places are made once, and stay as they were made."""

import pytest
from wagtail.models import ModelLogEntry

from organisation.actions import add_directorate, add_service, add_site
from organisation.models import Directorate, Service, Site
from tests.factories.organisation import LocalityFactory

pytestmark = pytest.mark.django_db


def actions_logged():
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_service_is_made_once_and_kept_as_it_is():
    ModelLogEntry.objects.all().delete()
    directorate = add_directorate(name="Mental Health", by=None)
    facts = {"slug": "recovery", "directorate": directorate, "by": None}
    first = add_service(name="Recovery", cost_centre="SAMPLE-1", **facts)
    again = add_service(name="Something else", cost_centre="SAMPLE-2", **facts)

    assert (first, add_directorate(name="Mental Health", by=None)) == (again, directorate)
    assert list(Service.objects.values_list("name", "cost_centre")) == [("Recovery", "SAMPLE-1")]
    assert Directorate.objects.count() == 1
    assert actions_logged() == ["organisation.add_directorate", "organisation.add_service"]


def test_a_site_is_made_once():
    facts = {"address": "2 Sample Street", "postcode": "LE11 0ZZ", "locality": LocalityFactory()}
    first = add_site(name="A room", access="No steps.", **facts, by=None)

    assert add_site(name="A room", **facts, by=None) == first
    assert Site.objects.get().access == "No steps."
