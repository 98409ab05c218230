"""Finance sets a budget, reads how it stands, and what directorates pay."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from reimbursement.models import Way
from tests.browser import DESKTOP, PHONE, follow, look, main, on_screens, press, sign_in
from tests.factories.organisation import ServiceFactory
from tests.factories.people import UserFactory
from tests.factories.reimbursement import BudgetFactory
from tests.reimbursement.owing import approved
from tests.reimbursement.test_budgets import paid

pytestmark = pytest.mark.journey

FINANCE = "grace@example.org"


@on_screens(PHONE, DESKTOP)
def test_a_budget_is_set_and_read(page, screen):
    claim = approved()
    paid(UserFactory(permissions=["reimbursement.pay"]))
    name = "Recovery and collaborative care planning"
    other = ServiceFactory(name=name, cost_centre="SAMPLE-1010")
    colleague = UserFactory(email=FINANCE, is_staff=True)
    colleague.groups.add(Group.objects.get(name="Finance"))
    sign_in(page, FINANCE, go_to=reverse("desk-budgets"))
    look(page, "budgets-none")
    follow(page.get_by_role("button", name="Set a budget"))
    press(page, "Save")
    look(page, "budgets-errors")
    assert "Choose a cost centre" in main(page)
    page.get_by_label("Which cost centre?").select_option(claim.cost_centre)
    page.get_by_label("How much is there to spend?").fill("80")
    press(page, "Save")

    BudgetFactory(service=other, amount=12_500)
    page.reload()
    look(page, "budgets-list")
    assert "Overspent by £1.30" in main(page)
    follow(page.get_by_role("button", name="What directorates pay"))
    look(page, "budgets-recharges")
    assert f"{claim.service.directorate.name}: £6.30" in main(page)
    assert Way.PAYABLES.label in main(page)
