"""Cafés where they are told of outside their list: search and calendars."""

from cafes.models.cafes import Cafe
from cafes.models.sessions import Session
from design_system.dated import DatedThing


def states(pks, now):
    """Those of the published pages `pks` at `now`: {pk: "dates" to come, or "none"}."""
    coming = Session.objects.coming(now).filter(cafe__page__in=pks).order_by()
    meet = coming.values_list("cafe__page", flat=True).distinct()
    return dict.fromkeys(pks, "none") | dict.fromkeys(meet, "dates")


def dated(now, pks=None):
    """Sessions that are not over, of cafés that are published, as a list of DatedThing.

    A cancelled one is told of as cancelled: calendars that hold it learn so. `pks` are the pages
    to keep to.
    """
    sessions = Session.objects.not_over(now).filter(
        cafe__status=Cafe.Status.RUNNING, cafe__page__live=True
    )
    if pks is not None:
        sessions = sessions.filter(cafe__page__in=pks)
    return [dated_thing(session, session.cafe.page) for session in sessions.with_facts()]


def dated_thing(session, page):
    """The DatedThing of `session` of the café that `page` tells of. Nothing of it is private."""
    activity = session.activity
    changed = [page.published()[1], session.status_changed_at, session.moved_at]
    return DatedThing(
        key=f"cafe-session-{session.pk}",
        url=page.get_url(),
        title=page.title,
        text=page.summary,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        changed_at=max(filter(None, changed)),
        place=activity.site.in_full if activity.site else "",
        online=activity.online,
        cancelled=session.is_cancelled,
    )
