"""A budget holder finds the claims that wait, looks at one, and decides about each line of it."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group

from reimbursement import actions
from reimbursement.models import Claim, Kind
from tests.browser import (
    DESKTOP,
    PHONE,
    follow,
    look,
    main,
    on_screens,
    press,
    settle,
    sign_in,
    tab_to,
)
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory

pytestmark = pytest.mark.journey

BUDGET = "budget@example.org"


def a_claim_waits():
    """Jo came late, spent more on lunch than is paid, and lost the receipt of her taxi."""
    policy, service = PolicyFactory(), ServiceFactory(name="Recovery College")
    member = MemberFactory(person__name="Jo Carer")
    part = PartFactory(member=member, service=service, days_ago=100)
    actions.choose_payment(member=member, what="both", guidance=policy, by=None)
    claim = actions.draft_claim(involvement=part, by=None)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=Decimal(14), by=None)
    actions.add_expense(
        claim=claim, kind=Kind.TAXI, spent=Decimal(12), without_receipt="I lost it.", by=None
    )
    actions.add_expense(
        claim=claim, kind=Kind.SUBSISTENCE, spent=Decimal(14), without_receipt="Cash only", by=None
    )
    holder = UserFactory(email=BUDGET, is_staff=True)
    holder.groups.add(Group.objects.get(name="Budget holder"))
    ServiceRoleFactory(user=holder, service=service, role="budget_holder")
    return actions.send_claim(claim=claim, late_reason="I was in hospital.", by=None)


def decide(page, name, words):
    """Without a mouse: go to a box, write over what stands there, and approve."""
    tab_to(page, name)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    tab_to(page, '- button "Approve"')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settle(page)


@on_screens(PHONE, DESKTOP)
def test_a_budget_holder_approves_part_of_a_claim_by_keyboard(page):
    claim = a_claim_waits()
    taxi = claim.lines.get(kind=Kind.TAXI)

    sign_in(page, BUDGET, "/admin/")
    page.goto("/admin/claims/")
    look(page, "approving-list")
    assert "Jo Carer" in main(page)
    follow(page.get_by_role("link", name="Open"))
    look(page, "approving-claim")
    for words in (
        "The reason: I was in hospital.",
        "There is no receipt. The reason: I lost it.",
        "It came to £14.00; the policy pays up to £10.00 for one activity.",
    ):
        assert words in main(page)

    decide(page, "Amount to approve for “Taxi”", "9")
    look(page, "approving-claim-errors")
    assert "Say why you approve less for “Taxi”" in main(page)
    assert page.locator(f"[name=amount_{taxi.pk}]").input_value() == "9"
    decide(page, "Why less for “Taxi”", "The bus costs £9.")

    look(page, "approving-approved")
    assert "Approved: £9.00. The reason for less: The bus costs £9." in main(page)
    assert Claim.objects.get().status == Claim.Status.APPROVED


@on_screens(PHONE, DESKTOP)
def test_a_budget_holder_asks_a_question(page):
    a_claim_waits()

    sign_in(page, BUDGET, "/admin/")
    page.goto("/admin/claims/")
    follow(page.get_by_role("link", name="Open"))
    press(page, "Send back")
    look(page, "approving-question-errors")
    page.get_by_label("What would you like to know?").fill("Was the taxi agreed before?")
    press(page, "Send back")

    look(page, "approving-sent-back")
    assert Claim.objects.get().question == "Was the taxi agreed before?"
