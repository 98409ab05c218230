"""Two people of finance at the same moment, and a process that dies: nothing is paid twice."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from django.db.models import QuerySet

from reimbursement import actions
from reimbursement.actions import paying
from reimbursement.models import Batch, Kind, Payment, Way
from reimbursement.reconciling import differences
from tests.factories.people import UserFactory
from tests.opportunities.test_last_place import at_once
from tests.outbox.worker_process import ROOT, database_for_all, kill
from tests.reimbursement.owing import approved

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite locks the whole file"
)
GUARDS = {"payment_of_a_line_once", "payment_attempt_once"}

# Makes a batch, says so once half of its payments are written, and then waits to be killed.
HALF_A_BATCH = """
import sys, time, django
django.setup()
from people.models import User
from reimbursement import actions
from reimbursement.actions import paying
whole = paying.in_chunks
def half(rows):
    for chunk in whole(rows):
        yield chunk[:1]
        print("half", flush=True)
        time.sleep(600)
paying.in_chunks = half
actions.make_batch(way="payables", by=User.objects.get(pk=int(sys.argv[1])))
"""


def clerk():
    return UserFactory(permissions=["reimbursement.pay"])


def two_batches():
    return at_once(
        *[
            lambda by=clerk(): actions.make_batch(way=Way.PAYABLES, by=by)  # noqa: B008
            for _ in range(2)
        ]
    )


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_what_is_owed_goes_into_one_batch(tmp_path):
    with database_for_all(tmp_path):
        for _ in range(3):
            approved()
            assert kinds(two_batches()) == ["Batch", "CannotPay"]
        assert Payment.objects.count() == 3
        assert list(differences()) == []


@on_postgresql
def test_without_the_constraint_it_would_be_paid_twice(tmp_path):
    """The proof that the test above can fail."""
    guards = [c for c in Payment._meta.constraints if c.name in GUARDS]
    with database_for_all(tmp_path):
        approved()
        with connection.schema_editor() as editor:
            for guard in guards:
                editor.remove_constraint(Payment, guard)
        try:
            assert kinds(two_batches()) == ["Batch", "Batch"]
            assert Payment.objects.count() == 2
        finally:
            Payment.objects.all().delete()
            Batch.objects.all().delete()
            with connection.schema_editor() as editor:
                for guard in guards:
                    editor.add_constraint(Payment, guard)


def paused_at(monkeypatch, step, seconds):
    """Let `make_batch` pause at one of its steps; return what is set once it is there."""
    reached, whole = threading.Event(), getattr(paying, step)

    def pausing(*args, **kwargs):
        if not reached.is_set():
            reached.set()
            time.sleep(seconds)
        return whole(*args, **kwargs)

    monkeypatch.setattr(paying, step, pausing)
    return reached


def take_back_while_a_batch_is_made(claim, reached):
    line, by = claim.lines.exclude(kind=Kind.PAYMENT).get(), clerk()

    def reverse():
        assert reached.wait(timeout=10)
        return actions.reverse_line(line=line, reason="Wrong", by=by)

    return kinds(at_once(lambda: actions.make_batch(way=Way.PAYABLES, by=by), reverse))


@on_postgresql
@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("_standing", ["CannotPay", "Line"]),  # read, and not in the batch yet
        ("_note", ["Batch", "CannotReverse"]),  # in the batch, which nobody else sees yet
    ],
)
def test_it_is_taken_back_or_in_a_batch_not_both(tmp_path, monkeypatch, step, outcome):
    reached = paused_at(monkeypatch, step, seconds=1)
    with database_for_all(tmp_path):
        claim = approved()
        assert take_back_while_a_batch_is_made(claim, reached) == outcome
        assert list(differences()) == []


@on_postgresql
def test_without_the_lock_it_would_be_taken_back_and_paid(tmp_path, monkeypatch):
    """The proof that the test above can fail."""
    reached = paused_at(monkeypatch, "_note", seconds=1)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows)
    with database_for_all(tmp_path):
        claim = approved()
        assert take_back_while_a_batch_is_made(claim, reached) == ["Batch", "Line"]
        [sentence] = differences()
        assert sentence.endswith("to be paid, but not owed by the ledger")


def test_a_process_killed_in_the_middle_leaves_nothing_half_made(tmp_path):
    with database_for_all(tmp_path) as address:
        by = clerk()
        for _ in range(2):
            approved()
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        command = [sys.executable, "-c", HALF_A_BATCH, str(by.pk)]
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "half\n"
        kill(child)
        child.stdout.close()

        assert Batch.objects.count() == 0
        assert actions.make_batch(way=Way.PAYABLES, by=by).count == 2
        assert list(differences()) == []
