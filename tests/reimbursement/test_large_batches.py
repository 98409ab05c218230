"""A batch takes as many queries as it has chunks, however many claims are in it."""

import pytest

from outbox.models import Message
from reimbursement import actions, exporting
from reimbursement.exporting import lines_of_file
from reimbursement.models import Way
from reimbursement.reconciling import differences
from reimbursement.results import PAID, Result
from tests.factories.people import UserFactory
from tests.reimbursement.owing import approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerks():
    return [UserFactory(permissions=["reimbursement.pay"]) for _ in range(2)]


def taken_out(clerks):
    maker, checker = clerks
    batch = actions.make_batch(way=Way.PAYABLES, by=maker)
    actions.check_batch(batch=batch, by=checker)
    return actions.export_batch(batch=batch, layout="standard", by=maker)


def answers(batch):
    return [Result(payment.pk, payment.amount, PAID) for payment in batch.payments.all()]


@pytest.mark.parametrize("claims", [1, 3])
def test_a_batch_takes_as_many_queries_with_more_claims(clerks, claims, django_assert_num_queries):
    maker, checker = clerks
    approved()
    earlier = taken_out(clerks)  # what is asked once of each process has been asked
    actions.record_results(batch=earlier, results=answers(earlier), by=maker)
    for _ in range(claims):
        approved()

    with django_assert_num_queries(15):
        batch = actions.make_batch(way=Way.PAYABLES, by=maker)
    actions.check_batch(batch=batch, by=checker)
    with django_assert_num_queries(9):
        batch = actions.export_batch(batch=batch, layout="standard", by=maker)
    with django_assert_num_queries(23):
        assert list(differences()) == []
    results = answers(batch)
    with django_assert_num_queries(19):
        actions.record_results(batch=batch, results=results, by=maker)

    assert Message.objects.filter(purpose="claim-paid").count() == 1 + claims


def test_it_is_no_matter_where_one_chunk_ends_and_the_next_begins(clerks, monkeypatch):
    for _ in range(2):
        approved(journeys=2)
    monkeypatch.setattr(exporting, "CHUNK", 1)

    batch = taken_out(clerks)
    in_small_pieces = b"".join(lines_of_file(batch, batch.layout))
    actions.record_results(batch=batch, results=answers(batch), by=clerks[0])

    assert (batch.count, batch.payments.filter(status="paid").count()) == (4, 4)
    assert [
        "£12.60" in message.body for message in Message.objects.filter(purpose="claim-paid")
    ] == [True] * 2
    assert list(differences()) == []
    monkeypatch.undo()
    assert b"".join(lines_of_file(batch, batch.layout)) == in_small_pieces
