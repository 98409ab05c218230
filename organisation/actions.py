"""Adding the trust's directorates, services and places, each made once."""

from django.db import transaction
from wagtail.log_actions import log

from organisation.models import Directorate, Service, Site


@transaction.atomic
def add_directorate(*, name, by):
    """Return the Directorate called `name`, new unless there is one."""
    return _add(Directorate, {"name": name}, {}, by)


@transaction.atomic
def add_service(*, slug, name, directorate, by, **contact):
    """Return the Service with this `slug`, new unless there is one; that one stays as it is.

    `contact` may have cost_centre, contact_name, contact_email and contact_phone.
    """
    return _add(Service, {"slug": slug}, {"name": name, "directorate": directorate, **contact}, by)


@transaction.atomic
def add_site(*, name, address, postcode, locality, access="", by):
    """Return the Site called `name`, new unless there is one; that one stays as it is."""
    facts = {"address": address, "postcode": postcode, "locality": locality, "access": access}
    return _add(Site, {"name": name}, facts, by)


def _add(model, key, facts, by):
    row, is_new = model.objects.get_or_create(**key, defaults=facts)
    if is_new:
        log(row, action=f"organisation.add_{model._meta.model_name}", user=by)
    return row
