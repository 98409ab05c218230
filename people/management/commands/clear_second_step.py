"""manage.py clear_second_step ADDRESS: for when the only administrator lost theirs."""

from django.core.management.base import BaseCommand, CommandError

from people.actions import clear_second_step
from people.models import User


class Command(BaseCommand):
    help = (
        "Take the second step of somebody who works here away and sign them out everywhere. They "
        "set up a new one when they next sign in. Make sure first that it is they who ask."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="the email address with which they sign in")

    def handle(self, *, address, **options):
        user = User.objects.filter(email__iexact=address.strip()).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {address!r}.")
        clear_second_step(user=user, by=None)
        if options["verbosity"] > 0:
            self.stdout.write(f"{user.email} sets up a new second step at the next sign-in.")
