"""From what is owed to what finance paid: batches, files, results, corrections."""

import hashlib
import io
from decimal import Decimal as D

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Message
from people.actions import erase_person
from reimbursement import actions
from reimbursement.exporting import lines_of_file
from reimbursement.models import Batch, Choice, Claim, Entry, Kind, Payment, Way
from reimbursement.paying import without_payee
from reimbursement.reconciling import differences, totals
from reimbursement.results import PAID, Result
from tests.factories.people import UserFactory
from tests.reimbursement.owing import approved

pytestmark = pytest.mark.django_db
What = Choice.What


@pytest.fixture
def clerk():
    return UserFactory(permissions=["reimbursement.pay"])


@pytest.fixture
def checker():
    return UserFactory(permissions=["reimbursement.pay"])


def exported(way, clerk, checker):
    batch = actions.make_batch(way=way, by=clerk)
    actions.check_batch(batch=batch, by=checker)
    return actions.export_batch(batch=batch, layout="standard", by=clerk)


def said(batch, status, reason=""):
    return [Result(p.pk, p.amount, status, reason) for p in batch.payments.all()]


def whole_file(batch):
    return b"".join(lines_of_file(batch, batch.layout))


def agrees():
    return list(differences()) == []


def test_time_and_expenses_leave_in_batches_of_their_own(clerk):
    claims = [approved() for _ in range(2)]

    payroll = actions.make_batch(way=Way.PAYROLL, by=clerk)
    payables = actions.make_batch(way=Way.PAYABLES, by=clerk)

    assert (payroll.count, payroll.total) == (2, D(150))
    assert (payables.count, payables.total) == (2, D("12.60"))
    assert {p.claim for p in payroll.payments.all()} == set(claims)
    assert agrees()
    with pytest.raises(actions.CannotPay, match="nothing that you can put into a batch"):
        actions.make_batch(way=Way.PAYROLL, by=clerk)
    assert Batch.objects.count() == 2


def test_a_second_person_checks_and_then_it_is_taken_out(clerk, checker):
    approved()
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
    with pytest.raises(actions.CannotPay, match="waits for a check"):
        actions.export_batch(batch=batch, layout="standard", by=clerk)
    with pytest.raises(actions.CannotPay, match="You made this batch"):
        actions.check_batch(batch=batch, by=clerk)
    actions.check_batch(batch=batch, by=checker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(checked_by=clerk)
    batch = actions.export_batch(batch=batch, layout="standard", by=clerk)

    payment = batch.payments.get()
    day, pays = payment.claim.activity_date.isoformat(), payment.claim.service.cost_centre
    assert whole_file(batch).decode() == (
        "Payment,Batch,Payee,Amount,Cost centre,Claim,For,Activity date\r\n"
        f"PY-{payment.pk:07d},{batch},{payment.payee},6.30,{pays},{payment.claim},Miles by car,"
        f"{day}\r\n"
    )
    assert batch.digest == hashlib.sha256(whole_file(batch)).hexdigest()


def test_a_batch_exported_twice_is_the_same_file_or_none(clerk, checker):
    approved()
    batch = exported(Way.PAYABLES, clerk, checker)
    before = whole_file(batch)
    again = actions.export_batch(batch=batch, layout="one-line-each", by=clerk)
    assert (again.layout, whole_file(again)) == ("standard", before)
    Payment.objects.update(cost_centre="changed")
    with pytest.raises(actions.CannotPay, match="would not be the same file"):
        actions.export_batch(batch=batch, layout="standard", by=clerk)
    assert not agrees()


def test_another_layout_is_a_matter_of_a_file(clerk, checker):
    approved()
    batch = exported(Way.PAYABLES, clerk, checker)
    payment = batch.payments.get()
    pays = payment.claim.service.cost_centre
    assert b"".join(lines_of_file(batch, "one-line-each")).decode() == (
        f"SUPPLIER;REF;VALUE;COSTC\r\n{payment.payee};PY-{payment.pk:07d};6.30;{pays}\r\n"
    )


def test_whoever_had_a_hand_in_a_claim_does_not_pay_it(clerk):
    approved(by=clerk)
    approved(holder=clerk)
    with pytest.raises(actions.CannotPay, match="nothing that you can put"):
        actions.make_batch(way=Way.PAYABLES, by=clerk)
    other = UserFactory(permissions=["reimbursement.pay"])
    batch = actions.make_batch(way=Way.PAYABLES, by=other)
    assert batch.count == 2
    for hand in ("sender", "approver"):
        with pytest.raises(IntegrityError), transaction.atomic():
            batch.payments.filter(**{hand: clerk}).update(payer=clerk)
    third = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.payments.update(second_approver=third, payer=third)


HANDS = ["claimed", "wrote", "approved", "agreed", "is"]


@pytest.mark.parametrize("hand", HANDS)
def test_whoever_had_a_hand_in_a_claim_does_not_check_its_batch(clerk, checker, hand):
    """Neither where the batch holds other claims too, nor by the button, nor past the action."""
    claim, _ = approved(by=checker if hand == "wrote" else None), approved()
    if hand == "approved":
        claim = approved(holder=checker)
    elif hand == "claimed":
        Claim.objects.filter(pk=claim.pk).update(claimant=checker)
    elif hand == "agreed":
        facts = {"second_approved_by": checker, "second_approved_at": timezone.now()}
        Claim.objects.filter(pk=claim.pk).update(**facts)
    elif hand == "is":  # of a claim that came on paper, before they had a login
        person = claim.involvement.member.person
        person.user = checker
        person.save()
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)

    with pytest.raises(actions.CannotPay, match="You claimed, wrote down or approved something"):
        actions.check_batch(batch=batch, by=checker)

    assert not batch.payments.exclude(checker=None).exists()
    if hand != "is":
        with pytest.raises(IntegrityError), transaction.atomic():
            batch.payments.update(checker=checker)
    third = UserFactory(permissions=["reimbursement.pay"])
    actions.check_batch(batch=batch, by=third)
    assert {payment.checker for payment in batch.payments.all()} == {third}
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.payments.update(payer=third)


