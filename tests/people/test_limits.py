"""Limits hold over worker processes, and nobody reads in them whom they are about."""

import contextlib
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from people.limits import SharedCounters, hidden_key
from tests.opportunities.test_last_place import at_once
from tests.outbox.worker_process import ROOT, database_for_all

SHARED = {
    "BACKEND": "people.limits.SharedCounters",
    "LOCATION": "limits",
    "KEY_FUNCTION": "people.limits.hidden_key",
}
LIMIT = 30  # ACCOUNT_RATE_LIMITS: calls asked for in an hour from one connection


# --- One process -------------------------------------------------------------------------------
@pytest.mark.django_db
def test_asking_too_often_is_refused_in_words_that_say_when():
    post = {"path": reverse("account_login"), "data": {"email": "sam@example.org"}}
    answers = [Client().post(**post) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert (
        "You have asked for a few codes already. Wait 1 minute, then try again"
        in answers[-1].content.decode()
    )
    assert 'value="sam@example.org"' in answers[-1].content.decode()


@pytest.mark.django_db
def test_the_page_for_machines_says_when_too(client):
    post = {"path": reverse("mfa_login_webauthn"), "data": {"credential": "x"}}
    answers = [client.post(**post) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert answers[-1]["Cache-Control"] == "private, no-store"
    page = re.sub(r"\s+", " ", answers[-1].content.decode())
    assert "Wait 1 minute, then go back and try again." in page


def test_the_names_of_counters_tell_nothing():
    known = hidden_key("allauth:rl:login:ip:192.0.2.1", "", 1)

    assert re.fullmatch(r"[0-9a-f]{64}", known)
    assert hidden_key("allauth:rl:login:ip:192.0.2.2", "", 1) != known


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_a_dead_process_left_is_taken_by_exactly_one(tmp_path):
    with database_for_all(tmp_path), shared_counters() as counters:
        for number in range(5):
            counters.set(f"lock {number}", "dead", timeout=-60)
            take = [lambda name=f"lock {number}": counters.add(name, "mine", 60)] * 4
            assert sorted(at_once(*take)) == [False, False, False, True]


@contextlib.contextmanager
def shared_counters():
    """An empty table of counters, as production has it."""
    call_command("createcachetable", "limits", verbosity=0)
    counters = SharedCounters("limits", SHARED)
    counters.clear()
    yield counters
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE limits")


# --- Several processes -------------------------------------------------------------------------
SETTINGS = """
from portal.settings.test import *
CACHES["limits"] = {cache!r}
DATABASES["default"] |= {{"TEST": {{}}}}
"""


@contextlib.contextmanager
def web_server(folder, database, cache):
    """gunicorn with four processes on this cache; gives its address."""
    (folder / "settings_of_server.py").write_text(SETTINGS.format(cache=cache))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "PYTHONPATH": f"{folder}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "settings_of_server",
        "DATABASE_URL": database,
    }
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--workers", "4"]
    command += ["--worker-class", "sync", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address + "/robots.txt").close()  # noqa: S310 - our own
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def ask_to_be_rung(address, number):
    """Send the form as a visitor does; the status, or where the page is that says we shall ring."""
    trusting = ssl._create_unverified_context()  # noqa: S323 - a certificate made for this test
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(), urllib.request.HTTPSHandler(context=trusting)
    )
    opener.addheaders = [("Origin", address), ("X-Forwarded-For", "192.0.2.1")]
    page = opener.open(f"{address}/join/ring-me/").read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {"name": f"Sam {number}", "phone": "07700900123", "good_time": "any time"}
    body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token}).encode()
    try:
        with opener.open(f"{address}/join/ring-me/", body) as response:
            return response.url.removeprefix(address)
    except urllib.error.HTTPError as refused:
        return refused.code


def ask_over_and_over(address):
    """More than the limit, eight at a time; how often came what."""
    answers, numbers = Counter(), iter(range(LIMIT + 18))
    lock = threading.Lock()

    def visitor():
        for number in numbers_of_mine():
            answer = ask_to_be_rung(address, number)
            with lock:
                answers[answer] += 1

    def numbers_of_mine():
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            yield number

    at_once(*[visitor] * 8)
    return answers


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_over_worker_processes(tmp_path):
    with database_for_all(tmp_path) as database:
        with shared_counters(), web_server(tmp_path, database, SHARED) as address:
            answers = ask_over_and_over(address)
            with connection.cursor() as cursor:
                cursor.execute("SELECT cache_key FROM limits")
                names = [name for (name,) in cursor.fetchall()]

        assert answers == {"/join/ring-me/done/": LIMIT, 429: 18}
        assert [name for name in names if not re.fullmatch(r"[0-9a-f]{64}", name)] == []
        assert names


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_in_the_memory_of_each_process_it_would_not(tmp_path):
    """The proof that the test above can fail."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with database_for_all(tmp_path) as database, web_server(tmp_path, database, memory) as address:
        answers = ask_over_and_over(address)

    assert answers["/join/ring-me/done/"] > LIMIT
