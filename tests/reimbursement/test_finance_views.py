"""Finance's screens: what is owed, a batch from made to settled, and who may not."""

from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reimbursement import actions
from reimbursement.models import Batch, Choice, Entry, Kind, Payee, Payment, Way
from reimbursement.results import FAILED
from tests.factories.people import MemberFactory, UserFactory
from tests.reimbursement.owing import answered, approved

pytestmark = pytest.mark.django_db
RUNS = ["reimbursement.run_reimbursement", "wagtailadmin.access_admin"]
RIGHTS = ["reimbursement.pay", "wagtailadmin.access_admin"]


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def clerk(client):
    user = UserFactory(permissions=RIGHTS)
    client.force_login(user)
    return user


@pytest.fixture
def checker():
    return UserFactory(permissions=RIGHTS)


def words(response):
    return response.content.decode()


def said(page):
    """The last of what was said: a page shows what those before it did not."""
    return [str(message) for message in page.context["messages"]][-1:]


def file_of(*rows):
    text = "\n".join(["Payment,Amount,Result,Reason", *rows])
    return {"file": SimpleUploadedFile("answer.csv", text.encode())}


def made(client, way=Way.PAYABLES):
    client.post(f"/admin/payments/new/{way}/")
    return Batch.objects.get()


def test_what_is_owed_and_to_whom_it_cannot_be_paid_yet(client, clerk):
    approved()
    unknown = approved(payee=False).involvement.member
    page = client.get("/admin/payments/owed/")
    payroll, payables = page.context["ways"]
    assert (payroll.count, payroll.total) == (1, D(75))
    assert (payables.count, payables.total) == (1, D("6.30"))
    assert [(one.member, one.failed) for one in payables.without_payee] == [(unknown, "")]
    assert unknown.person.name in words(page)


def test_what_they_had_a_hand_in_waits_for_a_colleague(client, clerk):
    approved(by=clerk)
    payables = client.get("/admin/payments/owed/").context["ways"][1]
    assert (payables.count, payables.mine) == (0, 1)


def test_from_made_to_settled(client, clerk, checker):
    approved()
    batch = made(client)
    page = client.get(f"/admin/payments/{batch.pk}/")
    assert "You made this batch, so somebody else has to check it." in words(page)
    client.force_login(checker)
    client.post(f"/admin/payments/{batch.pk}/check/")
    client.force_login(clerk)

    first = client.post(f"/admin/payments/{batch.pk}/file/")
    again = client.post(f"/admin/payments/{batch.pk}/file/")

    assert first.getvalue() == again.getvalue()
    assert first["Content-Disposition"] == f'attachment; filename="{batch}.csv"'
    payment = Payment.objects.get()
    row = f"PY-{payment.pk:07d},6.30,paid,"
    page = client.post(f"/admin/payments/{batch.pk}/results/", file_of(row), follow=True)
    assert said(page) == ["It is written down. Members whose money went out are told."]
    batch.refresh_from_db()
    assert batch.status == Batch.Status.SETTLED


def test_a_file_that_does_not_fit_is_said_and_nothing_is_kept(client, clerk, checker):
    approved()
    batch = made(client)
    actions.check_batch(batch=batch, by=checker)
    client.post(f"/admin/payments/{batch.pk}/file/")
    for data, sentence in [
        ({}, "Choose the file"),
        (file_of("PY-9,6.30,paid,"), "PY-0000009 is not in this batch. Nothing was written down."),
        (file_of("nonsense,1,paid,"), "Line 2: “nonsense” is no payment of ours, like PY-0000012."),
    ]:
        page = client.post(f"/admin/payments/{batch.pk}/results/", data)
        assert page.context["form"].errors["file"] == [sentence]
    assert not Entry.objects.filter(kind="paid").exists()


def test_taken_back_before_it_is_checked(client, clerk):
    approved()
    batch = made(client)
    page = client.post(f"/admin/payments/{batch.pk}/take-back/", follow=True)
    assert said(page) == ["It is taken back. What was in it is owed as before."]
    page = client.post(f"/admin/payments/{batch.pk}/take-back/", follow=True)
    assert said(page) == ["This batch is marked as “taken back”."]
    assert client.post(f"/admin/payments/{batch.pk}/burn/").status_code == 404