def test_who_has_no_payee_reference_waits_and_is_listed(clerk):
    claim = approved(payee=False)
    with pytest.raises(actions.CannotPay):
        actions.make_batch(way=Way.PAYABLES, by=clerk)
    assert [line.claim for line in without_payee(Way.PAYABLES)] == [claim]


@pytest.mark.parametrize(("payee", "paid"), [("FUND", 1), ("", 0)])
def test_a_payment_that_is_given_away_goes_to_whom_it_is_given(clerk, settings, payee, paid):
    settings.DONATIONS_PAYEE = payee
    approved(what=What.DONATE)
    approved()
    batch = actions.make_batch(way=Way.PAYROLL, by=clerk)
    assert batch.payments.filter(payee="FUND").count() == paid


def test_paid_lines_are_told_once_and_never_paid_again(clerk, checker):
    claim = approved()
    batch = exported(Way.PAYABLES, clerk, checker)

    for _ in range(2):
        batch = actions.record_results(batch=batch, results=said(batch, PAID), by=clerk)

    assert batch.status == Batch.Status.SETTLED
    assert Message.objects.filter(purpose="claim-paid").count() == 1
    assert "£6.30" in Message.objects.get(purpose="claim-paid").body
    entries = Entry.objects.filter(line__claim=claim, line__kind=Kind.CAR)
    assert [(e.kind, e.amount, e.attempt) for e in entries] == [
        ("approved", D("6.30"), 0),
        ("paid", D("6.30"), 1),
    ]
    with pytest.raises(actions.CannotPay):
        actions.make_batch(way=Way.PAYABLES, by=clerk)
    assert agrees()


def test_a_batch_taken_back_is_owed_as_before(clerk, checker):
    approved()
    batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
    actions.drop_batch(batch=batch, by=clerk)
    again = exported(Way.PAYABLES, clerk, checker)
    assert again.payments.get().attempt == 2
    with pytest.raises(actions.CannotPay, match="marked as “with finance”"):
        actions.drop_batch(batch=again, by=clerk)
    assert agrees()


