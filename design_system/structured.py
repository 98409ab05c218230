"""What a public page tells programs about itself, in the words of schema.org.

The page says it as data inside a script element that no browser runs.
"""

import json

from django.utils import timezone
from django.utils.safestring import mark_safe

from design_system.addresses import absolute

# As Django's json_script: nothing can end the element or begin another.
_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def as_json(things):
    """`things` (a list of dicts of schema.org) as JSON that may stand in a page (a SafeString)."""
    words = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return mark_safe(words.translate(_ESCAPES))  # noqa: S308 - escaped above


def website(name, search_path):
    """The site as a whole, and how to search it."""
    found = {
        "@type": "EntryPoint",
        "urlTemplate": f"{absolute(search_path)}?q={{search_term_string}}",
    }
    return {
        "@type": "WebSite",
        "name": name,
        "url": absolute("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": found,
            "query-input": "required name=search_term_string",
        },
    }


def organisation(name):
    return {"@type": "Organization", "name": name, "url": absolute("/")}


def breadcrumbs(crumbs):
    """The way from the home page: `crumbs` are (path, title), this page's own last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": absolute(path)}
            for position, (path, title) in enumerate(crumbs, start=1)
        ],
    }


def event(thing, organiser):
    """The Event of a DatedThing; times as they are in the place where it happens."""
    url, places = absolute(thing.url), []
    if thing.place:
        places.append({"@type": "Place", "name": thing.place, "address": thing.place})
    if thing.online:
        places.append({"@type": "VirtualLocation", "url": url})
    attendance = {(True, True): "Mixed", (False, True): "Online"}
    mode = attendance.get((bool(thing.place), thing.online), "Offline")
    return {
        "@type": "Event",
        "name": thing.title,
        "description": thing.text,
        "url": url,
        "startDate": timezone.localtime(thing.starts_at).isoformat(),
        "endDate": timezone.localtime(thing.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if thing.cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": places,
        "organizer": {"@type": "Organization", "name": organiser, "url": absolute("/")},
        "isAccessibleForFree": True,
    }
