"""What visitors read: the list of stories, one story, and how long each may be kept."""

import datetime
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback.listing import Listing
from feedback.models import StoryIndexPage, StoryPage
from home.models import HomePage
from tests.factories.feedback import (
    ActionFactory,
    PointFactory,
    StoryPageFactory,
    ThemeFactory,
)
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.public.checks import max_age, why_not_public

pytestmark = pytest.mark.django_db

LIST = "/you-said-we-did/"
NOON = datetime.datetime(2026, 12, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock(monkeypatch, settings):
    settings.PUBLIC_MAX_AGE = 24 * 3600

    def set_time(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_time(NOON)
    return set_time


def html_of(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """The words of the page's main part, without markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).strip()


def titles(query=""):
    listing = Client().get(f"{LIST}{query}").context["listing"]
    return [teaser.title for teaser in listing.teasers]


def story(title, *, year=2026, theme=None, service=None, **facts):
    point = PointFactory(
        heard_date=datetime.date(year, 3, 4),
        theme=theme or ThemeFactory(),
        service=service or ServiceFactory(),
    )
    return StoryPageFactory(title=title, points=[point], **facts)


# --- The list ----------------------------------------------------------------------------------
def test_the_newest_story_comes_first():
    now = timezone.now()
    for days in (3, 1, 2):
        moment = now - datetime.timedelta(days=days)
        story(f"{days} days old", first_published_at=moment, last_published_at=moment)
    story("not published", live=False)

    assert titles() == ["1 days old", "2 days old", "3 days old"]


def test_stories_are_found_by_topic_service_and_year():
    parking, food = ThemeFactory(code="parking"), ThemeFactory(code="food")
    ward = ServiceFactory(name="The ward", slug="the-ward")
    story("a", theme=parking, year=2019)
    story("b", theme=food, service=ward, year=2019)
    story("c", theme=food, year=2026)

    assert sorted(titles("?theme=food")) == ["b", "c"]
    assert sorted(titles("?theme=food&theme=parking")) == ["a", "b", "c"]
    assert titles("?theme=food&year=2019") == ["b"]
    assert titles("?service=the-ward") == ["b"]
    assert titles("?year=2026") == ["c"]


def test_a_story_with_two_points_of_a_topic_is_listed_once():
    theme = ThemeFactory()
    StoryPageFactory(title="once", points=[PointFactory(theme=theme), PointFactory(theme=theme)])

    assert titles(f"?theme={theme.code}") == ["once"]
    assert "1 story fits what you chose." in words(html_of(f"{LIST}?theme={theme.code}"))


def test_topics_that_stand_for_none_are_not_shown():
    shown = story("a", theme=ThemeFactory(code="not-assigned"))

    assert "No theme yet" not in html_of(LIST)
    assert "No theme yet" not in html_of(shown.get_url())
    assert "We do not know the topic “not-assigned”" in words(html_of(f"{LIST}?theme=not-assigned"))


def test_each_tells_its_topic_its_service_and_how_it_stands():
    point = PointFactory(theme__code="parking", service__name="The ward")
    promise = ActionFactory(points=[point], due_date=datetime.date(2020, 3, 31))
    StoryPageFactory(title="A sign", points=[point], actions=[promise])

    assert (
        "A sign You asked what happens with your ideas. We will write to you. "
        "Topic: Parking Service: The ward We said we would, by 31 March 2020"
    ) in words(html_of(LIST))


def test_an_empty_list_says_so_and_what_to_do():
    said = words(html_of(LIST))

    assert "There are no stories yet." in said
    assert "See what you can do with us , or join us ." in said


@pytest.mark.parametrize(
    "query",
    [
        "theme=%00",
        "theme=%E2%80%AE%D7%90",
        f"theme={'x' * 10_000}",
        "year=0",
        "year=-1",
        "year=1e309",
        f"year={'9' * 400}",
        "page=9999",
        "page=%D9%A1%D9%A2%D9%A3",
        f"page={'9' * 5000}",
        "&".join(f"service={number}" for number in range(500)),
        "%FF=%FE",
    ],
)
def test_odd_questions_get_a_usable_list(query):
    story("Still here")

    html = html_of(f"{LIST}?{query}")

    assert "Still here" in words(html)
    assert "Traceback" not in html


def test_pages_of_twenty():
    for number in range(21):
        story(f"number {number:02}")

    assert len(titles()) == 20
    assert titles("?page=2") == ["number 00"]
    assert "<title>You said… We did (page 2 of 2)" in html_of(f"{LIST}?page=2")


def test_the_latest_can_be_teased_elsewhere(rf):
    for number in range(4):
        story(f"number {number}")

    teasers = StoryIndexPage.objects.get().featured(rf.get("/"), 3).teasers

    assert [(teaser.title, teaser.url) for teaser in teasers] == [
        (f"number {number}", f"{LIST}number-{number}/") for number in (3, 2, 1)
    ]


def test_elsewhere_they_say_what_the_list_says(rf):
    hidden, shown = ThemeFactory(code="not-assigned", is_public=False), ThemeFactory()
    points = [PointFactory(theme=theme, service=ServiceFactory()) for theme in (hidden, shown)]
    due = [datetime.date(2020, 3, 31), datetime.date(2126, 3, 31)]
    promises = [ActionFactory(points=points, due_date=day) for day in due]
    StoryPageFactory(title="several", points=points, actions=promises)
    story("one", theme=hidden)
    story("draft", live=False)

    told = StoryIndexPage.objects.get().featured(rf.get("/"), 3).teasers

    assert told == Listing(LIST, StoryPage.objects.live(), QueryDict()).teasers
    assert [teaser.title for teaser in told] == ["one", "several"]


def test_the_front_page_can_feature_them_and_is_kept_no_longer_than_they_are(clock):
    home = HomePage.objects.get()
    featured = {
        "heading": "Latest stories",
        "index": StoryIndexPage.objects.get(),
        "limit": 3,
        "link_text": "All stories",
        "empty_text": "None yet.",
    }
    home.body = [("featured", featured)]
    home.save()
    promise = ActionFactory(due_date=datetime.date(2026, 12, 4))
    StoryPageFactory(title="A sign", points=promise.points.all(), actions=[promise])

    response = Client().get("/")

    assert "We will, by 4 December 2026" in words(response.content.decode())
    assert max_age(response) == 12 * 3600


# --- One story ---------------------------------------------------------------------------------
def test_a_story_tells_what_was_said_and_how_each_answer_stands():
    point = PointFactory(words="Tell us <what> happened.", theme__code="kept-informed")
    told = StoryPageFactory(
        points=[point],
        actions=[
            ActionFactory(points=[point], what="A telephone line", status="cannot"),
            ActionFactory(points=[point], what="A letter", due_date=datetime.date(2126, 3, 31)),
            ActionFactory(points=[point], what="A poster", status="done"),
        ],
    )

    said = words(html_of(told.get_url()))

    assert (
        "You said People said that they never hear back. "
        "“Tell us &lt;what&gt; happened.” A carer. Involvement café in Hinckley, March 2026. "
        "12 people were asked or were there. "
        "We did A poster Done in May 2026. "
        "We will, by 31 March 2126 A letter "
        "We cannot do this A telephone line The reason: There is no room for it. "
        "What this means for you You will get a letter."
    ) in said
    assert "Follow the topic “Being kept informed”" in said


def test_a_small_source_and_whoever_wrote_it_down_are_nowhere_on_the_page():
    told = StoryPageFactory(
        points=[PointFactory(people_count=4, created_by=UserFactory(first_name="Ottoline"))]
    )

    html = html_of(told.get_url())

    assert "We do not say where this was said" in html
    assert "Hinckley" not in html
    assert "March 2026" not in html
    assert "Ottoline" not in html


def test_stories_are_the_same_for_everyone():
    told = story("a")
    users = [
        MemberFactory(person__signs_in=True).person.user,
        UserFactory(is_staff=True, is_superuser=True),
    ]
    urls = [told.get_url(), LIST, f"{LIST}?theme=nothing&page=7"]

    assert {url: why_not_public(url, users) for url in urls} == {url: [] for url in urls}


def queries(url):
    Client().get(url)
    with CaptureQueriesContext(connection) as made:
        assert Client().get(url).status_code == 200
    return len(made)


def test_the_number_of_queries_is_small_and_does_not_grow():
    theme = ThemeFactory(code="parking")
    stories = [story(f"number {number}", theme=theme) for number in range(3)]

    def counts():
        urls = {"list": LIST, "narrowed": f"{LIST}?theme=parking", "one": stories[0].get_url()}
        return {name: queries(url) for name, url in urls.items()}

    expected = {"list": 11, "narrowed": 11, "one": 7}
    assert counts() == expected

    for number in range(3, 60):
        story(f"number {number}", theme=theme)

    assert counts() == expected


# --- How long they may be kept -----------------------------------------------------------------
def test_a_page_is_kept_until_a_promise_passes(clock):
    point = PointFactory()
    promise = ActionFactory(points=[point], due_date=datetime.date(2026, 12, 4))
    told = StoryPageFactory(points=[point], actions=[promise])

    assert [max_age(Client().get(url)) for url in (told.get_url(), LIST)] == [12 * 3600] * 2

    clock(NOON + datetime.timedelta(hours=12))
    after = Client().get(told.get_url())

    assert "We said we would" in after.content.decode()
    assert max_age(after) == 24 * 3600


def test_what_nobody_reads_or_nothing_changes_shortens_nothing(clock):
    soon = datetime.date(2026, 12, 4)
    StoryPageFactory(actions=[ActionFactory(due_date=soon)], live=False)
    told = StoryPageFactory(actions=[ActionFactory(due_date=soon, status="done")])

    ages = [max_age(Client().get(url)) for url in (told.get_url(), LIST)]

    assert ages == [24 * 3600] * 2
