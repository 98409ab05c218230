"""The list of budgets, setting one, and what directorates pay."""

import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.actions import mark_did_not_attend
from reimbursement import actions
from reimbursement.models import Budget, Claim
from reimbursement.years import in_words, year_of
from tests.factories.organisation import ServiceFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import BudgetFactory

from .before import agreed, bought, coming, over, pay, policy_that_helps
from .member import problems, words
from .owing import approved
from .stories import drafted, holder_of, in_group, sent
from .test_budgets import of, paid

pytestmark = pytest.mark.django_db
DESK, NEW, RECHARGES = "/admin/budgets/", "/admin/budgets/new/", "/admin/budgets/recharges/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def finance(client):
    client.force_login(in_group("Finance"))
    return client


def this_year():
    return year_of(timezone.localdate())


def shown(response):
    return [row["name"] for row in response.context["rows"]]


def cells(response):
    return [dict(row["cells"]) for row in response.context["rows"]]


# --- The list ----------------------------------------------------------------------------------
def test_each_budget_says_how_it_stands(finance, policy):
    claim = sent(policy)
    drafted(policy, service=claim.service)
    of(claim, amount=D(150))

    [row] = cells(finance.get(DESK, {"year": "all"}))

    assert row == {
        "Cost centre": claim.cost_centre,
        "Services": claim.service.name,
        "Financial year": in_words(year_of(claim.activity_date)),
        "Budget": "£150.00",
        "Committed": "£81.30",
        "Claimed": "£81.30",
        "Approved": "£0.00",
        "Bought": "£0.00",
        "Paid": "£0.00",
        "Left": "Overspent by £12.60",
        "Not counted": "",
    }


def test_a_holder_sees_their_own_and_changes_nothing(client):
    mine, other = BudgetFactory(), BudgetFactory()
    client.force_login(holder_of(ServiceFactory(cost_centre=mine.cost_centre)))

    page = client.get(DESK)

    assert shown(page) == [str(mine)]
    assert page.context["rows"][0]["buttons"] == page.context["top_buttons"] == []
    assert other.cost_centre not in client.post(DESK, {"do": "export"}).content.decode()


def test_this_year_is_shown_unless_another_is_asked_for(finance):
    this = BudgetFactory()
    last = BudgetFactory(cost_centre=this.cost_centre, year=this.year - 1)

    assert shown(finance.get(DESK)) == [str(this)]
    assert shown(finance.get(DESK, {"year": last.year})) == [str(last)]
    assert shown(finance.get(DESK, {"year": "all"})) == [str(this), str(last)]
    assert shown(finance.get(DESK, {"year": "1066"})) == [str(this)]


def test_the_list_as_a_file_runs_no_formula(finance):
    BudgetFactory(service=ServiceFactory(name="=SUM(A1)", cost_centre="+4010"))

    lines = finance.post(DESK, {"do": "export"}).content.decode().splitlines()

    assert lines[1].startswith(f"'+4010,'=SUM(A1),{in_words(this_year())},\"£1,000.00\",£0.00")


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_as_many_queries_however_long_it_is(
    finance, policy, rows, django_assert_num_queries
):
    for _ in range(rows):
        of(sent(policy))
    finance.get(DESK, {"year": "all"})

    with django_assert_num_queries(23):
        page = finance.get(DESK, {"year": "all"})

    assert len(shown(page)) == rows


# --- Setting one -------------------------------------------------------------------------------
def test_a_budget_is_set_and_changed(finance):
    service = ServiceFactory(cost_centre="4010")
    page = finance.get(NEW)
    assert f"4010: {service.name}" in words(page)
    assert page.context["form"]["year"].value() == this_year()

    said = finance.post(
        NEW, {"cost_centre": "4010", "year": str(this_year()), "amount": "£1,250.50"}, follow=True
    )
    assert f"4010 has £1,250.50 for {in_words(this_year())}." in words(said)
    budget = Budget.objects.get()
    finance.post(f"{DESK}{budget.pk}/", {"amount": "0"})

    budget.refresh_from_db()
    assert (budget.amount, budget.set_by.email) == (0, said.wsgi_request.user.email)


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        ({}, ["Choose a cost centre", "Choose a financial year",
              "Enter how much there is to spend, or 0 for nothing"]),
        ({"amount": "-5"}, ["The amount must be £0 or more"]),
        ({"amount": "lots"}, ["Enter an amount in pounds, like 4.20"]),
        ({"amount": "9999999999"}, ["The amount must be £999,999,999.99 or less"]),
        ({"year": "1066"}, ["Select one of the answers shown on this page"]),
    ],
)  # fmt: skip
def test_what_is_no_budget_is_said_and_kept(finance, data, sentences):
    ServiceFactory(cost_centre="4010")
    whole = {"cost_centre": "4010", "year": str(this_year()), "amount": "5"} if data else {}

    page = finance.post(NEW, whole | data)

    assert problems(page) == sentences
    assert not Budget.objects.exists()


