"""Performing a row of the table: one request for each role, and what came of it in a word."""

import copy

from django.contrib.messages import ERROR, get_messages
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.permissions.bodies import body_of, query_of
from tests.permissions.world import NEVER_SHOWN_TO

SIGN_IN = "/accounts/login/"
USUAL = {
    "session_id": 1,
    "uploaded_file_id": 1,
    "task_state_id": 1,
    "workflow_state_id": 1,
    "redirect_id": 1,
    "restriction_id": 1,
    "page_view_restriction_id": 1,
    "page_id": 1,
    "action_name": "approve",
    "app_name": "taggit",
    "app_label": "wagtailcore",
    "model_name": "page",
    "action": "delete",
    "uidb64": "x",
    "token": "x",
    "0": "",
    "pk": 1,
    "task_id": 1,
}


def differences(row, rows, known, world):
    """Where a row is not true, in words; an empty list where it is."""
    found = []
    for name, candidates in targets(row, rows, known).items():
        thing = world.objects[row.thing]
        path = path_to(name, candidates, row, thing)
        for role, client in world.clients.items():
            never = NEVER_SHOWN_TO[role]
            outcome = perform(client, row.method, path, name, row, thing, never)
            if outcome != row.outcomes[role]:
                where = f"{row} ({name})" if name != row.address else str(row)
                found.append(f"{where}: {role}: {outcome}, not {row.outcomes[role]}")
    return found


def targets(row, rows, known):
    """The addresses that a row is about, by name: one, or all of its pattern that have no own."""
    own = {other.address for other in rows if other.method == row.method}
    found = {}
    for address in known:
        if address.name == row.address or (row.names(address.name) and address.name not in own):
            found.setdefault(address.name, []).append(address)
    return found


def path_to(name, candidates, row, thing):
    """The path at which `name` is asked about `thing`, with the row's own arguments first."""
    if name.startswith("/"):
        return name.replace("^.*/$", "nothing/")
    values = USUAL | thing | dict(row.arguments)
    for address in sorted(candidates, key=lambda a: -len(a.parameters)):
        if address.parameters and address.parameters[0].isdigit():
            given = {"args": [values.get(p, "1") for p in address.parameters]}
        else:
            given = {"kwargs": {p: values[p] for p in address.parameters if p in values}}
        try:
            return reverse(name, **given) + query_of(name, values)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{row}: no path to {name} with {values}")


def perform(client, method, path, name, row, thing, never=()):
    """What comes of a request, in a word. Nothing of it stays.

    `never` are names of people that the answer must not hold.
    """
    cookies = copy.deepcopy(client.cookies)
    cache.clear()
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        response = client.generic(
            method,
            path,
            body_of(name, row, thing) if method == "POST" else "",
            content_type="application/x-www-form-urlencoded",
        )
        outcome = in_a_word(response, method)
        if not response.streaming and (
            shown := [n for n in never if n.encode() in response.content]
        ):
            outcome = f"shows {shown[0]}"
        if outcome == "done" and not writes.seen:
            outcome = "nothing done"
        for close in response._resource_closers:  # response.close() would close the database too
            close()
        transaction.set_rollback(True)
    client.cookies = cookies
    return outcome


class Writes:
    """Watches whether anything is written to the database."""

    seen = False

    def __call__(self, execute, sql, params, many, context):
        self.seen = self.seen or sql.startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)


def in_a_word(response, method):
    """ok, done, form again, sign in, refused, hidden, no such method, or where it leads."""
    status = response.status_code
    if status in (301, 302):
        return _redirect(response, method)
    if status == 200:
        html = response.headers.get("Content-Type", "").startswith("text/html")
        return "form again" if method == "POST" and html else "ok"
    return {
        204: "done",
        304: "ok",
        400: "not understood",
        403: "refused",
        404: "hidden",
        405: "no such method",
        409: "refused",
    }.get(status, f"broken ({status})")


def _redirect(response, method):
    path = response.url.partition("?")[0]
    if path == SIGN_IN:
        return "sign in"
    if any(message.level >= ERROR for message in get_messages(response.wsgi_request)):
        return "refused"
    if method == "POST":
        return "done"
    try:
        return f"to {resolve(path).view_name or path}"
    except Resolver404:
        return f"to {path}"
