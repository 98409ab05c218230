"""What someone said becomes a published story, and a member who follows its topic hears of it."""

import re

import pytest
from django.contrib.auth.models import Group

from feedback.models import Following, Point, StoryIndexPage, StoryPage
from outbox.models import Message
from tests.browser import (
    DESKTOP,
    PHONE,
    assert_keyboard_leads_through,
    follow,
    look,
    on_every_screen,
    on_screens,
    press,
    settle,
    shoot,
    sign_in,
    tab,
    tab_to,
)
from tests.factories.feedback import (
    ActionFactory,
    PointFactory,
    StoryPageFactory,
    ThemeFactory,
)
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.journey

WORDS = {
    "you_said": "You never hear what came of your ideas.",
    "what_it_means": "You will get a letter.",
}


def someone_in(group, email):
    user = UserFactory(email=email, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return email


def fill_date(page, name, day, month, year):
    for part, number in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def write(page, field, words):
    """Write into one of Wagtail's rich text fields."""
    page.locator(f"#panel-child-content-{field}-section [contenteditable=true]").click()
    page.keyboard.type(words)
    page.wait_for_function(
        "([name, words]) => document.getElementsByName(name)[0].value.includes(words)",
        arg=[field, words],
    )


def choose_action(page, name):
    """Press one of the actions behind the arrow beside Wagtail's save button."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=name).click()


@on_every_screen
def test_the_team_writes_down_what_was_said_and_what_is_done(page, screen):
    ServiceFactory(name="Example Service")
    team = someone_in("PE team", "pe.team@example.org")

    # Given someone of the team who writes down what was said, with a name in it
    sign_in(page, team, go_to="/admin/points/")
    look(page, "desk-points-empty")
    press(page, "Write down what someone said")
    page.get_by_label("What was said?").fill("My nurse Jacqueline never told me what happened.")
    page.get_by_label("A carer", exact=True).check()
    page.get_by_label("A café", exact=True).check()
    fill_date(page, "heard_date", 31, 4, 2026)
    press(page, "Save")
    look(page, "point-add-error")
    fill_date(page, "heard_date", 30, 4, 2026)
    page.get_by_label("What is it about?").select_option(label="Being kept informed")
    page.get_by_label("How many people").fill("12")
    look(page, "point-add")
    press(page, "Save")

    # Then they are told in a plain sentence what may say who someone is
    assert page.get_by_text("a name (“Jacqueline”)").is_visible()
    look(page, "point-show-name")

    # When they take the name out and write down an answer
    press(page, "Change this")
    page.get_by_label("What was said?").fill("Nobody told me what happened.")
    press(page, "Save")
    press(page, "Add an answer")
    page.get_by_label("What is it?").fill("A letter to everyone who shared an idea")
    page.get_by_label("We will, by a day").check()
    press(page, "Save")
    look(page, "action-add-error")
    fill_date(page, "due_date", 31, 3, 2099)
    press(page, "Save")
    assert page.get_by_text("We will, by 31 March 2099:").is_visible()
    look(page, "point-show")
    follow(page.get_by_role("link", name="A letter to everyone"))
    look(page, "action-edit")
    press(page, "It still stands as it is written")
    look(page, "desk-actions")

    point = Point.objects.get()
    assert (point.may_identify, point.actions.get().status) == (False, "will")


@on_screens(PHONE, DESKTOP)
def test_the_team_needs_no_mouse(page, screen):
    flagged = PointFactory(words="My nurse Jacqueline was kind.", may_identify=True)
    action = ActionFactory(points=[flagged])
    team = someone_in("PE team", "pe.team@example.org")
    sign_in(page, team)

    # Each screen can be walked through from top to bottom
    point = f"/admin/feedback/points/{flagged.pk}/"
    answer = f"/admin/feedback/actions/{action.pk}/"
    for address in ["/admin/points/", "/admin/actions/", point, answer]:
        page.goto(address)
        assert_keyboard_leads_through(page)

    # Buttons that stand side by side, or one above the other, are in line
    page.goto(point)
    change, clear = (
        page.get_by_role("button", name=name).bounding_box()
        for name in ("Change this", "These words identify nobody")
    )
    side = "y" if screen is DESKTOP else "x"
    assert (change[side], change["height"]) == (clear[side], clear["height"])

    # What is wrong is said first, and leads to where it can be mended
    page.goto("/admin/feedback/new-point/")
    settle(page)
    tab_to(page, "What was said?")
    page.keyboard.type("Nobody told me what happened.")
    tab_to(page, "A patient")
    page.keyboard.press("ArrowDown")
    tab_to(page, "What is it about?")
    page.keyboard.type("Being kept")
    tab_to(page, "Save")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settle(page)
    assert tab(page) == '- link "Select where it comes from"'
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    tab_to(page, "Save")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    written = Point.objects.get(words="Nobody told me what happened.")
    assert (written.role, written.source_kind) == ("carer", "cafe")

    # And what was written down by mistake can be deleted, after one more question
    settle(page)
    tab_to(page, "Delete this")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "point-delete")
    tab_to(page, "Delete it")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settle(page)
    assert page.get_by_text(f"{written} is deleted.").is_visible()
    assert not Point.objects.filter(pk=written.pk).exists()


@on_screens(PHONE, DESKTOP)
def test_an_editor_needs_no_mouse(page, screen, settings):
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    draft = StoryPageFactory(live=False)
    editor = someone_in("Comms editor", "editor@example.org")
    sign_in(page, editor, go_to=f"/admin/pages/{draft.pk}/edit/")

    # Each place to write in has the name that stands above it
    tab_to(page, 'textbox "Summary')
    tab_to(page, 'textbox "You said"')

    # Escape leads out of the chooser of links, back to the words, and changes nothing
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_text("Choose a page").wait_for()
    tab_to(page, "Close")
    page.keyboard.press("Escape")
    page.locator('[role=textbox][aria-labelledby="id_you_said-label"]:focus').wait_for()
    assert page.get_by_role("dialog").count() == 0

    # And out of the menu of actions, back to the button that opened it
    tab_to(page, 'textbox "What it means"')
    tab_to(page, "More actions")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Submit to").wait_for()
    tab(page)
    page.keyboard.press("Escape")
    page.locator("footer [data-w-dropdown-target=toggle]:focus").wait_for()


def test_a_point_becomes_a_published_story(page, another_page, settings):
    # Wagtail saves by itself half a second after a key: hands are slower than that, a test is not.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0

    # Given what was said, with a promise, and an editor who begins a story about it
    point = PointFactory(words="Nobody told me.", theme__code="kept-informed")
    promise = StoryPageFactory(points=[point], live=False, title="Other").actions.get()
    index = StoryIndexPage.objects.get()
    editor = someone_in("Comms editor", "editor@example.org")
    sign_in(page, editor, go_to=f"/admin/pages/add/feedback/storypage/{index.pk}/?point={point.pk}")
    page.get_by_role("textbox", name="Title*").fill("Telling you what happened")
    page.get_by_role("textbox", name="Summary*").fill("You asked what happens with your ideas.")
    for field, words in WORDS.items():
        write(page, field, words)
    shoot(page, "story-editor")
    choose_action(page, re.compile("Submit to"))
    page.get_by_text("submitted for moderation").wait_for(timeout=30_000)

    # When a publisher reads and publishes it
    draft = StoryPage.objects.get(title="Telling you what happened")
    assert [*draft.points.all(), *draft.actions.all()] == [point, promise]
    desk = another_page()
    publisher = someone_in("Comms publisher", "publisher@example.org")
    sign_in(desk, publisher, go_to=f"/admin/pages/{draft.pk}/edit/")
    choose_action(desk, "Approve and Publish")
    desk.wait_for_url(f"**/admin/pages/{index.pk}/")

    # Then everyone reads a promise as a promise
    visitor = another_page()
    visitor.goto("/you-said-we-did/")
    follow(visitor.get_by_role("link", name="Telling you what happened"))
    assert visitor.get_by_role("heading", name=re.compile("^We will, by ")).is_visible()
    assert visitor.get_by_role("heading", name="We did").count() == 0
    look(visitor, "story-page")


@on_every_screen
def test_a_member_follows_the_topic_of_a_story_and_hears_of_the_next(page, screen):
    # Given a story, and a member who reads it without being signed in
    theme = ThemeFactory(code="parking")
    member = MemberFactory(person__signs_in=True, person__email="sam@example.org")
    StoryPageFactory(title="A sign at the car park", points=[PointFactory(theme=theme)])
    page.goto("/you-said-we-did/")
    look(page, "stories")
    follow(page.get_by_role("link", name="A sign at the car park"))
    look(page, "story")

    # When they follow its topic, signing in on the way
    follow(page.get_by_role("link", name="Follow the topic “Parking”"))
    look(page, "topic-start")
    assert not Following.objects.exists()
    sign_in(page, "sam@example.org", go_to="/my-involvement/topics/parking/")
    look(page, "topic-follow")
    press(page, "Follow this topic")
    look(page, "topic-list")
    page.goto("/my-involvement/")
    look(page, "my-involvement-topics")
    assert page.get_by_role("heading", name="Topics you follow").is_visible()

    # Then they are told of the next story on it, once
    draft = StoryPageFactory(
        title="More parking spaces", live=False, points=[PointFactory(theme=theme)]
    )
    draft.save_revision().publish()
    draft.save_revision().publish()
    told = Message.objects.get(person=member.person)
    link = re.search(r"https?://[^/]+(/topics/stop/\S+)", told.body)[1]

    # And stop by the link, without signing in
    page.context.clear_cookies()
    page.goto(link)
    look(page, "topic-leave")
    press(page, "Stop following")
    look(page, "topic-left")
    assert not Following.objects.exists()


@on_every_screen
def test_the_team_lets_a_member_follow_who_asked_by_post(page):
    ThemeFactory(code="parking")
    person = PersonFactory(name="Dorothy Post", by_post=True)
    MemberFactory(person=person)

    sign_in(page, someone_in("PE team", "team@example.org"), f"/admin/people/{person.reference}/")
    follow(page.get_by_role("link", name="Change the topics that they follow"))
    look(page, "topics-of-member")
    press(page, "Follow this topic")
    assert "Choose a topic" in page.get_by_role("main").inner_text()
    page.get_by_label("Which topic would they like to follow?").select_option("parking")
    press(page, "Follow this topic")
    look(page, "topics-of-member-followed")
    assert Following.objects.get().person == person
    follow(page.get_by_role("link", name="Go back"))
    look(page, "member-with-topics")
    follow(page.get_by_role("link", name="Change the topics that they follow"))
    press(page, re.compile("Stop following"))

    assert not Following.objects.exists()
