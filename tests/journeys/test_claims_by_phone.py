"""Ann has no email. She rings, and the Patient Experience team writes her claim down."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from reimbursement.models import Claim
from reimbursement.wording import NOT_YET
from tests.browser import DESKTOP, PHONE, follow, look, main, on_screens, press, sign_in
from tests.factories.people import MemberFactory, PersonFactory, UserFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory

pytestmark = pytest.mark.journey

TEAM = "asha@example.org"


def fill_in_day(page, day):
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))


@on_screens(PHONE, DESKTOP)
def test_a_claim_is_written_down_for_a_member_who_rings(page):
    PolicyFactory(guidance="A payment for your time can count as income. It can change benefits.")
    colleague = UserFactory(email=TEAM, is_staff=True)
    colleague.groups.add(Group.objects.get(name="PE team"))
    member = MemberFactory(person=PersonFactory(by_post=True, name="Ann Farmer"))
    part = PartFactory(member=member)
    part.activity.title = "Discharge leaflet group"
    part.activity.save()

    sign_in(page, TEAM, "/admin/")
    page.goto(f"/admin/people/{member.person.reference}/")
    look(page, "by-phone-member")
    page.goto(f"/admin/people/{member.person.reference}/payment/")
    look(page, "by-phone-choice")
    page.get_by_label("Payment and expenses").check()
    press(page, "Save")
    follow(page.get_by_role("button", name="Start a claim for Discharge leaflet group"))
    look(page, "by-phone-claim")

    follow(page.get_by_role("link", name="Bus, tram or train"))
    look(page, "by-phone-fare")
    page.get_by_label("How much did you spend?").fill("4.20")
    fill_in_day(page, timezone.localdate() + datetime.timedelta(days=1))
    press(page, "Add")
    look(page, "by-phone-fare-errors")
    assert NOT_YET in main(page)
    assert page.get_by_label("How much did you spend?").input_value() == "4.20"
    fill_in_day(page, timezone.localdate())
    press(page, "Add")
    look(page, "by-phone-with-fare")
    assert "£79.20 in all." in main(page)
    follow(page.get_by_role("link", name="A receipt that came on paper"))
    look(page, "by-phone-receipt")
    page.go_back()

    press(page, "Send this claim")
    look(page, "by-phone-sent")
    assert "somebody else has to decide" in main(page)
    assert Claim.objects.get().sent_by == colleague
