"""manage.py load_demo: the trust as it might look, with invented people."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.loading import load


class Command(BaseCommand):
    help = (
        "Load the demo: services, opportunities from the trust's plan, 300 invented members. "
        "Run it again at any time: it adds what is missing and changes nothing else."
    )

    def handle(self, *, verbosity, **options):
        if not settings.DEMO:
            raise CommandError("Demo data is loaded with demo settings only, never on a real site.")
        load(say=self.stdout.write if verbosity > 0 else lambda words: None)