def test_a_second_one_for_the_same_year_is_not_made(finance):
    budget = BudgetFactory(service=ServiceFactory(cost_centre="4010"))
    data = {"cost_centre": "4010", "year": str(budget.year), "amount": "7"}

    page = finance.post(NEW, data)

    assert problems(page) == ["This cost centre has a budget for that year. Change it in the list"]
    assert Budget.objects.get().amount == 1000


def test_a_budget_that_is_not_there(finance):
    assert finance.get(f"{DESK}{2**70}/").status_code == 404


# --- What directorates pay ---------------------------------------------------------------------
def test_what_directorates_pay_adds_up_and_is_taken_out_as_a_file(finance):
    claim = approved()
    paid(UserFactory(permissions=["reimbursement.pay"]))
    directorate = claim.service.directorate
    directorate.name = "=Corporate"
    directorate.save()
    year = year_of(claim.activity_date)

    page = finance.get(RECHARGES, {"year": year})
    file = finance.post(f"{RECHARGES}?year={year}")

    assert page.context["total"] == D("6.30")
    assert page.context["directorates"] == [("=Corporate", D("6.30"))]
    assert "All directorates: £6.30" in words(page)
    assert file["Content-Disposition"] == f'attachment; filename="recharges-{year}.csv"'
    assert file.content.decode("utf-8-sig").splitlines() == [
        "Financial year,Directorate,Cost centre,Way,Payments,Paid,Found wrong since,Given back,"
        "Charged",
        f"{in_words(year)},'=Corporate,{claim.cost_centre},Payables: expenses,1,6.30,0.00,0.00,"
        "6.30",
    ]


def test_what_was_given_back_and_bought_before_the_day_is_in_the_report_and_the_file(finance):
    policy_that_helps()
    ticket, advance = bought(coming()), agreed(coming())
    pay(advance.claim)
    for part in (ticket.involvement, advance.involvement):
        over(part)
        mark_did_not_attend(involvement=part, by=None)
    clerk = UserFactory(permissions=["reimbursement.pay"])
    actions.settle_before(advance=advance, what="returned", reason="Cash", by=clerk)

    page = finance.get(RECHARGES)
    file = finance.post(RECHARGES).content.decode()

    assert page.context["total"] == D(20)
    assert "£20.00 was given back of money that people had before a day." in words(page)
    assert ",Bought before the day,1,20.00,0.00,0.00,20.00" in file
    assert ",Payables: expenses,1,20.00,0.00,20.00,0.00" in file


def test_a_ticket_for_a_day_of_next_year_can_be_found(finance):
    policy_that_helps()
    this, day = this_year(), year_of(timezone.localdate() + datetime.timedelta(days=366))
    bought(coming(days=366))

    page = finance.get(RECHARGES)

    assert [year for year, _ in page.context["years"]] == [day, this]
    assert page.context["year"] == this
    assert "Nothing was paid or bought for this financial year." in words(page)
    assert "All directorates: £20.00" in words(finance.get(RECHARGES, {"year": day}))


def test_years_go_back_to_the_first_claim(finance, policy):
    this = this_year()
    assert finance.get(RECHARGES).context["years"] == [(this, in_words(this))]
    claim = sent(policy)
    Claim.objects.update(activity_date=claim.activity_date.replace(year=this - 2, month=12, day=1))

    page = finance.get(RECHARGES, {"year": "nonsense"})

    assert [year for year, _ in page.context["years"]] == [this, this - 1, this - 2]
    assert "Nothing was paid or bought for this financial year." in words(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_takes_as_many_queries_however_long(finance, rows, django_assert_num_queries):
    claims = [approved() for _ in range(rows)]
    paid(UserFactory(permissions=["reimbursement.pay"]))
    year = {"year": year_of(claims[0].activity_date)}
    finance.get(RECHARGES, year)

    with django_assert_num_queries(10):
        page = finance.get(RECHARGES, year)

    assert len(page.context["rows"]) == rows


def test_setting_takes_a_refusal_in_words(finance, monkeypatch):
    ServiceFactory(cost_centre="4010")

    def refuse(**facts):
        raise actions.CannotSetBudget("Only finance can.")

    monkeypatch.setattr(actions, "set_budget", refuse)
    data = {"cost_centre": "4010", "year": str(this_year()), "amount": "7"}

    assert problems(finance.post(NEW, data)) == ["Only finance can."]
