"""Who leads which service, and who decides about its money."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.models import ServiceRole, User


class CannotEndRole(Refusal):
    pass


@transaction.atomic
def give_service_role(*, user, service=None, directorate=None, role=ServiceRole.Role.LEAD, by):
    """Return the ServiceRole of `user` for a service, or for every service of a directorate, today.

    Someone who has it already keeps the one they have. Give one of the two, not both.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    asked = {"service": service, "directorate": directorate, "role": role}
    existing = user.service_roles.active().filter(**asked).first()
    if existing:
        return existing
    given = ServiceRole.objects.create(user=user, from_date=timezone.localdate(), **asked)
    data = {"login": str(user), "role": str(role)}
    log(given, "people.give_service_role", user=by, data=data)
    return given


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
