"""Which pages are measured: one entry for each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps

BARE = "bare page"


@dataclass(frozen=True)
class Measured:
    """A page to measure. `path` finds its address, or None where the portal has no such page.

    The bare page is to serve at most `at_most` times as many requests a second (None: no aim).
    `size` says which database it is measured in: "small" or "large", see `content.SIZES`.
    """

    name: str
    path: Callable[[], str | None]
    at_most: float | None = None
    size: str = "small"


def at(path):
    return lambda: path


def first(model):
    """The first published page of a model such as "feedback.StoryPage"; None without the model."""

    def path():
        try:
            page = apps.get_model(model).objects.live().order_by("path").first()
        except LookupError:
            return None
        return page and page.get_url()

    return path


SEARCH = "/search/?q=share+your+experience"


PAGES = [
    Measured(BARE, first("bench.BarePage")),
    Measured("bare page again (A/A control)", first("bench.BarePage")),
    Measured("home page", at("/"), at_most=2.0),  # the first of three lists are on it
    Measured("content page", at("/privacy/"), at_most=1.5),
    Measured("list of 60 opportunities", at("/opportunities/"), at_most=2.0),
    Measured("list of 600 opportunities", at("/opportunities/"), at_most=2.0, size="large"),
    Measured("an opportunity", first("opportunities.OpportunityPage"), at_most=1.5),
    Measured("a story", first("feedback.StoryPage"), at_most=1.5),
    Measured("a café with 100 sessions", first("cafes.CafePage"), at_most=1.5),
    Measured("search with 60 opportunities", at(SEARCH), at_most=3.0),
    Measured("search with 600 opportunities", at(SEARCH), at_most=3.0, size="large"),
]
HOST = {"HTTP_HOST": "bench.example.org", "HTTP_X_FORWARDED_PROTO": "https"}
CACHED = "/opportunities/"  # the page that is measured from the page cache and from nginx
DESK = "/admin/claims/"  # what waits for a budget holder
