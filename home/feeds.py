"""The feeds of the site as bytes: Atom for what is new, iCalendar for what has a date."""

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from icalendar import Calendar, Event, vUri

from design_system.addresses import absolute, host
from design_system.text import clean_line

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"


class _Atom(Atom1Feed):
    """Django's, except that an empty feed was not updated just now: equal news, equal bytes."""

    def latest_post_date(self):
        return self.feed["changed_at"]


def atom(index, items, address, site_name):
    """The Atom feed (a str) of `items` (a list of NewsItem) below the page `index`.

    `address` is the path at which the feed is served.
    """
    changed = [item.changed_at for item in items]
    feed = _Atom(
        title=clean_line(f"{index.title} - {site_name}"),
        link=absolute(index.get_url()),
        description=None,
        subtitle=clean_line(index.description()) or None,
        language="en-GB",
        author_name=clean_line(site_name),
        feed_url=absolute(address),
        feed_guid=_tag(f"page-{index.pk}"),
        changed_at=max(changed, default=index.published()[1]),
    )
    for item in items:
        feed.add_item(
            title=clean_line(item.title),
            link=absolute(item.url),
            description=escape(clean_line(item.text)),  # readers take it for HTML
            unique_id=_tag(item.key),
            pubdate=item.published_at,
            updateddate=item.changed_at,
        )
    return feed.writeString("utf-8")


def _tag(key):
    """A name that stays when titles and addresses change (RFC 4151)."""
    return f"tag:{host()},2026:{key}"


def calendar(things, site_name):
    """The iCalendar (bytes) of `things` (a list of DatedThing), the soonest first."""
    made = Calendar()
    made.add("prodid", "-//Involvement portal//Dates//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", clean_line(f"Involvement dates - {site_name}"))
    for thing in sorted(things, key=lambda thing: (thing.starts_at, thing.key)):
        made.add_component(_event(thing))
    return made.to_ical()


def _event(thing):
    event = Event()
    event.add("uid", f"{thing.key}@{host()}")
    event.add("dtstamp", thing.changed_at)
    event.add("dtstart", thing.starts_at)
    event.add("dtend", thing.ends_at)
    event.add("summary", clean_line(thing.title))
    event.add("description", clean_line(f"{thing.text} {absolute(thing.url)}"))
    event.add("url", vUri(absolute(thing.url)))
    event.add("location", clean_line(thing.where()))
    event.add("status", "CANCELLED" if thing.cancelled else "CONFIRMED")
    return event
