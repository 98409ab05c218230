"""After a date: the lead says on a phone who came, and when the same people meet again."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from involvement.models import Involvement
from outbox.models import Message
from tests.browser import follow, look, on_every_screen, press, sign_in
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.opportunities.dates import opportunity_that_starts, placed

pytestmark = pytest.mark.journey


@pytest.fixture
def opportunity(live_server, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    return opportunity_that_starts(days=-1, title="Help choose a name")


@on_every_screen
def test_a_lead_says_who_came_and_adds_a_date(page, opportunity):
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead, service=opportunity.service)
    for name in ("Ada Example", "Bo Example", "Cy Example-with-a-Longer-Name"):
        placed(opportunity, name=name)

    # Given a lead who comes from the overview
    sign_in(page, lead.email, reverse("opportunities:facts-show", args=[opportunity.slug]))
    follow(page.get_by_role("link", name="Who came, and more dates"))
    look(page, "attendance-dates")
    assert page.get_by_text("3 not said yet").is_visible()
    follow(page.get_by_role("main").get_by_role("listitem").get_by_role("link"))
    look(page, "attendance-form")

    # When one number is no number, nothing is lost
    page.get_by_role("group", name="Ada Example").get_by_label("Came").check()
    page.get_by_label("Hours for Ada Example").fill("most of it")
    page.get_by_role("group", name="Bo Example").get_by_label("Did not attend").check()
    press(page, "Save who came")
    look(page, "attendance-form-error")
    assert page.get_by_label("Hours for Ada Example").input_value() == "most of it"
    assert page.get_by_role("group", name="Bo Example").get_by_label("Did not attend").is_checked()

    # Then, with a number, it is saved for all at once
    page.get_by_label("Hours for Ada Example").fill("1½")
    press(page, "Save who came")
    look(page, "attendance-saved")
    assert page.get_by_text("1 came, 1 did not attend, 1 not said yet").is_visible()
    assert list(Involvement.objects.order_by("pk").values_list("status", "hours")) == [
        ("attended", Decimal("1.50")),
        ("did_not_attend", None),
        ("expected", None),
    ]

    # And when the same people meet again, there is another date
    follow(page.get_by_role("link", name="Add a date for the same people"))
    look(page, "attendance-add-date")
    day = timezone.localdate() + datetime.timedelta(days=10)
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))
    page.get_by_label("From").fill("2pm")
    page.get_by_label("Until").fill("1pm")
    press(page, "Add this date")
    look(page, "attendance-add-date-error")
    page.get_by_label("Until").fill("4pm")
    press(page, "Add this date")
    look(page, "attendance-date-added")
    assert page.get_by_text("3 people are expected").is_visible()
    assert Message.objects.filter(purpose="another-date").count() == 3
