"""Things with a date, wherever they are told: the calendar to subscribe to, and search engines.

A page type offers them in `dated(request, now, pks=None)`, a list of DatedThing: what is still to
come of its published pages (or of those numbered `pks`).
"""

import datetime
from dataclasses import dataclass

from wagtail.models import get_page_models


@dataclass(frozen=True)
class DatedThing:
    """Something public that happens. `key` names it for ever; `url` is the path of its page.

    `place` is where in words, "" where it is online only. Moments are aware datetimes; from
    `until` (or when it ends) it is no longer told of.
    """

    key: str
    url: str
    title: str
    text: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    changed_at: datetime.datetime
    place: str = ""
    online: bool = False
    cancelled: bool = False
    until: datetime.datetime | None = None

    @property
    def leaves_at(self):
        return min(self.until or self.ends_at, self.ends_at)

    def where(self):
        """In words: "Example Hall", "Online" or "Example Hall or online"."""
        if not self.online:
            return self.place
        return f"{self.place} or online" if self.place else "Online"


def dated_models():
    """The page types that offer things with a date, as a list of models."""
    return [model for model in get_page_models() if hasattr(model, "dated")]
