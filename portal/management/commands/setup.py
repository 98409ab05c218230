"""manage.py setup: everything that a new installation needs before anyone can use it."""

import sys

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection, transaction

from people.models import User
from portal.setup import pages, steps


class Command(BaseCommand):
    help = (
        "Make the tables of an empty database, the groups, the page tree, the vocabulary and the "
        "first administrator. "
        "Run it again at any time: it adds what is missing and keeps what staff changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--administrator-email", help="who may do everything, by email")
        parser.add_argument("--administrator-name", default="", help="their name")
        parser.add_argument(
            "--no-administrator",
            dest="administrator",
            action="store_false",
            help="make no administrator now",
        )

    def handle(self, *, administrator, administrator_email, administrator_name, **options):
        if User._meta.db_table not in connection.introspection.table_names():
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=0)
        email = self.administrator_email(administrator_email) if administrator else None
        with transaction.atomic():
            pages.make_pages()
            steps.make_settings()
            steps.make_groups()
            pages.make_workflow()
            steps.make_vocabulary()
            steps.make_localities()
            steps.make_consent_wordings()
            if email:
                steps.make_administrator(email, administrator_name)
        if options["verbosity"] > 0:
            self.stdout.write("The groups, pages and vocabulary are in place.")
            if email:
                self.stdout.write(
                    f"{email} can sign in at /accounts/login/ and is asked for a second factor."
                )

    def administrator_email(self, given):
        """The first administrator's address, asked for at a terminal; None if there is one."""
        if given is None and User.objects.filter(is_superuser=True).exists():
            return None
        if given is None and sys.stdin.isatty():
            given = input("Email address of the first administrator: ").strip()
        if given is None:
            raise CommandError("Give --administrator-email ADDRESS, or --no-administrator.")
        try:
            validate_email(given)
        except ValidationError as error:
            raise CommandError(f"{given!r} is not an email address.") from error
        return given
