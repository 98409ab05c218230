"""Who leads which service."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.models import ServiceRole, User


class CannotEndRole(Refusal):
    pass


@transaction.atomic
def give_service_role(*, user, service=None, directorate=None, by):
    """Return the role in which `user` leads a service, or every service of a directorate, today.

    Someone who leads it already keeps the role they have. Give one of the two, not both.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    asked = {"service": service, "directorate": directorate}
    existing = user.service_roles.active().filter(**asked).first()
    if existing:
        return existing
    role = ServiceRole.objects.create(user=user, from_date=timezone.localdate(), **asked)
    log(role, "people.give_service_role", user=by, data={"login": str(user)})
    return role


@transaction.atomic
def end_service_role(*, role, last_day, by):
    """Let a role end after `last_day`; return it.

    Refuses with CannotEndRole a day before the role began.
    """
    role = ServiceRole.objects.select_for_update(no_key=True).get(pk=role.pk)
    if last_day < role.from_date:
        raise CannotEndRole("The last day cannot be before the first.")
    if role.to_date != last_day:
        role.to_date = last_day
        role.save(update_fields=["to_date"])
        log(role, "people.end_service_role", user=by, data={"last_day": last_day.isoformat()})
    return role
