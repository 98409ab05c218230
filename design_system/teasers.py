"""What an index page tells of the pages below it, wherever they are listed or featured.

An index page offers `teasers(request, limit)`, a list of Teaser, and `next_change()`, the moment at
which time alone changes that list (or None): so the home page needs to know no room.
"""

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


def index_page_models():
    """The page types that offer teasers, as a list of models."""
    return [model for model in get_page_models() if hasattr(model, "teasers")]
