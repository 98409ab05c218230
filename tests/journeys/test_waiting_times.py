"""The Patient Experience team looks at how long people wait, and opens the claim of the longest."""

import pytest

from tests.browser import DESKTOP, PHONE, follow, look, main, on_screens, press, sign_in
from tests.factories.organisation import ServiceFactory
from tests.factories.reimbursement import PolicyFactory
from tests.reimbursement.stories import in_group
from tests.reimbursement.waits import claim_at

pytestmark = pytest.mark.journey


@on_screens(PHONE, DESKTOP)
def test_the_team_finds_who_waits_longest(page):
    colleague, policy = in_group("PE team"), PolicyFactory()
    colleague.is_staff = True
    colleague.save()
    sign_in(page, colleague.email, "/admin/waiting-times/")
    look(page, "waiting-times-empty")
    assert "Nobody was paid after more than 30 days, and nobody waits longer." in main(page)

    college = ServiceFactory(name="Recovery and collaborative care planning")
    ward = ServiceFactory(name="Beacon Ward")
    for days in (4, 9, 41):
        claim_at("approved", policy, days_ago=days, service=college, lines=[{"paid": 0}])
    claim_at("approved", policy, days_ago=12, service=ward, lines=[{"paid": 2}])
    stuck = claim_at("approved", policy, days_ago=64, service=ward, lines=[{"tries": ["failed"]}])
    page.goto("/admin/waiting-times/")

    look(page, "waiting-times-by-service")
    assert "9 days" in main(page)
    assert "The payment failed" in main(page)
    page.get_by_label("Where it is").select_option("The payment failed")
    press(page, "Filter")
    look(page, "waiting-times-filtered")
    assert "1 found" in main(page)
    follow(page.get_by_role("link", name=f"Open {stuck}"))
    assert str(stuck) in main(page)
