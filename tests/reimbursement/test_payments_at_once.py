"""Two people of finance at the same moment, and a process that dies: nothing is paid twice."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from reimbursement import actions
from reimbursement.models import Batch, Payment, Way
from reimbursement.reconciling import differences
from tests.factories.people import UserFactory
from tests.opportunities.test_last_place import at_once
from tests.outbox.worker_process import ROOT, database_for_all, kill
from tests.reimbursement.owing import approved

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
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


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
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
