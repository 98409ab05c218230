"""Ten thousand malformed requests, over all our forms: no failure, and no trace shown to anyone."""

import copy
import random
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.permissions import performing, table
from tests.permissions.world import build

# PostgreSQL is the stricter one (a NUL is an error there), so it gets the ten thousand.
REQUESTS = {"postgresql": 10_000, "sqlite": 1_000}
SEED = 20_190_301
NONSENSE = ["nonsense", "0", "99999999999999999999", "x" * 300, "%00", "ગુજરાતી"]
HOSTILE = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u202egnirts",
    "\ud7ff\uffff",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% now %}",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%s%n%x",
    "x" * 10_000,
    "\U0001f469\u200d\U0001f9bd" * 50,
    "ગુજરાતી العربية 中文 Łódź",
    "-1",
    "0",
    "31",
    "99999999999999999999",
    "1e309",
    "NaN",
    "2026-02-30",
    "on",
    "true",
    "email",
    "P-00001",
    "\r\nBcc: everyone@example.org",
]

COOKIES = [  # as they stand in the header
    "",
    '""',
    "<>",
    "%00",
    '"\\000abcdefghijkl"',
    '"\\012\\303\\250abcdefgh"',
    "abcdefghijklmnopqrstuvwxyz012345",
    "\xff" * 12,
    "x" * 4_000,
    "[[]]:1:x",
]


@dataclass(frozen=True)
class FormFound:
    """A form as one role meets it: where it is sent, and the names and values of its inputs."""

    role: str
    path: str
    fields: tuple


def forms_on(client, role, page):
    """Every form on the page at the path `page` that changes something."""
    response = client.get(page)
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    soup = BeautifulSoup(response.content, "html.parser")
    for form in soup.find_all("form", method=re.compile("post", re.IGNORECASE)):
        path = form.get("action") or page
        inputs = form.find_all(["input", "select", "textarea", "button"], attrs={"name": True})
        fields = tuple((i["name"], i.get("value", "")) for i in inputs)
        if path.startswith("/") and "logout" not in path:
            yield FormFound(role, path, fields)


def all_forms(world):
    """Our forms, on every page that the table of permissions knows, as each role meets them."""
    rows, known = table.read(), list(table.addresses())
    pages = {
        performing.path_to(name, candidates, row, world.objects[row.thing])
        for row in rows
        if row.method == "GET"
        for name, candidates in performing.targets(row, rows, known).items()
        if not name.startswith(("wagtail", "/"))
    }
    found = {}
    for role, client in world.clients.items():
        for page in sorted(pages):
            for form in forms_on(client, role, page):
                found.setdefault((role, form.path, frozenset(dict(form.fields))), form)
    return list(found.values())


HALF_WAY = {
    "name": {"name": "Sam Example"},
    "reach": {"preferred_channel": "email"},
    "address": {"email": "sam@example.org"},
    "age": {"over_minimum_age": "no"},
    "guardian": {"guardian_name": "Jo Example", "guardian_contact": "07700 900123"},
    "agree": {"agreed": "on"},
}


def forms_of_joining(visitor):
    """The forms of the joining journey, met one after the other by a visitor who answers them."""
    for step, answer in HALF_WAY.items():
        yield from forms_on(visitor, "visitor", f"/join/{step}/")
        visitor.post(f"/join/{step}/", answer)
    yield from forms_on(visitor, "visitor", "/join/check/")


def malformed(form, dice):
    """A body for a form: some inputs left out or sent twice, most of them with strange values."""
    body = {
        name: [value] if dice.random() < 0.3 else dice.choices(HOSTILE, k=dice.choice([1, 1, 3]))
        for name, value in form.fields
        if dice.random() < 0.9
    }
    return body | {"surplus[0]": [dice.choice(HOSTILE)]}


def bent(path, dice):
    """The path, or now and then one with a part of it exchanged for nonsense."""
    parts = path.split("/")
    if dice.random() < 0.1:
        parts[dice.randrange(1, len(parts) - 1)] = dice.choice(NONSENSE)
    return "/".join(parts)


def strange_cookies(dice):
    """Now and then a Cookie header that nobody's browser would send, instead of one's own."""
    if dice.random() < 0.9:
        return {}
    names = ["sessionid", "csrftoken", "messages"]
    return {"HTTP_COOKIE": "; ".join(f"{name}={dice.choice(COOKIES)}" for name in names)}


def send(client, path, body, dice):
    """Send it, mostly by POST, and undo whatever it did: the next one finds the same world."""
    cookies = copy.deepcopy(client.cookies)
    cache.clear()
    strange = strange_cookies(dice)
    with transaction.atomic():
        if dice.random() < 0.9:
            response = client.post(path, body, **strange)
        else:
            query = {name: values[0] for name, values in body.items()}
            response = client.get(path, query, **strange)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_malformed_requests_get_a_sentence():
    dice, wanted = random.Random(SEED), REQUESTS[connection.vendor]
    world = build()
    forms = [*all_forms(world), *forms_of_joining(world.clients["visitor"])]
    assert len({form.path for form in forms}) > 55
    answers, sent = Counter(), Counter()
    for number in range(wanted):
        form = forms[number % len(forms)]
        path, body = bent(form.path, dice), malformed(form, dice)
        response = send(world.clients[form.role], path, body, dice)
        answers[response.status_code] += 1
        sent[form.path] += 1
        assert response.status_code < 500, (form.role, path, body)
        shown = b"" if response.streaming else response.content
        assert b"Traceback" not in shown, (form.role, path, body)
    assert set(sent) == {form.path for form in forms}
    assert answers[200] > wanted / 4, answers


@pytest.mark.django_db
def test_a_form_that_fails_is_found(monkeypatch):
    monkeypatch.setattr("home.views.ask.AskToBeRung.post", lambda *args, **kwargs: 1 / 0)
    form = FormFound("visitor", "/join/ring-me/", (("name", ""),))
    client = Client(raise_request_exception=False)

    assert send(client, form.path, {"name": "Sam"}, random.Random(1)).status_code == 500
