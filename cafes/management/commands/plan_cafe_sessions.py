"""manage.py plan_cafe_sessions: the sessions of the coming months. Run it once a day."""

from django.core.management.base import BaseCommand

from cafes.actions import plan_sessions
from cafes.models import Cafe


class Command(BaseCommand):
    help = "Plan the sessions of every café that is running, as its rule says. Safe to repeat."

    def handle(self, **options):
        running = Cafe.objects.filter(status=Cafe.Status.RUNNING)
        planned = sum(plan_sessions(cafe=cafe, by=None) for cafe in running)
        if options["verbosity"] > 0:
            self.stdout.write(f"{planned} sessions planned.")
