"""Editors draft words beside the facts; nothing incomplete is ever published, by any way."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from opportunities.models import Opportunity, OpportunityIndexPage, OpportunityPage
from opportunities.permissions import why_not_publish
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory, days_from_now
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db

WORDS = {
    "summary": "Tell us which name you like best.",
    "purpose": rich_text("<p>The new building needs a name.</p>"),
    "what_you_would_do": rich_text("<p>Read a short list.</p>"),
    "payment_and_expenses": rich_text("<p>We pay your travel.</p>"),
    "support_and_access": rich_text("<p>Step-free.</p>"),
    "how_you_will_hear_back": rich_text("<p>We write to you.</p>"),
}
NOTHING = {name: rich_text("") for name in WORDS} | {"summary": ""}


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def in_group(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def editor():
    return signed_in(in_group("Comms editor"))


@pytest.fixture
def publisher():
    return signed_in(in_group("Comms publisher"))


def create_url():
    index = OpportunityIndexPage.objects.get()
    return reverse("wagtailadmin_pages:add", args=["opportunities", "opportunitypage", index.pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def incomplete_page(**kwargs):
    """A draft without words, about facts that are being prepared."""
    empty = dict.fromkeys(WORDS, "")
    return OpportunityPageFactory(opportunity__draft=True, live=False, **empty | kwargs)


def said(response):
    """The words of a page of the back office, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


# --- Drafting ----------------------------------------------------------------------------------
def test_a_draft_needs_no_more_than_a_title_and_an_opportunity(editor):
    opportunity = OpportunityFactory(draft=True, title="Help choose a name")

    editor.post(create_url(), {"title": "Choose a name", "opportunity": opportunity.pk, **NOTHING})

    page = OpportunityPage.objects.get()
    assert (page.title, page.live, page.slug) == ("Choose a name", False, opportunity.slug)


def test_only_opportunities_without_a_page_are_offered_by_title_and_reference(editor):
    taken = OpportunityPageFactory().opportunity
    free = OpportunityFactory(title="Try a survey")

    form = editor.get(create_url()).context["form"]

    assert list(form.fields["opportunity"].choices)[1:] == [
        (free.pk, f"Try a survey ({free.reference})")
    ]
    again = editor.post(create_url(), {"title": "Again", "opportunity": taken.pk, **NOTHING})
    assert OpportunityPage.objects.count() == 1
    assert "Select a valid choice" in said(again)


def test_a_link_from_an_opportunity_starts_its_page(editor):
    free, taken = OpportunityFactory(title="Try a survey"), OpportunityPageFactory().opportunity

    started = editor.get(f"{create_url()}?opportunity={free.pk}").context["form"]
    refused = editor.get(f"{create_url()}?opportunity={taken.pk}").context["form"]

    assert (started["opportunity"].value(), started["title"].value()) == (free.pk, "Try a survey")
    assert refused["opportunity"].value() is None


def test_a_page_keeps_its_opportunity(editor):
    page, other = incomplete_page(), OpportunityFactory()

    editor.post(edit_url(page), {"title": "New title", "opportunity": other.pk, **NOTHING})

    draft = OpportunityPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.opportunity) == ("New title", page.opportunity)


def test_the_address_follows_the_opportunity(editor):
    page = incomplete_page()
    Opportunity.objects.filter(pk=page.opportunity_id).update(slug="a-better-address")

    editor.post(
        edit_url(page),
        {"title": "New", "slug": "mine", "opportunity": page.opportunity_id, **NOTHING},
    )

    page.refresh_from_db()
    assert page.slug == "a-better-address"


def test_a_live_page_may_have_a_draft_with_gaps(editor):
    page = OpportunityPageFactory()

    editor.post(edit_url(page), {"title": page.title, **NOTHING})

    live = OpportunityPage.objects.get()
    assert (live.live, live.summary) == (True, WORDS["summary"])
    assert live.get_latest_revision_as_object().summary == ""


def test_a_page_with_gaps_can_be_previewed(editor):
    page = incomplete_page()
    page.save_revision(clean=False)

    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert (draft.status_code, page.title in draft.content.decode()) == (200, True)


@pytest.mark.parametrize("chosen", [True, False])
def test_a_new_page_can_be_previewed_once_its_opportunity_is_chosen(editor, chosen):
    opportunity = OpportunityFactory(draft=True).pk if chosen else ""
    kinds = ["opportunities", "opportunitypage", OpportunityIndexPage.objects.get().pk]
    preview = reverse("wagtailadmin_pages:preview_on_add", args=kinds)

    sent = editor.post(preview, {"title": "A new page", "opportunity": opportunity, **NOTHING})
    shown = editor.get(preview)

    assert sent.json()["is_available"] is chosen
    assert (shown.status_code, "A new page</h1>" in shown.content.decode()) == (200, chosen)


# --- Facts beside the words --------------------------------------------------------------------
def test_the_editor_sees_the_facts_and_what_is_missing(editor):
    page = incomplete_page()

    words = said(editor.get(edit_url(page)))

    assert "State of the facts Facts being prepared" in words
    assert "the day it closes" in words
    assert "how you will hear back" in words
    assert "The Patient Experience team and the service" in words
    assert "Change the facts" not in words


