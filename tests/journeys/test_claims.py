"""Jo chooses, checks what was filled in, adds her fare with a photograph, and sends it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from reimbursement import actions
from reimbursement.models import Claim, Kind, Receipt
from tests.browser import follow, look, main, on_every_screen, press, sign_in
from tests.factories.organisation import SiteFactory
from tests.factories.people import MemberFactory, ServiceRoleFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory
from tests.reimbursement.member import photo

pytestmark = pytest.mark.journey

JO = "jo@example.org"
GUIDANCE = """A payment for your time can count as income. It can change your benefits.

Before you say yes, ask Citizens Advice or your Jobcentre. We can go through it with you first."""


def what_jo_is_owed():
    """Her journey is known from last time, so the claim that attendance drafts holds it."""
    PolicyFactory(guidance=GUIDANCE)
    member = MemberFactory(person__signs_in=True, person__email=JO, person__name="Jo Carer")
    part = PartFactory(member=member)
    part.activity.title, part.activity.site = "Discharge leaflet group", SiteFactory()
    part.activity.save()
    actions.remember_cost(
        member=member, site=part.activity.site, kind=Kind.CAR, miles=Decimal(14), by=None
    )
    other = PartFactory(member=member).activity
    other.title = "Reading the new menu"
    other.save()
    return actions.draft_claim(involvement=part, by=None)


def she_chooses(page):
    look(page, "claim-to-check")
    assert "14 miles × 45p = £6.30" in main(page)
    follow(page.get_by_role("link", name="Read what it can mean for benefits, and choose"))
    look(page, "claim-choice")
    press(page, "Save what I would like")
    look(page, "claim-choice-errors")
    assert "Select what you would like" in main(page)
    page.get_by_label("Payment and expenses").check()
    press(page, "Save what I would like")
    assert "£75.00 for an activity of up to 4 hours" in main(page)


def she_adds_the_fare(page):
    follow(page.get_by_role("link", name="Add something that it cost you"))
    look(page, "claim-kinds")
    page.get_by_label("Bus, tram or train").check()
    press(page, "Continue")
    look(page, "claim-fare")
    page.get_by_label("What was it for?").fill("Bus into town")
    page.locator("input[name=spent]").fill("4,20")
    ticket = photo(size=(1600, 1200))
    files = {"name": "ticket.jpg", "mimeType": "image/jpeg", "buffer": ticket.read()}
    page.locator("input[type=file]").set_input_files(files)
    press(page, "Save this in my claim")
    look(page, "claim-fare-errors")
    assert "Choose your receipt again" in main(page)
    assert page.get_by_label("What was it for?").input_value() == "Bus into town"
    page.locator("input[name=spent]").fill("£4.20")
    page.locator("input[type=file]").set_input_files(files)
    press(page, "Save this in my claim")
    look(page, "claim-with-fare")
    assert "£85.50" in main(page)


@on_every_screen
def test_jo_is_paid_what_it_cost_her(page):
    claim = what_jo_is_owed()
    path = reverse("reimbursement:claim-show", args=[claim.pk])

    sign_in(page, JO, "/my-involvement/")
    look(page, "claim-card")
    follow(page.get_by_role("link", name="Check it and send it"))
    she_chooses(page)
    she_adds_the_fare(page)
    follow(page.get_by_role("link", name="Change or remove Bus into town"))
    look(page, "claim-fare-change")
    page.goto(path)
    follow(page.get_by_role("link", name="Add a receipt"))
    look(page, "claim-receipt")
    page.goto(path)
    press(page, "Send this claim")
    look(page, "claim-sent")
    assert "We have it. Someone is checking it" in main(page)
    assert Receipt.objects.get().line.description == "Bus into town"

    claim = Claim.objects.get(pk=claim.pk)
    holder = ServiceRoleFactory(service=claim.service, role="budget_holder").user
    decided = {line.pk: (line.payable, "") for line in claim.lines.all()}
    actions.approve_claim(claim=claim, decisions=decided, by=holder)
    page.goto("/my-involvement/claims/")
    look(page, "claim-list")
    assert "We agreed to pay this: £85.50" in main(page)
    follow(page.get_by_role("link", name="Discharge leaflet group"))
    look(page, "claim-agreed")
    follow(page.get_by_role("link", name="Back"))
    follow(page.get_by_role("button", name="Reading the new menu"))
    look(page, "claim-again")
