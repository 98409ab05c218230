"""On which day something was spent: filled in, never still to come, and shown to who decides."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reimbursement import actions
from reimbursement.models import Kind, Line
from reimbursement.wording import NOT_YET
from tests.factories.reimbursement import PartFactory
from tests.reimbursement.member import claim_of, problems, signed_in, words
from tests.reimbursement.stories import drafted, holder_of, in_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(client, policy):
    return claim_of(signed_in(client), policy)


@pytest.fixture
def today():
    return timezone.localdate()


def add_page(claim, kind=Kind.PUBLIC_TRANSPORT):
    return reverse("reimbursement:expense-add", args=[claim.pk, kind])


def typed(day, **others):
    parts = {f"spent_date_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"spent": "4.20", "description": "Bus into town"} | parts | others


def shown_day(response):
    return response.context["form"]["spent_date"].field.params(
        response.context["form"]["spent_date"]
    )["items"]


def test_the_day_of_the_activity_is_filled_in(client, claim):
    parts = shown_day(client.get(add_page(claim)))
    day = claim.activity_date
    assert [part["value"] for part in parts] == [str(day.day), str(day.month), str(day.year)]

    client.post(add_page(claim), {"spent": "4.20"})

    line = claim.lines.get()
    assert (line.spent_date, line.written_date) == (day, timezone.localdate())


def test_miles_have_no_day(client, claim):
    assert "spent_date" not in client.get(add_page(claim, Kind.CAR)).context["form"].fields
    client.post(add_page(claim, Kind.CAR), {"miles": "14"} | typed(claim.activity_date))
    line = claim.lines.get()
    assert (line.spent_date, line.written_date) == (None, None)


@pytest.mark.parametrize("days", [1, 400])
def test_a_receipt_from_the_future_is_refused_and_nothing_typed_is_lost(client, claim, today, days):
    day = today + datetime.timedelta(days=days)

    response = client.post(add_page(claim), typed(day, without_receipt="I lost it"))

    assert problems(response) == [NOT_YET]
    form = response.context["form"]
    assert form.errors == {"spent_date": [NOT_YET]}
    assert form["description"].value() == "Bus into town"
    assert form["without_receipt"].value() == "I lost it"
    assert [part["value"] for part in shown_day(response)] == [
        str(day.day),
        str(day.month),
        str(day.year),
    ]
    assert not claim.lines.exists()


def test_today_and_long_ago_are_taken(client, claim, today):
    for day in (today, today - datetime.timedelta(days=70)):
        client.post(add_page(claim), typed(day))

    assert [line.spent_date for line in claim.lines.all()] == [
        today,
        today - datetime.timedelta(days=70),
    ]


def test_a_day_that_does_not_exist_is_said(client, claim):
    response = client.post(add_page(claim), typed(claim.activity_date) | {"spent_date_month": "13"})

    assert problems(response) == ["The day you paid must be a real date"]


def test_the_same_form_twice_is_one_expense_and_another_day_another(client, claim, today):
    page = typed(today, after="0")
    for _ in range(2):
        client.post(add_page(claim), page)
    assert claim.lines.count() == 1

    client.post(add_page(claim), typed(today - datetime.timedelta(days=1), after="0"))

    assert claim.lines.count() == 2


def test_it_can_be_changed_and_left_as_it_is(client, claim, today):
    client.post(add_page(claim), typed(claim.activity_date))
    line = claim.lines.get()
    page = reverse("reimbursement:expense-edit", args=[line.pk])

    client.post(page, typed(today))
    line.refresh_from_db()
    assert line.spent_date == today
    assert shown_day(client.get(page))[0]["value"] == str(today.day)
    client.post(page, {"spent": "5"})

    line.refresh_from_db()
    assert (line.spent, line.spent_date) == (D(5), today)
    response = client.post(page, typed(today + datetime.timedelta(days=1)))
    assert problems(response) == [NOT_YET]


def test_what_we_remember_is_spent_on_the_day_of_the_activity(policy):
    part = PartFactory()
    actions.choose_payment(member=part.member, what="expenses", guidance=policy, by=None)
    actions.remember_cost(member=part.member, kind=Kind.REPLACEMENT_CARE, spent=D(20), by=None)

    claim = actions.draft_claim(involvement=part, by=None)

    assert claim.lines.get().spent_date == claim.activity_date


def test_by_phone_it_is_the_same(client, policy, today):
    claim = drafted(policy)
    client.force_login(in_group("PE team"))
    page = reverse("reimbursement:cost-add", args=[claim.pk, Kind.PUBLIC_TRANSPORT])
    assert shown_day(client.get(page))[0]["value"] == str(claim.activity_date.day)

    response = client.post(page, typed(today + datetime.timedelta(days=1)))

    assert NOT_YET in words(response)
    assert not claim.lines.filter(kind=Kind.PUBLIC_TRANSPORT).exists()


def test_actions_and_database_refuse_it_too(claim, today):
    tomorrow = today + datetime.timedelta(days=1)
    with pytest.raises(actions.CannotWriteClaim, match="has not come yet"):
        actions.add_expense(claim=claim, kind=Kind.TAXI, spent=D(4), spent_date=tomorrow, by=None)
    line = actions.add_expense(claim=claim, kind=Kind.TAXI, spent=D(4), by=None)
    with pytest.raises(actions.CannotWriteClaim, match="has not come yet"):
        actions.change_expense(line=line, spent=D(4), spent_date=tomorrow, by=None)

    for wrong in ({"spent_date": tomorrow}, {"written_date": None}, {"spent_date": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.filter(pk=line.pk).update(**wrong)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-31, None),
        (-32, "They paid this 32 days before the activity. Please check the receipt."),
        (32, "They paid this 32 days after the activity. Please check the receipt."),
    ],
)
def test_who_decides_reads_the_day_and_whether_it_is_far(client, policy, days, sentence):
    claim = drafted(policy, days_ago=40)
    day = claim.activity_date + datetime.timedelta(days=days)
    actions.add_expense(
        claim=claim,
        kind=Kind.TAXI,
        spent=D(4),
        spent_date=day,
        without_receipt="Lost",
        by=None,
    )
    claim = actions.send_claim(claim=claim, by=None)
    client.force_login(holder_of(claim.service))

    page = words(client.get(reverse("reimbursement:claim-decide", args=[claim.pk])))

    assert f"Paid on {day:%-d %B %Y}" in page
    assert ("the activity. Please check the receipt." in page) == bool(sentence)
    assert not sentence or sentence in page
