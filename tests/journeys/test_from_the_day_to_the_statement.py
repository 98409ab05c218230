"""From the day to the statement: who came, the claim, the approval, the payment, what Jo reads."""

from decimal import Decimal

import pytest
from django.urls import reverse
from PIL import Image

from involvement.models import Category
from reimbursement import actions
from reimbursement.models import Claim, Kind
from tests.browser import DESKTOP, PHONE, follow, look, main, on_screens, press, settle, sign_in
from tests.factories.organisation import SiteFactory
from tests.factories.people import ServiceRoleFactory
from tests.factories.reimbursement import PolicyFactory
from tests.journeys.test_approving import BUDGET, decide
from tests.journeys.test_claims import GUIDANCE, JO, she_adds_the_fare, she_chooses
from tests.journeys.test_paying import (
    CHECKER,
    CLERK,
    a_batch_is_made,
    another_checks_it,
    colleague,
    finance_answers,
    jo_reads_what_was_paid,
    the_file,
)
from tests.opportunities.dates import opportunity_that_starts, placed

pytestmark = pytest.mark.journey

LEAD = "lead@example.org"


@pytest.fixture
def opportunity(live_server):
    """Yesterday Jo was expected; her journey there is known from an earlier day."""
    PolicyFactory(guidance=GUIDANCE)
    opportunity = opportunity_that_starts(days=-1, title="Discharge leaflet group")
    _, part = placed(opportunity, name="Jo Carer", email=JO, signs_in=True)
    site = SiteFactory()
    opportunity.activities.update(site=site, category=Category.EXPERT)
    actions.remember_cost(member=part.member, site=site, kind=Kind.CAR, miles=Decimal(14), by=None)
    return opportunity


def the_lead_says_that_she_came(page, opportunity):
    lead = colleague(LEAD, "Service lead")
    ServiceRoleFactory(user=lead, service=opportunity.service)
    sign_in(page, LEAD, reverse("opportunities:attendance-show", args=[opportunity.slug]))
    follow(page.get_by_role("main").get_by_role("listitem").get_by_role("link"))
    look(page, "chain-who-came")
    page.get_by_role("group", name="Jo Carer").get_by_label("Came").check()
    page.get_by_label("Hours for Jo Carer").fill("2")
    press(page, "Save who came")
    look(page, "chain-came")


def she_sends_her_claim(page):
    sign_in(page, JO, "/my-involvement/")
    follow(page.get_by_role("link", name="Check it and send it"))
    she_chooses(page)
    she_adds_the_fare(page)
    press(page, "Send this claim")
    look(page, "chain-sent")
    assert "We have it. Someone is checking it" in main(page)


def the_holder_approves(page, opportunity):
    """By keyboard, after they looked at the photograph of her ticket."""
    holder = colleague(BUDGET, "Budget holder")
    ServiceRoleFactory(user=holder, service=opportunity.service, role="budget_holder")
    sign_in(page, BUDGET, "/admin/")
    page.goto("/admin/claims/")
    follow(page.get_by_role("link", name="Open"))
    look(page, "chain-claim")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Receipt 1 for Bus into town").click()
    with Image.open(taken.value.path()) as photograph:
        assert photograph.size == (1600, 1200)
    decide(page, "Amount to approve for “Bus into town”", "4.20")
    look(page, "chain-approved")
    assert Claim.objects.get().status == Claim.Status.APPROVED


@on_screens(PHONE, DESKTOP)
def test_from_the_day_to_the_statement(page, another_page, opportunity):
    hers, clerks = another_page(), another_page()
    colleague(CLERK, "Finance"), colleague(CHECKER, "Finance")

    the_lead_says_that_she_came(page, opportunity)
    she_sends_her_claim(hers)
    the_holder_approves(another_page(), opportunity)

    a_batch_is_made(clerks)
    another_checks_it(another_page())
    clerks.reload()
    settle(clerks)
    rows = the_file(clerks, "Take out the file for finance")
    assert {row["Payee"] for row in rows} == {"V-10442"}
    assert sorted(row["Amount"] for row in rows) == ["4.20", "6.30"]
    follow(clerks.get_by_role("link", name="Enter what finance paid"))
    finance_answers(clerks, rows)
    look(clerks, "chain-settled")

    pdf = jo_reads_what_was_paid(hers, "£10.50")
    assert "Bus into town" in pdf
    assert "£10.50" in pdf
