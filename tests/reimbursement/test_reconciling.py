"""What is still to go out, and that ledger and lists of what is to be paid agree about it."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.actions import cancel
from reimbursement import actions
from reimbursement.models import Batch, Entry, Kind, Line, Way, owed
from reimbursement.reconciling import differences, totals

from . import before
from .owing import answered, approved

pytestmark = pytest.mark.django_db


def in_batch():
    return actions.make_batch(way=Way.PAYABLES, by=before.finance())


def test_what_was_paid_and_then_found_wrong_does_not_lessen_what_is_owed():
    claim, _ = approved(), answered(Way.PAYABLES)
    line = claim.lines.get(kind=Kind.CAR)

    actions.reverse_line(line=line, reason="They came by bus", by=before.finance())

    assert totals()["owed"] == D(75)
    assert list(differences()) == []


def test_what_waits_in_a_batch_is_still_to_go_out():
    approved()
    in_batch()

    assert not owed(Way.PAYABLES).exists()
    assert totals()["owed"] == D("81.30")
    assert list(differences()) == []


@pytest.mark.parametrize(("batched", "pounds"), [(False, 0), (True, 20)])
def test_money_for_who_does_not_come_goes_out_only_from_a_batch(batched, pounds):
    before.policy_that_helps()
    part = before.agreed().involvement
    actions.set_payee(member=part.member, way=Way.PAYABLES, reference="M1", by=None)
    if batched:
        in_batch()

    cancel(involvement=part, by=None)

    assert totals()["owed"] == pounds
    assert list(differences()) == []


def test_many_amounts_of_a_batch_are_summed_to_the_penny():
    approved(journeys=7)  # in binary, as SQLite adds up, 7 times 6.30 is a little less than 44.10

    in_batch()

    assert Batch.objects.get().total == D("44.10")
    assert list(differences()) == []


def drop_badly(line):
    Batch.objects.update(status="dropped")


def find_wrong_badly(line):
    Line.objects.filter(pk=line.pk).update(reversed_at=timezone.now())
    Entry.objects.create(
        line=line, kind="reversed", amount="6.30", reason="x", entered_at=timezone.now()
    )


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (drop_badly, "owed by the ledger, but nobody will find it to pay"),
        (find_wrong_badly, "to be paid, but not owed by the ledger"),
    ],
)
def test_reconcile_notices_what_nobody_else_would(harm, words):
    line = approved().lines.get(kind=Kind.CAR)
    in_batch()
    assert list(differences()) == []

    harm(line)

    assert list(differences()) == [f"{line}: {words}"]