def test_who_may_change_facts_is_led_there():
    page = incomplete_page()
    lead = in_group("Comms editor")
    ServiceRoleFactory(user=lead, service=page.opportunity.service)

    html = signed_in(lead).get(edit_url(page)).content.decode()

    assert f'<a href="/admin/opportunities/{page.opportunity.slug}/facts/">Change the' in html


def test_an_old_version_never_brings_old_facts_back():
    page = OpportunityPageFactory()
    old = page.save_revision()
    Opportunity.objects.filter(pk=page.opportunity_id).update(title="Newer", capacity=9)
    page.summary = "Newer words"
    page.save_revision().publish()

    old.publish()

    page = OpportunityPage.objects.get()
    assert page.summary == WORDS["summary"]
    assert (page.opportunity.title, page.opportunity.capacity) == ("Newer", 9)


# --- Publishing --------------------------------------------------------------------------------
def test_why_not_publish_names_all_that_is_missing():
    page = incomplete_page(title="Choose a name", summary="Some words")
    user = in_group("Comms publisher")

    assert why_not_publish(user, page) == (
        "“Choose a name” cannot be published yet. Missing: purpose, what you would do, payment "
        "and expenses, support and access, how you will hear back, the kind of activity, the level "
        "of involvement, the category, where it happens, how much time it takes, how many places "
        "there are, the day it opens, the day it closes, that its facts are marked as ready."
    )
    assert why_not_publish(user, OpportunityPageFactory()) is None


def test_an_editor_does_not_publish():
    page = OpportunityPageFactory(live=False)

    assert why_not_publish(in_group("Comms editor"), page) == (
        "Only a publisher of the communications team can publish this page."
    )


def test_a_complete_page_is_published_in_one_go(publisher):
    opportunity = OpportunityFactory()
    data = {"title": "Choose a name", "opportunity": opportunity.pk, **WORDS}

    publisher.post(create_url(), {**data, "action-publish": "yes"})

    page = OpportunityPage.objects.get()
    assert (page.live, page.url) == (True, f"/opportunities/{opportunity.slug}/")


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_editors_form_refuses_and_keeps_what_was_written(publisher, action):
    page = incomplete_page()
    data = {"title": "Kept title", **NOTHING, "summary": "Some words", action: "yes"}

    response = publisher.post(edit_url(page), data)

    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (False, False)
    assert "Missing: purpose, what you would do" in said(response)
    assert "that its facts are marked as ready" in said(response)
    assert "Kept title" in response.content.decode()
    assert response.context["form"].errors["purpose"] == [
        "This needs words before the page can be published."
    ]


def test_publishing_later_is_refused_at_once(publisher):
    page = incomplete_page()
    later = timezone.localtime(days_from_now(2)).strftime("%Y-%m-%d %H:%M")
    data = {"title": page.title, **NOTHING, "go_live_at": later, "action-publish": "yes"}

    response = publisher.post(edit_url(page), data)

    assert "This cannot be published yet." in said(response)
    assert page.scheduled_revision is None


@pytest.mark.parametrize("descendants", [False, True])
def test_publishing_many_is_refused_in_one_sentence(publisher, descendants):
    whole, half = OpportunityPageFactory(live=False), incomplete_page(title="Half a page")
    whole.save_revision()
    half.save_revision(clean=False)
    chosen = [OpportunityIndexPage.objects.get()] if descendants else [whole, half]
    ids = "&".join(f"id={page.pk}" for page in chosen)
    url = f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/"

    response = publisher.post(
        url, {"include_descendants": "on"} if descendants else {}, follow=True
    )

    assert [page.live for page in OpportunityPage.objects.all()] == [False, False]
    assert "“Half a page” cannot be published yet. Missing: summary, purpose" in said(response)


def test_approving_is_refused_if_facts_went_back_meanwhile(editor, publisher):
    page = OpportunityPageFactory(live=False, title="Choose a name")
    page.save_revision()
    editor.post(edit_url(page), {"title": page.title, **WORDS, "action-submit": "yes"})
    page.refresh_from_db()
    task = page.current_workflow_task_state
    Opportunity.objects.update(status=Opportunity.Status.DRAFT, closes_at=None)

    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    response = publisher.post(approve, {"comment": ""}, follow=True)

    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert "Missing: the day it closes, that its facts are marked as ready." in said(response)


# --- One page for one opportunity --------------------------------------------------------------
def test_a_page_is_not_copied(publisher):
    page = OpportunityPageFactory()
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])

    response = publisher.post(
        copy,
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk},
        follow=True,
    )

    assert "you do not have permission" in said(response)
    assert OpportunityPage.objects.count() == 1
    assert copy not in publisher.get(edit_url(page)).content.decode()


def test_the_pages_that_the_site_stands_on_stay():
    administrator = UserFactory(is_staff=True, is_superuser=True)
    home, index = Page.objects.get(depth=2), OpportunityIndexPage.objects.get()

    for page in (home, index):
        may = page.permissions_for_user(administrator)
        assert (may.can_edit(), may.can_publish()) == (True, True)
        taken_away = [may.can_delete(), may.can_unpublish(), may.can_move(), may.can_copy()]
        assert taken_away == [False] * 4
