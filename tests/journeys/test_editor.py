"""An editor drafts the page of an opportunity, and a publisher publishes it, in Wagtail's admin."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from opportunities.actions import make_ready
from opportunities.models import Opportunity, OpportunityIndexPage, OpportunityPage
from tests.browser import follow, shoot, sign_in
from tests.factories.opportunities import OpportunityFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.journey

WORDS = {
    "purpose": "The new building needs a name.",
    "what_you_would_do": "Read a short list and say what you think.",
    "payment_and_expenses": "We pay your travel.",
    "support_and_access": "Step-free, with a quiet room.",
    "how_you_will_hear_back": "We write to you within a month.",
}


def someone_in(group, email):
    user = UserFactory(email=email, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return email


def write(page, field, words):
    """Write into one of Wagtail's rich text fields."""
    box = page.locator(f"#panel-child-content-{field}-section [contenteditable=true]")
    box.click()
    page.keyboard.type(words)
    page.wait_for_function(
        "([name, words]) => document.getElementsByName(name)[0].value.includes(words)",
        arg=[field, words],
    )


def choose_action(page, name):
    """Press one of the actions behind the arrow beside Wagtail's save button."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=name).click()


def test_an_editor_drafts_and_a_publisher_publishes(page, another_page, settings):
    # Wagtail saves by itself half a second after a key: hands are slower than that, a test is not.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0

    # Given an opportunity whose facts are not ready
    opportunity = OpportunityFactory(
        title="Help choose a name", slug="help-choose", status=Opportunity.Status.DRAFT
    )

    # When an editor adds a page below the list of opportunities
    index = OpportunityIndexPage.objects.get()
    editor = someone_in("Comms editor", "editor@example.org")
    sign_in(page, editor, go_to=f"/admin/pages/{index.pk}/")
    follow(page.get_by_role("link", name="Add child page").first)
    page.get_by_role("textbox", name="Title*").fill("Help choose a name for the new building")
    page.get_by_role("combobox", name="Opportunity*").select_option(
        label=f"Help choose a name ({opportunity.reference})"
    )
    page.get_by_role("button", name="Save draft").click()

    # Then the draft is kept, with the facts beside it, and nobody else can read it
    page.get_by_text(re.compile("building' (created|has been updated)")).wait_for()
    expect(page.get_by_text("Facts being prepared")).to_be_visible()
    shoot(page, "editor-draft")
    draft = OpportunityPage.objects.get()
    assert (draft.live, draft.slug) == (False, "help-choose")

    # When the editor writes the words and sends them to a publisher too early
    page.get_by_role("textbox", name="Summary").fill("Tell us which name you like best.")
    for field, words in WORDS.items():
        write(page, field, words)
    choose_action(page, re.compile("Submit to"))

    # Then they are told what is missing, and their words are kept
    page.get_by_text("Missing: that its facts are marked as ready.").first.wait_for()
    assert (
        page.get_by_role("textbox", name="Summary").input_value()
        == "Tell us which name you like best."
    )

    # When the facts are ready, the editor sends it again
    make_ready(opportunity=opportunity, by=None)
    choose_action(page, re.compile("Submit to"))
    page.get_by_text("has been submitted for moderation").wait_for(timeout=30_000)

    # And a publisher reads and publishes it
    desk = another_page()
    publisher = someone_in("Comms publisher", "publisher@example.org")
    sign_in(desk, publisher, go_to=f"/admin/pages/{draft.pk}/edit/")
    shoot(desk, "publisher-approves")
    choose_action(desk, "Approve and Publish")
    desk.wait_for_url(f"**/admin/pages/{index.pk}/")

    # Then everyone can read it
    visitor = another_page()
    visitor.goto("/opportunities/")
    follow(visitor.get_by_role("link", name="Help choose a name for the new building"))
    assert visitor.url.endswith("/opportunities/help-choose/")
    assert visitor.get_by_text(WORDS["purpose"]).is_visible()
