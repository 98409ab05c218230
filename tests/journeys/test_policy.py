"""The Patient Experience team makes a new version of the policy, changes it and publishes it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from reimbursement.models import Policy
from tests.browser import DESKTOP, PHONE, follow, look, main, on_screens, press, sign_in
from tests.factories.people import UserFactory
from tests.factories.reimbursement import PolicyFactory

pytestmark = pytest.mark.journey

TEAM = "asha@example.org"


def change(page, words):
    follow(page.get_by_role("main").get_by_role("link", name=f"Change {words}", exact=True))


@on_screens(PHONE, DESKTOP)
def test_a_new_version_is_made_changed_and_published(page, screen):
    colleague = UserFactory(email=TEAM, is_staff=True)
    colleague.groups.add(Group.objects.get(name="PE team"))
    before = PolicyFactory(title="Policy 2020")
    sign_in(page, TEAM, go_to=reverse("desk-reimbursement-policy"))
    look(page, "policy-list")
    assert "Counts now" in main(page)
    follow(page.get_by_role("link", name=f"Open {before}"))
    look(page, "policy-published")
    assert "so it stays as it is" in main(page)

    follow(page.get_by_role("button", name="Make a new version from this"))
    press(page, "Save")
    look(page, "policy-copy-errors")
    assert "Enter what this version is called" in main(page)
    page.get_by_label("What is this version called?").fill("Policy 2090")
    for part, number in (("Day", "1"), ("Month", "4"), ("Year", "2090")):
        page.get_by_label(part, exact=True).fill(number)
    press(page, "Save")
    look(page, "policy-prepared")
    assert "Being prepared" in main(page)

    change(page, "Miles by car")
    page.get_by_label("How much is paid for a mile?").fill("55")
    press(page, "Save")
    look(page, "policy-rate-errors")
    assert "Pounds for a mile must be 2 or less" in main(page)
    page.get_by_label("How much is paid for a mile?").fill("0.55")
    press(page, "Save")
    assert "55p a mile for the first 10,000 miles" in main(page)
    change(page, "Expert role")
    look(page, "policy-category")
    page.locator("[name=pounds_1]").fill("80")
    press(page, "Save")
    assert "£80.00 for up to 4 hours." in main(page)

    follow(page.get_by_role("button", name="Publish"))
    look(page, "policy-publish")
    assert "It never changes again." in main(page)
    press(page, "Publish it")
    look(page, "policy-done")
    assert "It counts from 1 April 2090 on." in main(page)
    assert page.get_by_role("link", name="Change").count() == 0
    assert Policy.objects.get(title="Policy 2090").is_published
