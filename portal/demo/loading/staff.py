"""Colleagues who can sign in to the demo."""

from django.contrib.auth.models import Group
from django.db import transaction

from organisation.models import Service
from people.actions import confirm_email, give_service_role
from people.models import ServiceRole, User

from .files import read

# What a colleague does for the services that the file names, by the file's own word.
ROLES = {"leads": ServiceRole.Role.LEAD, "holds": ServiceRole.Role.BUDGET_HOLDER}


@transaction.atomic
def load_staff():
    for colleague in read("staff"):
        user = _user(colleague)
        for key, role in ROLES.items():
            for slug in colleague.get(key, []):
                service = Service.objects.get(slug=slug)
                give_service_role(user=user, service=service, role=role, by=None)


def _user(colleague):
    user = User.objects.filter(email=colleague["email"]).first()
    if user:
        return user
    first_name, _, last_name = colleague["name"].partition(" ")
    names = {"first_name": first_name, "last_name": last_name}
    if colleague.get("administrator"):
        user = User.objects.create_superuser(colleague["email"], **names)
    else:
        user = User.objects.create_user(colleague["email"], is_staff=True, **names)
    user.groups.set(Group.objects.filter(name__in=colleague.get("groups", [])))
    confirm_email(user=user, by=user)
    return user
