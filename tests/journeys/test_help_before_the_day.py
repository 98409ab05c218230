"""Jo cannot lay out the fare: she asks before the day, somebody agrees, and she reads so."""

import pytest
from django.contrib.auth.models import Group

from reimbursement import actions
from reimbursement.models import Advance
from tests.browser import (
    DESKTOP,
    PHONE,
    follow,
    look,
    main,
    on_every_screen,
    on_screens,
    press,
    sign_in,
)
from tests.factories.people import MemberFactory, ServiceRoleFactory, UserFactory
from tests.reimbursement.before import agreed, asked, attended, coming, policy_that_helps

pytestmark = pytest.mark.journey

JO, BUDGET = "jo@example.org", "budget@example.org"


def a_day_to_come():
    policy = policy_that_helps()
    member = MemberFactory(person__signs_in=True, person__email=JO, person__name="Jo Carer")
    part = coming(member=member)
    part.activity.title = "Discharge leaflet group"
    part.activity.save()
    actions.choose_payment(member=member, what="expenses", guidance=policy, by=None)
    return part


@on_every_screen
def test_jo_asks_for_the_fare_before_the_day(page):
    a_day_to_come()

    sign_in(page, JO, "/my-involvement/")
    look(page, "before-card")
    follow(page.get_by_role("link", name="I need help with the cost before the day"))
    look(page, "before-kinds")
    page.get_by_label("Bus, tram or train").check()
    press(page, "Continue")
    look(page, "before-ask")
    page.get_by_label("What is it for?").fill("Train to York and back")
    press(page, "Ask for this")
    look(page, "before-ask-errors")
    assert page.get_by_label("What is it for?").input_value() == "Train to York and back"
    page.get_by_label("Give me the money before the day").check()
    page.get_by_label("About how much is it?").fill("£18.40")
    press(page, "Ask for this")
    look(page, "before-asked")
    assert "Someone is looking at it. We will tell you." in main(page)

    advance = Advance.objects.get()
    holder = ServiceRoleFactory(service=advance.service, role="budget_holder").user
    actions.agree_before(advance=advance, amount=advance.amount, by=holder)
    page.goto("/my-involvement/claims/")
    look(page, "before-agreed")
    assert "We tell you when it is paid." in main(page)


@on_screens(PHONE, DESKTOP)
def test_jo_reads_in_her_claim_what_she_had_before(page):
    part = a_day_to_come()
    agreed(part)
    claim = attended(part)

    sign_in(page, JO, f"/my-involvement/claims/{claim.pk}/")
    look(page, "before-claim")
    assert "We agreed to give you £20.00 before the day" in main(page)


@on_screens(PHONE, DESKTOP)
def test_a_budget_holder_agrees_to_less(page):
    advance = asked(a_day_to_come())
    holder = UserFactory(email=BUDGET, is_staff=True)
    holder.groups.add(Group.objects.get(name="Budget holder"))
    ServiceRoleFactory(user=holder, service=advance.service, role="budget_holder")

    sign_in(page, BUDGET, "/admin/")
    page.goto("/admin/help-before/")
    look(page, "before-desk")
    follow(page.get_by_role("link", name="Open"))
    look(page, "before-request")
    page.get_by_label("Up to how much do you agree?").fill("15")
    press(page, "Agree")
    look(page, "before-request-errors")
    assert "Say why you agree to less" in main(page)
    page.get_by_label("Why less?").fill("A return is £15.")
    press(page, "Agree")
    look(page, "before-request-agreed")
    assert Advance.objects.get().status == Advance.Status.AGREED
