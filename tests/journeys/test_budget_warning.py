"""A publisher reads that the budget does not cover an opportunity, and then publishes it."""

import re

import pytest

from opportunities.models import OpportunityPage
from tests.browser import shoot, sign_in
from tests.factories.opportunities import OpportunityPageFactory
from tests.journeys.test_editor import choose_action, someone_in
from tests.opportunities.test_publishing_warnings import opportunity, warning

pytestmark = pytest.mark.journey


def test_a_publisher_reads_the_warning_and_publishes(page, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    draft = OpportunityPageFactory(opportunity=opportunity(), live=False)
    draft.save_revision()
    publisher = someone_in("Comms publisher", "publisher@example.org")

    sign_in(page, publisher, go_to=f"/admin/pages/{draft.pk}/edit/")
    page.get_by_text(warning()).wait_for()
    shoot(page, "budget-warning")
    choose_action(page, re.compile("^Publish$"))

    page.get_by_text("has been published").wait_for(timeout=30_000)
    assert OpportunityPage.objects.get().live
