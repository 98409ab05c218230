"""manage.py remind_approvers: tell whoever decides that claims wait. Run it every morning."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.models import ServiceRole, User
from reimbursement.actions import remind_approver

SATURDAY = 5  # as `date.weekday` counts


class Command(BaseCommand):
    help = "Write to budget holders for whom claims wait, once a day, Monday to Friday."

    def handle(self, **options):
        written = 0 if timezone.localdate().weekday() >= SATURDAY else self.remind()
        if options["verbosity"] > 0:
            self.stdout.write(f"Budget holders for whom claims wait: {written}.")

    def remind(self):
        roles = ServiceRole.objects.active().filter(role=ServiceRole.Role.BUDGET_HOLDER)
        holders = User.objects.filter(service_roles__in=roles, is_active=True).distinct()
        return sum(remind_approver(user=user, by=None) is not None for user in holders)
