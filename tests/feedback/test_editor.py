"""Editors write stories beside the facts; nothing incomplete or identifying is ever published."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from feedback.models import StoryIndexPage, StoryPage
from feedback.permissions import why_not_publish
from tests.factories.feedback import ActionFactory, PointFactory, StoryPageFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db

WORDS = {
    "summary": "You asked what happens with your ideas.",
    "you_said": rich_text("<p>You never hear back.</p>"),
    "what_it_means": rich_text("<p>You will get a letter.</p>"),
}
FACTS = ["something that people said", "something that is done about it"]


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
    index = StoryIndexPage.objects.get()
    return reverse("wagtailadmin_pages:add", args=["feedback", "storypage", index.pk])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form(point, action, **more):
    chosen = {"points": [point.pk], "actions": [action.pk]}
    return {"title": "Ideas", "slug": "ideas", **WORDS, **chosen, **more}


def test_a_story_is_published_by_a_publisher(publisher):
    action = ActionFactory()
    point = action.points.get()

    publisher.post(create_url(), form(point, action, **{"action-publish": "yes"}))

    story = StoryPage.objects.get()
    assert (story.live, list(story.points.all()), list(story.actions.all())) == (
        True,
        [point],
        [action],
    )


def test_a_draft_may_be_empty_and_is_refused_only_when_it_is_sent_on(editor):
    editor.post(create_url(), {"title": "Ideas", "slug": "ideas", "summary": "x"})
    story = StoryPage.objects.get()
    assert story.live is False

    response = editor.post(
        edit_url(story), {"title": "Ideas", "slug": "ideas", "summary": "x", "action-submit": "1"}
    )

    said = response.content.decode()
    assert "This cannot be published yet. Missing: you said, what it means, " in said
    assert "This needs words before the page can be published." in said


def test_a_link_from_a_point_chooses_it_and_its_answers(editor):
    action = ActionFactory()
    point = action.points.get()

    html = editor.get(f"{create_url()}?point={point.pk}").content.decode()

    assert f'name="points" value="{point.pk}"' in html
    assert html.count(' value="1" checked') + html.count("checked") >= 2
    response = editor.get(f"{create_url()}?point={'9' * 40}")
    assert (response.status_code, "Traceback" in response.text) == (200, False)


def test_only_what_identifies_nobody_is_offered(editor):
    PointFactory(words="Plain words.")
    PointFactory(words="Dr Quill was kind.", may_identify=True)
    PointFactory(words="Dr Who is on television.", may_identify=True, cleared_at=timezone.now())

    html = editor.get(create_url()).content.decode()

    assert ("Plain words." in html, "Dr Who" in html, "Dr Quill" in html) == (True, True, False)


def test_facts_are_shown_as_the_public_reads_them(editor):
    story = StoryPageFactory(live=False, summary="Dr Quill will write.")

    html = editor.get(edit_url(story)).content.decode()

    assert "<strong>We will, by " in html
    assert "Only a publisher of the communications team can publish this page." in html
    assert "Please read the words of this story again." in html
    assert "“Quill”" in html


def test_what_a_story_lacks_is_named():
    page, named = StoryPageFactory(live=False), PointFactory(words="My nurse Jacqueline was kind.")
    page.what_it_means = "<p>Look at what we did.</p>"
    page.points = [named]

    assert page.missing() == [
        f"that {named} says nothing of who someone is",
        "words without “we did”: nothing here is done yet",
    ]

    page.points, page.actions, page.what_it_means = [], [], ""

    assert page.missing() == ["what it means", FACTS[0], f"{FACTS[1]}, or why it cannot be done"]


def test_a_name_that_became_known_meanwhile_is_found():
    point = PointFactory(words="Zygmunt was kind to me.")
    page = StoryPageFactory(live=False, points=[point])
    assert page.why_incomplete() is None

    MemberFactory(person__name="Zygmunt Quill")

    assert page.missing() == [f"that {point} says nothing of who someone is"]

    point.cleared_at = timezone.now()
    point.save()
    page = StoryPage.objects.get()
    assert page.why_incomplete() is None


def test_words_may_say_we_did_once_something_is_done():
    page = StoryPageFactory(live=False, title="What we did", actions=[ActionFactory(status="done")])

    assert page.missing() == []


def test_the_same_sentence_tells_publishers_and_editors_why_not():
    page = StoryPageFactory(live=False)
    page.points = []

    assert why_not_publish(in_group("Comms editor"), page) == (
        "Only a publisher of the communications team can publish this page."
    )
    assert why_not_publish(in_group("Comms publisher"), page) == page.why_incomplete()
    assert page.why_incomplete().endswith("Missing: something that people said.")