def test_what_was_found_wrong_is_taken_back_and_claimed_again(clerk):
    claim = approved()
    line = claim.lines.get(kind=Kind.PAYMENT)
    with pytest.raises(actions.CannotReverse, match="Say what was wrong"):
        actions.reverse_line(line=line, reason=" ", by=clerk)
    actions.reverse_line(line=line, reason="Two hours too many.", by=clerk)
    with pytest.raises(actions.CannotReverse, match="nothing to take back"):
        actions.reverse_line(line=line, reason="Again.", by=clerk)

    with pytest.raises(actions.CannotPay):
        actions.make_batch(way=Way.PAYROLL, by=clerk)
    again = actions.claim_again(involvement=claim.involvement, by=None)
    assert again.lines.get().amount == D(75)
    message = Message.objects.get(purpose="claim-taken-back")
    assert "The reason: Two hours too many." in message.body
    assert "So we do not pay it." in message.body
    assert totals()["owed"] == D("6.30")
    assert agrees()


def test_what_is_in_a_batch_is_not_taken_back(clerk):
    claim = approved()
    actions.make_batch(way=Way.PAYROLL, by=clerk)
    with pytest.raises(actions.CannotReverse, match="Wait for what finance says"):
        actions.reverse_line(line=claim.lines.get(kind=Kind.PAYMENT), reason="Wrong", by=clerk)


def test_an_erased_member_is_still_paid_what_is_owed(clerk, checker):
    claim = approved()
    erase_person(person=claim.involvement.member.person, by=None)
    batch = exported(Way.PAYABLES, clerk, checker)
    actions.record_results(batch=batch, results=said(batch, PAID), by=clerk)
    assert not Message.objects.filter(purpose="claim-paid").exists()
    assert agrees()


def test_only_finance_pays():
    approved()
    with pytest.raises(actions.CannotPay, match="Only finance"):
        actions.make_batch(way=Way.PAYABLES, by=UserFactory())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Entry.objects.filter(kind="approved").first().delete(),
        lambda: Entry.objects.filter(kind="approved").update(amount=1),
        lambda: Payment.objects.update(amount=1),
        lambda: Batch.objects.update(count=7),
        lambda: Batch.objects.update(total=D("6.31")),  # a penny too much
        lambda: Entry.objects.filter(kind="paid").delete(),
        lambda: Payment.objects.filter(status="paid").update(status="waiting"),
        lambda: Claim.objects.update(status="refused"),
        lambda: Entry.objects.filter(kind="reversed").delete(),
        lambda: Payment.objects.update(payee="someone else"),
    ],
    ids=range(10),
)
def test_reconcile_finds_what_does_not_agree(clerk, checker, spoil):
    claim = approved()
    batch = exported(Way.PAYABLES, clerk, checker)
    actions.record_results(batch=batch, results=said(batch, PAID), by=clerk)
    time = claim.lines.get(kind=Kind.PAYMENT)
    actions.reverse_line(line=time, reason="Wrong", by=clerk)
    out = io.StringIO()
    call_command("reconcile", stdout=out)
    assert out.getvalue().splitlines() == [
        "approved: £81.30", "paid: £6.30", "failed: £0.00", "reversed: £75.00",
        "returned: £0.00", "waived: £0.00", "owed: £0.00", "Everything agrees.",
    ]  # fmt: skip
    spoil()
    with pytest.raises(CommandError):
        call_command("reconcile", stdout=io.StringIO())


def test_entries_and_payments_cannot_be_doubled(clerk):
    approved()
    actions.make_batch(way=Way.PAYABLES, by=clerk)
    payment, entry = Payment.objects.get(), Entry.objects.first()
    for row in (payment, entry):
        row.pk, row._state.adding = None, True
        row.attempt += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.save()
    entry.kind, entry.batch, entry.attempt = "paid", payment.batch, 1
    entry.save()
    entry.pk, entry._state.adding, entry.attempt = None, True, 2
    entry.entered_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
