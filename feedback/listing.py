"""The public list of stories as one visitor asked for it."""

from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from design_system.listings import page_of, page_problems, pagination
from design_system.teasers import Teaser
from feedback.filters import Filters
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


def with_facts(stories):
    """The same stories, with all that a teaser tells fetched at once."""
    points = Point.objects.select_related("theme", "service")
    return stories.prefetch_related(Prefetch("points", points), "actions")


def teaser(story, url, now=None):
    """What a list or a feed tells of `story`, which stands at `url`, at the moment `now`."""
    points = list(story.points.all())
    facts = [
        ("Topic", _names(point.theme.label for point in points if point.theme.is_public)),
        ("Service", _names(point.service.name for point in points if point.service)),
    ]
    return Teaser(
        url=url,
        title=story.title,
        text=story.summary,
        facts=[(name, words) for name, words in facts if words],
        note=in_short(story.actions.all(), now),
    )


def _names(words):
    """Each of some words once, in their order, as one line."""
    return ", ".join(dict.fromkeys(words))
