"""What the public reads of a point and of an action. It follows from the facts at the moment.

Nobody types "we did" or "we will": what is only promised can never read as done.
"""

from dataclasses import dataclass

from django.utils import timezone

from feedback.models.actions import Action
from feedback.models.points import Point

Status = Action.Status
NOT_NAMED = "We do not say where this was said, so that nobody can be recognised."
PASSED = "That day has passed, and we have no newer news. We will say it here when we do."


@dataclass(frozen=True)
class Answer:
    """One action in words: `heading` says how it stands, `what` it is, and a `note` or ""."""

    heading: str
    what: str
    note: str


@dataclass(frozen=True)
class Quote:
    """One point in words: what was said, by whom (a role), and where, as far as it may be told."""

    words: str
    who: str
    where: str


def day(date):
    """A day in full: "31 March 2020"."""
    return f"{date:%-d %B %Y}"


def month(date):
    """A month: "March 2020"."""
    return f"{date:%B %Y}"


def heading(action, now=None):
    """How `action` stands at the moment `now`: "We did", "We will, by 31 March 2027"…"""
    if action.status == Status.DONE:
        return "We did"
    if action.status == Status.DOING:
        return "We are working on this"
    if action.status == Status.CANNOT:
        return "We cannot do this"
    said = "We said we would, by" if action.is_past(now) else "We will, by"
    return f"{said} {day(action.due_date)}"


def answer(action, now=None):
    """The Answer that `action` gives at the moment `now`."""
    return Answer(heading(action, now), action.what, _note(action, now))


def _note(action, now):
    if action.status == Status.DONE:
        return f"Done in {month(action.done_date)}."
    if action.status == Status.CANNOT:
        return f"The reason: {action.reason}"
    if action.status == Status.WILL:
        return PASSED if action.is_past(now) else ""
    news = f"Our latest news on this is from {month(timezone.localtime(action.touched_at))}."
    if not action.due_date:
        return news
    wanted = "We wanted to finish by" if action.is_past(now) else "We want to finish by"
    return f"{wanted} {day(action.due_date)}. {news}"


def quote(point):
    """The Quote that `point` gives."""
    return Quote(point.words, point.get_role_display(), where_said(point))


def where_said(point):
    """Where and when `point` was said, or that this is not told."""
    if not point.source_may_be_named:
        return NOT_NAMED
    kind = Point.SourceKind(point.source_kind).label
    where = f"{point.source_words or kind}, {month(point.heard_date)}"
    named = point.people_count and point.source_kind != Point.SourceKind.PUBLISHED
    return f"{where}. {point.people_count} people were asked." if named else where
