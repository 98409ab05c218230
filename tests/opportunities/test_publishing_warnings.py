"""Whoever publishes an opportunity has read what its budget does not cover, on every route."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from involvement.models import Category
from opportunities.models import Opportunity, OpportunityIndexPage, OpportunityPage
from reimbursement.models import Budget
from reimbursement.years import in_words, year_of
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.reimbursement import BudgetFactory, PolicyFactory

from .test_editor import WORDS, create_url, edit_url, in_group, said, signed_in

pytestmark = pytest.mark.django_db

SAVED = "is saved and not published yet. Please read what stands"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def publisher():
    return signed_in(in_group("Comms publisher"))


def opportunity(amount="120", *, days=20, **facts):
    """Four experts for three hours, and the budget that pays for them."""
    PolicyFactory()
    starts = timezone.now() + datetime.timedelta(days=days)
    service = ServiceFactory(cost_centre="4010")
    facts = {"category": Category.EXPERT, "capacity": 4, "title": "Choose a name"} | facts
    made = OpportunityFactory(service=service, **facts)
    ends = starts + datetime.timedelta(hours=3)
    made.activities.add(ActivityFactory(service=service, starts_at=starts, ends_at=ends))
    year = year_of(timezone.localdate(starts))
    BudgetFactory(service=service, year=year, amount=Decimal(amount))
    return made


def warning():
    budget = Budget.objects.get()
    return (
        f"The budget of cost centre 4010 for {in_words(budget.year)} has £120.00 left. 4 people "
        "for 3 hours come to about £300.00."
    )


def sent(page, **extra):
    return {"title": page.title, "opportunity": page.opportunity_id, **WORDS, **extra}


def test_it_stands_beside_the_facts_for_whoever_writes_and_whoever_publishes(publisher):
    page = OpportunityPageFactory(opportunity=opportunity(), live=False)

    for client in (publisher, signed_in(in_group("Comms editor"))):
        words = said(client.get(edit_url(page)))
        assert warning() in words
        assert "You can publish. Talk to the budget holder first." in words


def test_whoever_has_read_it_publishes(publisher):
    page = OpportunityPageFactory(opportunity=opportunity(), live=False)
    html = publisher.get(edit_url(page)).content.decode()
    assert '<input type="hidden" name="warned" value="yes">' in html

    publisher.post(edit_url(page), sent(page, warned="yes", **{"action-publish": "yes"}))

    page.refresh_from_db()
    assert page.live


def test_a_page_made_and_published_in_one_go_is_saved_and_asks_to_read_first(publisher):
    made = opportunity()
    data = {"title": "Choose a name", "opportunity": made.pk, **WORDS, "action-publish": "yes"}

    response = publisher.post(create_url(), data)

    page = OpportunityPage.objects.get()
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Choose a name")
    assert response.url == edit_url(page)
    assert SAVED in str(*get_messages(response.wsgi_request))
    assert warning() in said(publisher.get(edit_url(page)))


def test_facts_that_changed_while_the_editor_was_open_are_read_first(publisher):
    made = opportunity("1000")
    page = OpportunityPageFactory(opportunity=made, live=False)
    assert 'name="warned"' not in publisher.get(edit_url(page)).content.decode()
    Budget.objects.update(amount=120)
    new = sent(page, summary="A better summary", **{"action-publish": "yes"})

    response = publisher.post(edit_url(page), new)

    page.refresh_from_db()
    assert (page.live, response.url) == (False, edit_url(page))
    assert page.get_latest_revision_as_object().summary == "A better summary"


def test_a_live_page_stays_as_it_is_until_the_warning_is_read(publisher):
    page = OpportunityPageFactory(opportunity=opportunity())
    new = sent(page, summary="A better summary", purpose=rich_text("<p>New</p>"))

    publisher.post(edit_url(page), new | {"action-publish": "yes"})
    page.refresh_from_db()
    assert (page.live, page.summary) == (True, "Tell us which name you like best.")

    publisher.post(edit_url(page), new | {"action-publish": "yes", "warned": "yes"})
    page.refresh_from_db()
    assert (page.live, page.summary) == (True, "A better summary")


@pytest.mark.parametrize("below", [False, True])
def test_pages_published_together_show_it_before_the_button(publisher, below):
    page = OpportunityPageFactory(opportunity=opportunity(), live=False)
    OpportunityPageFactory(live=False)
    chosen = OpportunityIndexPage.objects.get() if below else page
    url = f"/admin/bulk/wagtailcore/page/publish/?id={chosen.pk}&next=/admin/"

    words = said(publisher.get(url))

    assert f"Choose a name: {warning()}" in words
    assert words.count("Before you publish") == 1


def test_pages_without_warnings_are_published_together_as_ever(publisher):
    page = OpportunityPageFactory(live=False)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/"

    words = said(publisher.get(url))

    assert "Are you sure you want to publish these pages?" in words
    assert "Before you publish" not in words


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": "300"},
        {"category": Category.OPEN_ACCESS},
        {"status": Opportunity.Status.CANCELLED},
        {"status": Opportunity.Status.CLOSED},
        {"status": Opportunity.Status.FILLED},
        {"days": -2, "amount": "0"},
    ],
)
def test_where_nothing_is_to_be_paid_or_all_is_covered_nothing_is_said(publisher, facts):
    page = OpportunityPageFactory(opportunity=opportunity(**facts))

    words = said(publisher.get(edit_url(page)))

    assert "Facts of the opportunity" in words
    assert "Before you publish" not in words
    publisher.post(edit_url(page), sent(page, summary="New", **{"action-publish": "yes"}))
    page.refresh_from_db()
    assert page.summary == "New"


def test_who_has_a_place_already_is_not_asked_for_again(publisher):
    page = OpportunityPageFactory(opportunity=opportunity(places_taken=2), live=False)

    assert "2 people for 3 hours come to about £150.00." in said(publisher.get(edit_url(page)))


def test_the_cost_centre_is_that_of_the_opportunity(publisher):
    page = OpportunityPageFactory(opportunity=opportunity(cost_centre="GRANT-1"), live=False)
    assert "Before you publish" not in said(publisher.get(edit_url(page)))
    Opportunity.objects.update(cost_centre="")

    assert warning() in said(publisher.get(edit_url(page)))


def test_a_schedule_that_has_come_due_asks_nobody():
    page = OpportunityPageFactory(opportunity=opportunity(), live=False)
    page.go_live_at = timezone.now() - datetime.timedelta(minutes=1)

    page.save_revision().publish()

    assert OpportunityPage.objects.get().live


def test_a_publisher_who_approves_has_the_warning_before_them(publisher):
    page = OpportunityPageFactory(opportunity=opportunity(), live=False)
    page.save_revision()
    editor = signed_in(in_group("Comms editor"))
    editor.post(edit_url(page), sent(page, **{"action-submit": "yes"}))
    page.refresh_from_db()
    task = page.current_workflow_task_state
    assert warning() in said(publisher.get(edit_url(page)))

    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    publisher.post(approve, {"comment": ""})

    page.refresh_from_db()
    assert page.live
