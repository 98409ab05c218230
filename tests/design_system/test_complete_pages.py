"""One rule for the pages of every room: what lacks something is published in no way."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import get_page_models

from design_system.complete_pages import CannotPublish, CompletePage
from tests.factories.cafes import CafePageFactory
from tests.factories.feedback import StoryPageFactory
from tests.factories.opportunities import OpportunityPageFactory, days_from_now

pytestmark = pytest.mark.django_db

FACTORIES = [OpportunityPageFactory, CafePageFactory, StoryPageFactory]


def publish_a_revision(page):
    page.save_revision(clean=False).publish()


def publish_by_the_page(page):
    page.publish(page.save_revision(clean=False))


def publish_by_wagtails_action(page):
    PublishPageRevisionAction(page.save_revision(clean=False)).execute()


def save_as_live(page):
    page.live = True
    page.save()


of_every_type = pytest.mark.parametrize(
    "factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__
)
in_every_way = pytest.mark.parametrize(
    "publish",
    [publish_a_revision, publish_by_the_page, publish_by_wagtails_action, save_as_live],
)


def is_live(page):
    return type(page).objects.get(pk=page.pk).live


def test_no_page_type_is_left_out():
    complete = {model for model in get_page_models() if issubclass(model, CompletePage)}

    assert complete == {factory._meta.model for factory in FACTORIES}


@in_every_way
@of_every_type
def test_what_lacks_words_is_published_in_no_way(factory, publish):
    page = factory(live=False)
    lacking = page.NEEDED_WORDS[1]
    setattr(page, lacking, "<p>&nbsp;</p><p><br/></p>")

    with pytest.raises(CannotPublish) as refused:
        publish(page)

    assert str(refused.value) == (
        f"“{page.title}” cannot be published yet. Missing: {lacking.replace('_', ' ')}."
    )
    assert is_live(page) is False


@in_every_way
@of_every_type
def test_what_lacks_facts_is_published_in_no_way(factory, publish, monkeypatch):
    page = factory(live=False)
    monkeypatch.setattr(type(page), "missing_facts", lambda page: ["the moon", "the stars"])

    with pytest.raises(CannotPublish, match=r"yet\. Missing: the moon, the stars\.$"):
        publish(page)

    assert is_live(page) is False


@in_every_way
@of_every_type
def test_what_is_complete_is_published_in_every_way(factory, publish):
    page = factory(live=False)

    publish(page)

    assert is_live(page) is True


@of_every_type
def test_a_schedule_that_comes_due_too_early_is_cancelled_and_stops_no_other(factory):
    half, whole = factory(live=False), factory(live=False)
    due = timezone.now() - datetime.timedelta(minutes=1)
    for page in (half, whole):
        page.go_live_at = days_from_now(1)
        page.save_revision().publish()
        revision = page.get_latest_revision()
        revision.content["go_live_at"] = due.isoformat()
        if page is half:
            revision.content[page.NEEDED_WORDS[1]] = ""
        revision.approved_go_live_at = due
        revision.save()

    call_command("publish_scheduled")

    assert [is_live(page) for page in (half, whole)] == [False, True]
    assert half.scheduled_revision is None
