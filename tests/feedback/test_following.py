"""Following a topic: once told of each story, ended by a link, gone with whoever leaves."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from feedback import actions, unfollowing
from feedback.cards import topics
from feedback.models import Following, StoryPage, Theme
from outbox.models import Message
from people.actions import erase_person, export_person, leave_register, merge_people
from people.personal_data import models_without_handler
from tests.factories.feedback import (
    FollowingFactory,
    PointFactory,
    StoryPageFactory,
    ThemeFactory,
)
from tests.factories.opportunities import days_from_now
from tests.factories.people import MemberFactory, PersonFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return Theme.objects.get(code="parking")


@pytest.fixture
def member():
    return MemberFactory(person__signs_in=True)


def draft(*themes, **facts):
    return StoryPageFactory(live=False, points=[PointFactory(theme=t) for t in themes], **facts)


def publish(page):
    page.save_revision().publish()
    return StoryPage.objects.get(pk=page.pk)


def told(person):
    return list(Message.objects.filter(person=person).values_list("dedupe_key", flat=True))


# --- Hearing of a story ------------------------------------------------------------------------
def test_a_follower_is_told_once_for_each_story_whatever_its_topics(theme, member):
    person, other = member.person, ThemeFactory(position=99)
    for topic in (other, theme):
        FollowingFactory(person=person, theme=topic)
    story = publish(draft(theme, other, title="A sign"))

    publish(story)

    (message,) = Message.objects.filter(person=person)
    logged = PageLogEntry.objects.filter(action="feedback.tell_followers")
    assert {entry.data["told"] for entry in logged} == {1}
    assert message.subject == "New: A sign"
    assert f"{story.get_url()}\n" in message.body
    following = Following.objects.get(person=person, theme=theme)
    assert unfollowing.path_of(following) in message.body


def test_nobody_else_is_told(theme):
    paused = MemberFactory(
        status="paused", paused_until_date=timezone.localdate() + datetime.timedelta(days=9)
    )
    for person in (paused.person, FollowingFactory(theme=ThemeFactory()).person):
        Following.objects.get_or_create(person=person, theme=theme, defaults={})
    Following.objects.exclude(person=paused.person).filter(theme=theme).delete()
    gone = MemberFactory(status="left").person
    Following.objects.create(person=gone, theme=theme)

    publish(draft(theme))

    assert Message.objects.count() == 0


def test_nobody_is_told_of_a_topic_that_stands_for_none():
    hidden = Theme.objects.get(code="not-assigned")
    FollowingFactory(theme=hidden)

    publish(draft(hidden))

    assert Message.objects.count() == 0


def test_who_follows_later_is_not_told_of_old_stories(theme):
    story = publish(draft(theme))
    late = FollowingFactory(theme=theme).person

    publish(story)

    assert told(late) == []


def test_a_story_that_is_published_by_a_schedule_is_told_too(theme):
    person = FollowingFactory(theme=theme).person
    page = draft(theme)
    page.go_live_at = days_from_now(1)
    page.save_revision().publish()
    assert told(person) == []
    revision = page.get_latest_revision()
    due = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()

    call_command("publish_scheduled")

    assert told(person) == [f"story-{page.pk}-{person}"]


def test_if_telling_fails_nothing_is_published(theme, monkeypatch):
    FollowingFactory(theme=theme)
    page = draft(theme)
    monkeypatch.setattr("feedback.actions.following.story_told", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publish(page)

    assert (StoryPage.objects.get().live, Message.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    ("way", "link"), [({}, True), ({"by_post": True}, False), ({"by_phone": True}, False)]
)
def test_a_letter_and_a_call_say_how_to_stop_without_a_link(theme, way, link):
    person = MemberFactory(person=PersonFactory(**way)).person
    following = FollowingFactory(person=person, theme=theme)

    publish(draft(theme))

    body = Message.objects.get(person=person).body
    assert (unfollowing.path_of(following) in body, "please tell us" in body) == (link, not link)


# --- The member's own pages --------------------------------------------------------------------
def test_a_member_follows_and_stops(theme, member):
    client = signed_in(member.person.user)
    address = reverse("feedback:topic-follow", args=[theme.code])

    client.get(address)
    assert not Following.objects.exists()
    client.post(address)
    client.post(address)
    assert Following.objects.get().person == member.person
    assert "Parking" in client.get(reverse("home:involvement-show")).content.decode()

    client.post(reverse("feedback:topic-unfollow", args=[theme.code]))
    assert not Following.objects.exists()


def test_looking_sets_no_cookie_and_leads_to_signing_in_and_joining(theme):
    client, address = Client(), reverse("feedback:topic-follow", args=[theme.code])

    response = client.get(address)

    assert (response.status_code, response.cookies) == (200, {})
    assert f'href="/accounts/login/?next={address}"' in response.content.decode()
    assert 'href="/join/"' in response.content.decode()


def test_a_button_pressed_after_a_sign_out_is_asked_for_again(theme, member):
    client, address = Client(), reverse("feedback:topic-follow", args=[theme.code])
    assert client.post(address)["Location"] == f"/accounts/login/?next={address}"
    client.force_login(member.person.user)

    response = client.get(address)

    assert "You are signed in now. Press the button again." in response.content.decode()
    assert not Following.objects.exists()


def test_the_link_in_a_message_stops_it_without_signing_in(theme):
    following = FollowingFactory(theme=theme)
    path, client = unfollowing.path_of(following), Client()

    assert "Stop following “Parking”" in client.get(path).content.decode()
    assert Following.objects.exists()
    assert "You do not follow this topic" in client.post(path).content.decode()
    assert not Following.objects.exists()
    assert "You do not follow this topic" in client.get(path).content.decode()


def test_the_link_in_a_message_stops_nothing_else(theme):
    other, following = FollowingFactory(theme=theme), FollowingFactory(theme=theme)

    Client().post(unfollowing.path_of(following))

    assert list(Following.objects.all()) == [other]


def test_a_link_altered_by_a_character_is_not_found(theme):
    path = unfollowing.path_of(FollowingFactory(theme=theme))
    altered = path[:-2] + ("a" if path[-2] != "a" else "b") + "/"

    assert [Client().get(altered).status_code, Client().post(altered).status_code] == [404, 404]
    assert Following.objects.count() == 1


@pytest.mark.parametrize("code", ["nothing", "not-assigned", "x" * 300])
def test_a_topic_that_nobody_can_follow_is_not_found(member, code):
    client = signed_in(member.person.user)

    for name in ("topic-follow", "topic-unfollow"):
        assert client.post(reverse(f"feedback:{name}", args=[code])).status_code == 404


def test_to_follow_and_to_stop_is_each_logged_once(theme, member):
    person, by = member.person, UserFactory()

    following = actions.follow(person=person, theme=theme, by=by)
    assert actions.follow(person=person, theme=theme, by=by) == following
    for _ in range(2):
        actions.stop_following(following=following, by=by)

    entries = ModelLogEntry.objects.filter(action__startswith="feedback.").order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("feedback.follow", by, {"theme": "parking"}),
        ("feedback.stop_following", by, {"theme": "parking"}),
    ]


def test_following_is_for_members(theme, member):
    for person in (PersonFactory(), MemberFactory(status="left").person):
        with pytest.raises(actions.CannotFollow, match="Join us, and you can follow topics"):
            actions.follow(person=person, theme=theme, by=None)
    hidden, person = Theme.objects.get(code="not-assigned"), MemberFactory().person
    with pytest.raises(actions.CannotFollow, match="This topic cannot be followed"):
        actions.follow(person=person, theme=hidden, by=None)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_card_costs_the_same_for_none_and_for_many(number, django_assert_num_queries):
    person = MemberFactory().person
    for _ in range(number):
        FollowingFactory(person=person, theme=ThemeFactory())

    with django_assert_num_queries(1):
        assert len(topics(person.member)[1]["themes"]) == number


# --- Their data --------------------------------------------------------------------------------
def test_no_table_of_this_room_is_without_a_handler():
    assert Following not in models_without_handler()


def test_an_export_tells_what_somebody_follows(theme):
    person = FollowingFactory(theme=theme).person

    (row,) = export_person(person=person, by=None)["following"]

    assert row["topic"] == "Parking"


@pytest.mark.parametrize("go", ["leave", "erase"])
def test_who_goes_follows_nothing_and_is_told_nothing(theme, go):
    person = FollowingFactory(theme=theme).person
    if go == "leave":
        leave_register(member=person.member, by=None)
    else:
        erase_person(person=person, by=None)

    publish(draft(theme))

    assert (Following.objects.count(), Message.objects.filter(purpose="new-story").count()) == (
        0,
        0,
    )


def test_two_entries_of_one_person_follow_what_either_followed(theme):
    kept, other = FollowingFactory(theme=theme).person, ThemeFactory()
    gone = FollowingFactory(theme=theme).person
    FollowingFactory(person=gone, theme=other)
    stranger = FollowingFactory(theme=other).person

    merge_people(kept=kept, gone=gone, by=None)

    assert set(Following.objects.values_list("person", "theme")) == {
        (kept.pk, theme.pk),
        (kept.pk, other.pk),
        (stranger.pk, other.pk),
    }
    assert ModelLogEntry.objects.get(action="feedback.merge_followings").data == {"moved": 1}
