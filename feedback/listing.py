"""The public list of stories as one visitor asked for it."""

from collections import defaultdict
from functools import cache, cached_property

from django.db.models import Prefetch
from django.utils import timezone

from design_system.listings import page_of, page_problems, pagination
from design_system.prepared import Prepared
from design_system.teasers import Featured, Teaser
from feedback.filters import Filters
from feedback.models.actions import Action, next_change
from feedback.models.points import Point
from feedback.wording import in_short

PER_PAGE = 20


class Listing:
    """Of `stories` (a QuerySet of StoryPage) what `data` (a QueryDict) asks for, at `now`."""

    def __init__(self, address, stories, data, now=None):
        self.address, self.data, self.now = address, data, now or timezone.now()
        self.filters = Filters(data, stories)
        self.found = newest_first(self.filters.narrow(stories))
        self.count = self.found.count()

    @cached_property
    def page(self):
        """The page asked for, or the first where there is no such page."""
        return page_of(self.found, PER_PAGE, self.data.get("page", ""), self.count)

    @cached_property
    def teasers(self):
        stories = with_facts(self.page.object_list)
        return [teaser(story, f"{self.address}{story.slug}/", self.now) for story in stories]

    def problems(self):
        """Sentences about what in the address we do not know, as a list."""
        return self.filters.problems() + page_problems(self.data.get("page", ""), self.page)

    def count_in_words(self):
        """How many there are, as a sentence."""
        if self.filters.active:
            fit = "story fits" if self.count == 1 else "stories fit"
            return f"{self.count or 'No'} {fit} what you chose."
        if self.count == 1:
            return "There is 1 story."
        return f"There are {self.count or 'no'} stories{'' if self.count else ' yet'}."

    def pagination(self):
        """Parameters of the NHS.UK pagination component, or None for a single page."""
        return pagination(self.page, self._to, "Pages of stories")

    def _to(self, number):
        query = self.filters.query(page=number) if number > 1 else self.filters.query()
        return self.address + query


def newest_first(stories):
    return stories.order_by("-first_published_at", "-pk")


@cache
def _latest(model, limit):
    """Of the latest `limit` stories: their words, what they are about, and how it stands."""
    first = newest_first(model.objects.live())[:limit]
    points, actions = (
        relation.through.objects.filter(storypage__in=first.values("pk"))
        for relation in (model.points, model.actions)
    )
    about = ("point__theme__label", "point__theme__is_public", "point__service__name")
    stand = ("action__status", "action__due_date")
    return [
        Prepared(lambda: first.values_list("pk", "title", "slug", "summary")),
        Prepared(lambda: points.order_by("point").values_list("storypage", *about)),
        Prepared(lambda: actions.order_by("action").values_list("storypage", *stand)),
    ]


def latest(model, address, limit):
    """The latest `limit` stories (of `model`) below `address`, as a Featured."""
    now, about, standing = timezone.now(), defaultdict(list), defaultdict(list)
    stories, points, actions = (prepared.rows() for prepared in _latest(model, limit))
    for pk, topic, public, service in points:
        about[pk].append((topic if public else "", service))
    for pk, status, due_date in actions:
        standing[pk].append(Action(status=status, due_date=due_date))
    return Featured(
        teasers=[
            _teaser(f"{address}{slug}/", title, summary, about[pk], standing[pk], now)
            for pk, title, slug, summary in stories
        ],
        changes_at=next_change([one for some in standing.values() for one in some], now),
    )


def with_facts(stories):
    """The same stories, with all that a teaser tells fetched at once."""
    points = Point.objects.select_related("theme", "service")
    return stories.prefetch_related(Prefetch("points", points), "actions")


def teaser(story, url, now=None):
    """What a list or a feed tells of `story`, which stands at `url`, at the moment `now`."""
    about = [
        (point.theme.label if point.theme.is_public else "", point.service and point.service.name)
        for point in story.points.all()
    ]
    return _teaser(url, story.title, story.summary, about, story.actions.all(), now)


def _teaser(url, title, summary, about, actions, now):
    """The Teaser; `about` are (topic, service) pairs in words, either of them empty or None."""
    facts = [
        ("Topic", _names(topic for topic, _ in about)),
        ("Service", _names(service for _, service in about)),
    ]
    return Teaser(
        url=url,
        title=title,
        text=summary,
        facts=[(name, words) for name, words in facts if words],
        note=in_short(actions, now),
    )


def _names(words):
    """Each of some words once, in their order, as one line; those that are empty left out."""
    return ", ".join(dict.fromkeys(filter(None, words)))