def test_nothing_owed_makes_no_batch(client, clerk):
    page = client.post("/admin/payments/new/payroll/", follow=True)
    assert said(page) == ["There is nothing that you can put into a batch now."]
    assert client.post("/admin/payments/new/cash/").status_code == 404


def test_the_reference_of_a_member(client, clerk):
    member = approved(payee=False).involvement.member
    address = f"/admin/payees/{member.pk}/payables/"
    page = client.post(address, {"reference": " "})
    assert page.context["form"].errors == {"reference": ["Enter the reference"]}
    client.post(address, {"reference": "S-991"})
    client.post(address, {"reference": "S-992"})
    assert Payee.objects.get().reference == "S-992"
    assert member.person.name in words(client.get(f"/admin/payees/{member.pk}/form/"))


def test_finance_sees_no_member_who_claimed_nothing(client, clerk):
    member = MemberFactory()
    assert client.get(f"/admin/payees/{member.pk}/form/").status_code == 404
    assert client.get(f"/admin/payees/{member.pk}/payables/").status_code == 404


def test_an_amount_is_taken_back(client, clerk):
    line = approved().lines.get(kind=Kind.CAR)
    address = f"/admin/claim-lines/{line.pk}/take-back/"
    assert client.post(address, {}).context["form"].errors == {"reason": ["Say what was wrong"]}
    client.post(address, {"reason": "They came by bus."})
    assert Entry.objects.get(kind="reversed").reason == "They came by bus."
    page = client.post(address, {"reason": "Again."}, follow=True)
    assert page.redirect_chain == [(f"/admin/claims/{line.claim_id}/", 302)]
    assert said(page) == ["There is nothing to take back."]


def test_finance_opens_what_was_approved_and_stops_it_before_it_is_paid(client, clerk):
    claim = approved()
    line = claim.lines.get(kind=Kind.CAR)
    take_back = f"/admin/claim-lines/{line.pk}/take-back/"
    page = f"/admin/claims/{claim.pk}/"
    assert claim.reference in words(client.get("/admin/claims/", {"show": "approved"}))
    assert f'href="{take_back}"' in words(client.get(page))

    actions.make_batch(way=Way.PAYABLES, by=clerk)
    shown = words(client.get(page))
    assert take_back not in shown
    assert f"{Batch.objects.get()}: waits" in shown
    assert said(client.get(take_back, follow=True)) == [
        "This is in a batch. Wait for what finance says, then take it back."
    ]

    actions.drop_batch(batch=Batch.objects.get(), by=clerk)
    client.post(take_back, {"reason": "They came by bus."})
    shown = words(client.get(page))
    assert "Taken back on" in shown
    assert take_back not in shown


def test_whoever_sees_that_it_is_wrong_is_told_whom_to_ask(client):
    claim = approved()
    client.force_login(UserFactory(permissions=RUNS))
    page = f"/admin/claims/{claim.pk}/"
    asks = "Ask finance to take it back before it is paid"
    assert asks in words(client.get(page))
    for way in Way:
        answered(way)
    assert asks not in words(client.get(page))


def test_a_reference_with_which_a_payment_failed_is_asked_again(client, clerk):
    claim = approved()
    member = claim.involvement.member
    answered(Way.PAYABLES, status=FAILED)
    assert "The last payment failed: No such account" in words(client.get("/admin/payments/owed/"))
    page = f"/admin/payees/{member.pk}/payables/"
    assert "The last payment failed: No such account" in words(client.get(page))

    client.post(page, {"reference": f"M{member.pk}"})

    assert "No such account" not in words(client.get("/admin/payments/owed/"))


def test_a_batch_page_asks_as_much_with_three_payments(client, clerk, django_assert_num_queries):
    for number in (1, 3):
        for _ in range(number - Payment.objects.count()):
            approved()
        batch = actions.make_batch(way=Way.PAYABLES, by=clerk)
        Payment.objects.exclude(batch=batch).update(batch=batch)
        with django_assert_num_queries(8):
            client.get(f"/admin/payments/{batch.pk}/")


def test_given_away_payments_wait_for_a_place_to_go(client, clerk):
    approved(what=Choice.What.DONATE)
    assert client.get("/admin/payments/owed/").context["ways"][0].count == 0
