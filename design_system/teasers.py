"""What an index page tells of the pages below it, wherever they are listed or featured.

An index page offers `featured(request, limit)`, its first few as they stand now (a Featured): so
the home page needs to know no room.
"""

import datetime
from dataclasses import dataclass, field

from wagtail.models import get_page_models


@dataclass(frozen=True)
class Teaser:
    """A few words about one page. `facts` are (name, words) pairs; `note` is what is urgent."""

    url: str
    title: str
    text: str
    facts: list = field(default_factory=list)
    note: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Featured:
    """A list of Teaser, and the moment at which time alone changes it (None for never)."""

    teasers: list
    changes_at: datetime.datetime | None


def index_page_models():
    """The page types that can be featured, as a list of models."""
    return [model for model in get_page_models() if hasattr(model, "featured")]
