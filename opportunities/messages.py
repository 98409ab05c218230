"""What the templates in templates/outbox/opportunities/ are told."""

from . import invitations, wording
from .dates import ahead


def context_of(application):
    """Return the facts that a message about `application` may tell (a dict)."""
    opportunity = application.opportunity
    context = {
        "opportunity": opportunity,
        "contact": contact(opportunity),
        "where": where(opportunity),
        "meetings": meetings(opportunity.activities.select_related("site")),
    }
    if application.invited_at:
        context["answer_path"] = invitations.path_of(application)
        context["answer_by"] = wording.last_day(invitations.answer_by(application))
    return context


def meetings(activities):
    """When and where somebody with a place is expected, a line for each date still ahead."""
    return [meeting(one) for one in ahead(activities)]


def meeting(activity):
    """When and where an activity is, in one line."""
    time = wording.activity_time(activity) if activity.starts_at else "Day and time to be agreed"
    return f"{time} ({where(activity)})" if where(activity) else time


def where(thing):
    """Where an activity or an opportunity is, in one line: its building or area, or online."""
    site, locality = thing.site, getattr(thing, "locality", None)
    place = f"{site.name}, {site.address}, {site.postcode}" if site else ""
    if locality and not site:
        place = locality.name
    return ", or ".join(filter(None, [place, "online" if thing.online else ""]))


def contact(opportunity):
    """Whom to ask: "Jo Example on 01632 960001 or at jo@example.org"."""
    ways = [f"on {opportunity.contact_phone}"] if opportunity.contact_phone else []
    ways += [f"at {opportunity.contact_email}"] if opportunity.contact_email else []
    who = opportunity.contact_name or "the involvement team"
    return f"{who} {' or '.join(ways)}".strip()
