"""What is new below an index page, for those who follow it with a web feed.

An index page offers `news(request, now)`, a list of NewsItem, newest first; its `next_change(now)`
says until when the list holds.
"""

import datetime
from dataclasses import dataclass

from django.db.models import F
from wagtail.models import get_page_models

MOST = 30  # what a feed reader that comes by once a month would miss is found in the list


@dataclass(frozen=True)
class NewsItem:
    """One page in a feed. `key` names it for ever; `url` is its path; moments are aware."""

    key: str
    url: str
    title: str
    text: str
    published_at: datetime.datetime
    changed_at: datetime.datetime


def news_of(pages, request):
    """The newest of `pages` (a QuerySet of published pages) as a list of NewsItem."""
    newest = pages.order_by(
        F("first_published_at").desc(nulls_last=True), "-pk"
    ).defer_streamfields()[:MOST]
    return [
        NewsItem(
            key=f"page-{page.pk}",
            url=page.get_url(request),
            title=page.title,
            text=page.description(),
            published_at=first,
            changed_at=last,
        )
        for page in newest
        for first, last in [page.published()]
    ]


def news_models():
    """The page types that offer news, as a list of models."""
    return [model for model in get_page_models() if hasattr(model, "news")]
