"""Act on the claims of a database: `python -m bench.paying pay`, or `desk`. Prints JSON."""

import json
import os
import resource
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connection  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above

from bench.pages import DESK, HOST  # noqa: E402 - as above
from bench.staff import CHECKER, HOLDER, MAKER, colleague  # noqa: E402 - as above
from reimbursement import actions  # noqa: E402 - as above
from reimbursement.exporting import lines_of_file  # noqa: E402 - as above
from reimbursement.models import Way  # noqa: E402 - as above
from reimbursement.reconciling import differences  # noqa: E402 - as above
from reimbursement.results import PAID, Result  # noqa: E402 - as above


def pay():
    """Pay all expenses that are owed, to the end; gives for each step what it took."""
    maker, checker, steps = colleague(MAKER), colleague(CHECKER), {}
    batch = timed("batch made", steps, lambda: actions.make_batch(way=Way.PAYABLES, by=maker))
    for name, step in {
        "batch checked": lambda: actions.check_batch(batch=batch, by=checker),
        "file taken out": lambda: take_out(batch, maker),
        "accounts reconciled": reconcile,
        "results written down": lambda: write_down(batch, maker),
        "accounts reconciled again": reconcile,
    }.items():
        timed(name, steps, step)
    return steps


def take_out(batch, maker):
    taken = actions.export_batch(batch=batch, layout=settings.PAYMENT_LAYOUT, by=maker)
    for _ in lines_of_file(taken, taken.layout):
        pass


def write_down(batch, maker):
    payments = batch.payments.values_list("pk", "amount").iterator()
    results = [Result(key, amount, PAID) for key, amount in payments]
    actions.record_results(batch=batch, results=results, by=maker)


def reconcile():
    for sentence in differences():
        sys.exit(sentence)


def timed(name, steps, step):
    """Run `step` and note its seconds, its queries and the most MB that the process has held."""
    queries = 0

    def count(execute, *given):
        nonlocal queries
        queries += 1
        return execute(*given)

    started = time.perf_counter()
    with connection.execute_wrapper(count):
        outcome = step()
    steps[name] = {
        "seconds": time.perf_counter() - started,
        "queries": queries,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return outcome


def desk():
    """The cookies with which the budget holder asks for the desk, and the queries that it takes."""
    client, steps = Client(**HOST), {}
    client.force_login(colleague(HOLDER))
    for name in ("first", "again"):
        response = timed(name, steps, lambda: client.get(DESK))
        if response.status_code != 200:
            sys.exit(f"The desk answers {response.status_code}.")
    cookies = [f"{name}={morsel.value}" for name, morsel in client.cookies.items()]
    return {"cookies": "; ".join(cookies), "queries": steps["again"]["queries"]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"pay": pay, "desk": desk}[sys.argv[1]]()))
