"""manage.py end_breaks: bring back the members whose break is over. Run it once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from people.actions import resume
from people.models import Member


class Command(BaseCommand):
    help = "End the breaks that members set to end today or before. Run it once a day."

    def handle(self, **options):
        over = Member.objects.filter(
            status=Member.Status.PAUSED, paused_until_date__lte=timezone.localdate()
        )
        count = 0
        for member in over:
            resume(member=member, by=None)
            count += 1
        if options["verbosity"] > 0:
            self.stdout.write(f"{count} members are back from their break.")
