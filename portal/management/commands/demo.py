"""manage.py demo: the whole portal on one's own machine, with invented people."""

import os
import signal
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from people.models import User
from portal.demo.addresses import PortTaken, answers, free_addresses
from portal.demo.processes import ChildEnded, Crew

LOGINS = {
    "Member": "mina.member@example.org",
    "Comms editor": "editor@example.org",
    "Comms publisher": "publisher@example.org",
    "PE team": "pe.team@example.org",
    "Service lead": "service.lead@example.org",
    "Budget holder": "budget.holder@example.org",
    "Budget holder, second": "budget.second@example.org",
    "Finance": "finance@example.org",
    "Finance, to check": "finance.check@example.org",
}
PATIENCE = 60  # seconds that a slow machine has to show its first page
LOADED = settings.VAR / "demo-loaded"  # removed by make demo-reset


class Command(BaseCommand):
    help = "Start the portal with invented people; PORT= chooses the port, 8000 unless given."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo runs with demo settings only: it lets staff in by email.")
        port = int(os.environ.get("PORT") or 8000)
        try:
            hosts = free_addresses(port)
        except PortTaken as error:
            raise CommandError(
                f"Port {port} is taken by another program; try: make demo PORT={port + 1}"
            ) from error
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        try:
            self.prepare(port)
            with Crew() as crew:
                self.start(crew, hosts, f"http://localhost:{port}")
                crew.wait()
        except ChildEnded as error:
            raise CommandError(f"{error} The rest of the demo was stopped too.") from error
        except KeyboardInterrupt:
            self.say(
                "\nThe demo has stopped. What was entered is kept; make demo-reset forgets it."
            )

    def prepare(self, port):
        """Bring the database up to date, and fill it if it is new."""
        settings.VAR.mkdir(exist_ok=True)
        self.say("Bringing the database up to date")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not (LOADED.exists() and User.objects.exists()):
            self.say("Laying out the site")
            call_command("setup", administrator=False, verbosity=0)
            self.say("Adding invented people and the trust's opportunities")
            call_command("load_demo")
            LOADED.touch()
        Site.objects.filter(is_default_site=True).update(hostname="localhost", port=port)

    def start(self, crew, hosts, address):
        """Start the web server and the outbox worker; say where, once the front page answers."""
        self.say("Starting the web server and the worker that sends messages")
        settings_module = {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        env = {**os.environ, **settings_module, "BASE_URL": address}
        crew.start("web server", _gunicorn(hosts), env)
        crew.start("outbox worker", [sys.executable, "manage.py", "send_outbox", "--loop"], env)
        deadline = time.monotonic() + PATIENCE
        while not answers(f"{address}/"):
            crew.check()
            if time.monotonic() > deadline:
                raise CommandError(f"The front page did not answer for {PATIENCE} seconds.")
            time.sleep(0.2)
        self.say(f"\nThe portal is ready: {address}/\n")
        self.say(f"To sign in, open {address}/accounts/login/ and enter one of these addresses.")
        self.say(f"The code then appears here and in the demo mailbox: {address}/demo/mailbox/\n")
        for role, login in LOGINS.items():
            back_office = "" if role == "Member" else f", then {address}/admin/"
            self.say(f"  {role:<22} {login}{back_office}")
        self.say("\nControl and C stops it.")

    def say(self, words):
        self.stdout.write(words)
        self.stdout.flush()


def _gunicorn(hosts):
    binds = [argument for host in hosts for argument in ("--bind", host)]
    return [sys.executable, "-m", "gunicorn", "portal.wsgi", *binds]


def _stop(*_):
    raise KeyboardInterrupt
