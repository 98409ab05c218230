"""Invented parts of a trust."""

import factory
from django.utils.text import slugify

from organisation.models import Directorate, Locality, Service, Site


class DirectorateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Directorate

    name = factory.Sequence("Directorate {}".format)


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    name = factory.Sequence("Service {}".format)
    slug = factory.LazyAttribute(lambda service: slugify(service.name))
    directorate = factory.SubFactory(DirectorateFactory)
    cost_centre = factory.Sequence("CC{:04d}".format)
    contact_name = "Jo Example"
    contact_email = factory.LazyAttribute(lambda service: f"{service.slug}@example.org")
    contact_phone = "01632 960001"


class LocalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Locality
        django_get_or_create = ["slug"]

    name = factory.Sequence("Locality {}".format)
    slug = factory.LazyAttribute(lambda locality: slugify(locality.name))


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    name = factory.Sequence("Building {}".format)
    address = "1 Example Street"
    postcode = "ZZ99 3WZ"
    locality = factory.SubFactory(LocalityFactory)
