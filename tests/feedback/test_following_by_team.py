"""A member without a login follows a topic: they ring or write, and the PE team does it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from feedback import cards
from feedback.models import Following, StoryPage, Theme
from outbox.models import Message
from people import slots
from people.actions import leave_register
from tests.factories.feedback import (
    FollowingFactory,
    PointFactory,
    StoryPageFactory,
    ThemeFactory,
)
from tests.factories.people import MemberFactory, PersonFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return Theme.objects.get(code="parking")


@pytest.fixture
def member():
    """By post, and without a login."""
    return MemberFactory(person=PersonFactory(name="Dorothy", by_post=True))


@pytest.fixture
def colleague():
    colleague = UserFactory(is_staff=True)
    colleague.groups.add(Group.objects.get(name="PE team"))
    return colleague


@pytest.fixture
def team(colleague, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    return signed_in(colleague)


def topics_of(member):
    return reverse("feedback:following-add", args=[member.person.reference])


def main(response):
    soup = BeautifulSoup(response.content, "html.parser").main
    return " ".join(soup.get_text(" ").split())


def errors(response):
    return [list(messages) for messages in response.context["form"].errors.values()]


def test_the_team_follows_for_a_member_who_then_gets_a_letter(team, theme, member, colleague):
    page = team.post(topics_of(member), {"theme": theme.code}, follow=True)

    assert f"{member} follows “{theme.label}”." in main(page)
    following = Following.objects.get()
    assert (following.person, following.theme) == (member.person, theme)
    entry = ModelLogEntry.objects.for_instance(following).get()
    assert (entry.action, entry.user) == ("feedback.follow", colleague)
    story = StoryPageFactory(live=False, points=[PointFactory(theme=theme)], title="A sign")
    story.save_revision().publish()
    assert StoryPage.objects.get().live
    assert (Message.objects.get().channel, Message.objects.get().person) == ("post", member.person)


def test_the_same_twice_is_once_and_the_second_time_it_is_not_offered(team, theme, member):
    for _ in range(2):
        response = team.post(topics_of(member), {"theme": theme.code})

    assert errors(response) == [["Select one of the answers shown on this page"]]
    assert Following.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="feedback.follow").count() == 1


def test_the_team_stops_it_again(team, theme, member, colleague):
    FollowingFactory(person=member.person, theme=theme)
    stop = reverse("feedback:following-end", args=[member.person.reference, theme.code])
    assert f'action="{stop}"' in team.get(topics_of(member)).content.decode()

    for _ in range(2):
        page = team.post(stop, follow=True)
        assert f"{member} does not follow “{theme.label}” any more." in main(page)

    assert Following.objects.count() == 0
    entry = ModelLogEntry.objects.get(action="feedback.stop_following")
    assert entry.user == colleague


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({}, "Choose a topic"),
        ({"theme": ""}, "Choose a topic"),
        ({"theme": "not-assigned"}, "Select one of the answers shown on this page"),
        ({"theme": "<script>"}, "Select one of the answers shown on this page"),
        ({"theme": "9" * 10_000}, "Select one of the answers shown on this page"),
        ({"theme": "\x00"}, "Choose a topic"),
    ],
)
def test_what_is_no_topic_is_refused(team, member, answer, sentence):
    assert errors(team.post(topics_of(member), answer)) == [[sentence]]
    assert Following.objects.count() == 0


@pytest.mark.parametrize("reference", ["P-99999", "P-" + "9" * 40, "nobody"])
def test_nobody_is_not_found(team, reference):
    assert team.get(reverse("feedback:following-add", args=[reference])).status_code == 404
    stop = reverse("feedback:following-end", args=[reference, "parking"])
    assert team.post(stop).status_code == 404


def test_who_is_not_on_the_register_has_no_topics(team, member):
    guest = PersonFactory()
    leave_register(member=member, by=None)

    assert team.get(reverse("feedback:following-add", args=[guest.reference])).status_code == 404
    assert "has left the register" in team.get(topics_of(member), follow=True).content.decode()
    assert team.post(topics_of(member), {"theme": "parking"}).status_code == 403


def test_the_page_of_a_member_tells_what_they_follow_and_leads_there(
    team, theme, member, colleague
):
    assert cards.for_the_team in set(slots.member_page)
    address = reverse("people:member-show", args=[member.person.reference])
    assert "Topics they follow None yet." in main(team.get(address))

    FollowingFactory(person=member.person, theme=theme)

    page = team.get(address)
    assert f"Topics they follow {theme.label}" in main(page)
    assert f'href="{topics_of(member)}"' in page.content.decode()
    assert cards.for_the_team(member, UserFactory()) is None


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_pages_cost_the_same_for_none_and_for_many(
    team, member, colleague, number, django_assert_num_queries
):
    for _ in range(number):
        FollowingFactory(person=member.person, theme=ThemeFactory())
    team.get(topics_of(member))

    with django_assert_num_queries(9):
        team.get(topics_of(member))
    _, card = cards.for_the_team(member, colleague)
    with django_assert_num_queries(1):
        assert len(card["themes"]) == number
