"""Fifty people book ten places at the same moment, over HTTP, at several worker processes."""

import contextlib
import http.client
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings

from portal.demo.processes import Crew
from tests.servers import free_port

pytestmark = [pytest.mark.installation, pytest.mark.slow]

BOOKERS, PLACES, WORKERS = 50, 10, 4
FULL = "All the places on this date are taken."
GUARD = "session_never_overbooked"


class Booker:
    """One person at home: their own browser's cookie, their own internet connection."""

    def __init__(self, number, port, session):
        self.number, self.port, self.path = number, port, f"/cafe-places/new/{session}/"
        self.headers = {
            "Host": "localhost",
            "Referer": "https://localhost/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"192.0.2.{number + 1}",
        }

    def ask(self, method, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with contextlib.closing(connection):
            connection.request(method, self.path, body, self.headers | headers)
            response = connection.getresponse()
            return response, response.read().decode("utf-8")

    def open_form(self):
        response, page = self.ask("GET")
        assert response.status == 200, page
        self.cookie = response.getheader("Set-Cookie").split(";")[0]
        self.hidden = {
            name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]
            for name in ("csrfmiddlewaretoken", "key")
        }

    def book(self):
        """Return "booked", or the refusal that the page shows, or the status."""
        answers = self.hidden | {
            "name": f"Booker {self.number}",
            "preferred_channel": "email",
            "email": f"booker{self.number}@example.org",
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        response, page = self.ask("POST", urlencode(answers), **kind)
        if response.status == 302 and "/done/" in response.getheader("Location"):
            return "booked"
        return FULL if response.status == 409 and FULL in page else response.status


def query(installation, statement):
    server = settings.DATABASES["default"]
    connection = psycopg2.connect(
        dbname=installation.database, user=server["USER"], host=server["HOST"]
    )
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


@contextlib.contextmanager
def served(installation, application):
    """The port at which several processes of gunicorn serve `application`."""
    port = free_port()
    web = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    with (installation.folder / "race.log").open("a") as log, Crew() as crew:
        env = installation.env | {"PYTHONPATH": str(settings.ROOT)}
        crew.start("web server", [*web, "--workers", str(WORKERS)], env, output=log)
        deadline = time.monotonic() + 60
        while not _answers(port):
            crew.check()
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield port


def _answers(port):
    try:
        Booker(0, port, 0).ask("GET")
    except OSError:
        return False
    return True


def make_session(installation):
    env = installation.env | {"PYTHONPATH": str(settings.ROOT)}
    command = [sys.executable, "-m", "tests.production.make_session", str(PLACES)]
    made = subprocess.run(
        command, cwd=settings.ROOT, env=env, capture_output=True, text=True, check=True
    )
    return int(made.stdout)


def all_at_once(port, session):
    """What each booker is told (a Counter), who all press the button at the same moment."""
    bookers = [Booker(number, port, session) for number in range(BOOKERS)]
    for booker in bookers:
        booker.open_form()
    barrier, told = threading.Barrier(BOOKERS), [None] * BOOKERS

    def press(booker):
        barrier.wait()
        told[booker.number] = booker.book()

    threads = [threading.Thread(target=press, args=[booker]) for booker in bookers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(told)


def booked(installation, session):
    """How many bookings there are, and how many places count as taken."""
    counted = "SELECT count(*) FROM cafes_booking WHERE status = 'booked' AND session_id = %d"
    taken = "SELECT places_taken FROM cafes_session WHERE id = %d"
    return (
        query(installation, counted % session)[0][0],
        query(installation, taken % session)[0][0],
    )


def test_ten_places_go_to_exactly_ten_of_fifty(installation):
    session = make_session(installation)
    with served(installation, "portal.wsgi") as port:
        told = all_at_once(port, session)

    assert told == {"booked": PLACES, FULL: BOOKERS - PLACES}
    assert booked(installation, session) == (PLACES, PLACES)


def test_without_the_lock_the_same_race_is_lost(installation):
    """The proof that the test above can fail: no row is locked, and the last guard is away."""
    query(installation, f"ALTER TABLE cafes_session DROP CONSTRAINT {GUARD}")
    session = make_session(installation)
    with served(installation, "tests.production.unlocked") as port:
        told = all_at_once(port, session)

    assert told["booked"] > PLACES
    assert booked(installation, session)[0] > PLACES


def test_without_the_lock_the_database_itself_still_keeps_the_limit(installation):
    rule = "CHECK (places_taken <= capacity) NOT VALID"  # the race before left one that is not so
    query(installation, f"ALTER TABLE cafes_session ADD CONSTRAINT {GUARD} {rule}")
    session = make_session(installation)
    with served(installation, "tests.production.unlocked") as port:
        told = all_at_once(port, session)

    assert told["booked"] == PLACES
    assert booked(installation, session) == (PLACES, PLACES)
