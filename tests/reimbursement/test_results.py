"""What finance answers: which files are read, and what becomes of a payment that failed."""

from decimal import Decimal as D

import pytest

from outbox.models import Message
from reimbursement import actions
from reimbursement.models import Choice, Entry, Payee, Payment, Way
from reimbursement.paying import to_pay
from reimbursement.reconciling import differences, totals
from reimbursement.results import FAILED, PAID, CannotReadResults, Result, read
from tests.factories.people import UserFactory
from tests.reimbursement.owing import approved, corrected, exported

pytestmark = pytest.mark.django_db
What = Choice.What


@pytest.fixture
def clerk():
    return UserFactory(permissions=["reimbursement.pay"])


def said(batch, status, reason=""):
    return [Result(p.pk, p.amount, status, reason) for p in batch.payments.all()]


def agrees():
    return list(differences()) == []


@pytest.mark.parametrize("reference", ["M-new", None])
def test_a_failed_payment_is_tried_again_once_it_is_put_right(clerk, reference):
    claim = approved()
    batch = exported(Way.PAYABLES)
    actions.record_results(batch=batch, results=said(batch, FAILED, "No such account"), by=clerk)
    with pytest.raises(actions.CannotPay, match="nothing that you can put"):
        actions.make_batch(way=Way.PAYABLES, by=clerk)
    assert [one.failed for one in to_pay(clerk, Way.PAYABLES).without_payee] == ["No such account"]

    # The same reference again says that it was looked at, and is right now.
    corrected(claim, Way.PAYABLES, reference or f"M{claim.involvement.member_id}")
    again = exported(Way.PAYABLES)
    actions.record_results(batch=again, results=said(again, PAID), by=clerk)

    tries = Payment.objects.filter(claim=claim).values_list("attempt", "status", "reason")
    assert list(tries) == [(1, "failed", "No such account"), (2, "paid", "")]
    told = Message.objects.filter(purpose__in=["payment-failed", "claim-paid"]).order_by("pk")
    assert [message.purpose for message in told] == ["payment-failed", "claim-paid"]
    assert "our payment of £6.30" in told[0].body
    assert "No such account" not in told[0].body
    assert totals()["owed"] == D(75)
    assert agrees()


def test_what_else_is_owed_to_them_waits_too(clerk):
    member = approved().involvement.member
    batch = exported(Way.PAYABLES)
    actions.record_results(batch=batch, results=said(batch, FAILED, "No such account"), by=clerk)
    other = Payee.objects.filter(member=member, way=Way.PAYABLES)
    later = approved(member=member, payee=False)

    assert to_pay(clerk, Way.PAYABLES).count == 0
    assert to_pay(clerk, Way.PAYROLL).count == 2
    other.update(reference="M-new")  # what failed, failed with another one
    assert later.lines.count() == 2
    assert to_pay(clerk, Way.PAYABLES).count == 2


def test_a_claim_that_is_answered_in_two_files_is_told_of_both(clerk):
    approved(journeys=2)
    batch = exported(Way.PAYABLES)
    for result in said(batch, PAID):
        actions.record_results(batch=batch, results=[result], by=clerk)

    told = Message.objects.filter(purpose="claim-paid")
    assert ["£6.30" in message.body for message in told] == [True, True]


def test_a_payment_that_is_given_away_and_fails_is_no_matter_of_theirs(clerk, settings):
    settings.DONATIONS_PAYEE = "CHARITY"
    approved(What.DONATE)
    batch = exported(Way.PAYROLL)
    actions.record_results(batch=batch, results=said(batch, FAILED, "Closed"), by=clerk)

    assert not Message.objects.filter(purpose="payment-failed").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"payment": 10**9}, "PY-1000000000 is not in this batch."),
        ({"amount": D("6.31")}, "is £6.30, and the file says £6.31."),
    ],
)
def test_a_result_file_that_does_not_fit_is_refused_whole(clerk, change, sentence):
    approved()
    approved()
    batch = exported(Way.PAYABLES)
    first, second = said(batch, PAID)
    wrong = Result(**{"payment": second.payment, "amount": second.amount, "status": PAID} | change)
    with pytest.raises(actions.CannotPay) as refusal:
        actions.record_results(batch=batch, results=[first, wrong], by=clerk)
    assert sentence in str(refusal.value)
    assert "Nothing was written down." in str(refusal.value)
    assert not Entry.objects.filter(kind="paid").exists()


def test_paid_cannot_become_failed(clerk):
    approved()
    batch = exported(Way.PAYABLES)
    actions.record_results(batch=batch, results=said(batch, PAID), by=clerk)
    with pytest.raises(actions.CannotPay, match="is marked as paid already"):
        actions.record_results(batch=batch, results=said(batch, FAILED, "x"), by=clerk)


FILE = "Payment,Amount,Result,Reason\r\n"


@pytest.mark.parametrize(
    ("content", "results"),
    [
        (FILE + "PY-0000012,6.30,paid,\r\n", [Result(12, D("6.30"), "paid")]),
        ("\ufeffResult;Reason;Payment;Amount\nFailed;closed;py-12;£1,006.30\n\n",
         [Result(12, D("1006.30"), "failed", "closed")]),
    ],
)  # fmt: skip
def test_what_finance_answers_is_read(content, results):
    assert read(content.encode()) == results


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no column called Payment or Amount or Result or Reason"),
        (b"Payment,Amount,Result\n", "no column called Reason"),
        (FILE.encode(), "no lines below its headings"),
        (FILE.encode() + b"12x,1,paid,\n", "is no payment of ours"),
        (FILE.encode() + b"PY-1,lots,paid,\n", "is no amount"),
        (FILE.encode() + b"PY-1,NaN,paid,\n", "is no amount"),
        (FILE.encode() + b"PY-1,1,maybe,\n", "must be “paid” or “failed”"),
        (FILE.encode() + b"PY-1,1,failed,\n", "say why it failed"),
        (FILE.encode() + b"PY-1\n", "is no amount"),
        (b"\xff\xfe", "Save the file as CSV"),
        (b"PK\x03\x04\xff", "Save the file as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, sentence):
    with pytest.raises(CannotReadResults, match=sentence):
        read(content)
