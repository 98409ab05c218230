"""What the public reads of a point and of an action. It follows from the facts at the moment.

Nobody types "we did" or "we will": what is only promised can never read as done.
"""

from dataclasses import dataclass

from django.utils import timezone

from feedback.models.actions import Action
from feedback.models.points import Point

Status = Action.Status
NOT_NAMED = "We do not say where this was said, so that nobody can be recognised."
SAID = "We said we would"
PASSED = "That day has passed, and we have not heard more yet. Please ask us about it."
STANDINGS = {
    Status.DONE: "We did",
    Status.DOING: "We are working on this",
    Status.CANNOT: "We cannot do this",
}


@dataclass(frozen=True)
class Group:
    """Answers that stand alike: `lines` are (what it is, a note or ""), `note` is of all or ""."""

    heading: str
    lines: list
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


def standing(action, now=None):
    """How `action` stands at the moment `now`: "We did", "We will, by 31 March 2027"…"""
    if action.status == Status.WILL:
        said = SAID if action.is_past(now) else "We will"
        return f"{said}, by {day(action.due_date)}"
    return STANDINGS[action.status]


def in_short(actions, now=None):
    """How several actions stand, in one line; of promises that have passed, the latest day."""
    past = [action for action in actions if action.status == Status.WILL and action.is_past(now)]
    latest = max(past, key=lambda action: action.due_date, default=None)
    told = [action for action in actions if action not in past or action == latest]
    return ". ".join(dict.fromkeys(standing(action, now) for action in told))


def answers(actions, now=None):
    """What some actions answer at the moment `now`, as a list of Group in the order given."""
    groups = {}
    for action in actions:
        passed = action.status == Status.WILL and action.is_past(now)
        heading = SAID if passed else standing(action, now)
        what = f"By {day(action.due_date)}: {action.what}" if passed else action.what
        groups.setdefault(heading, []).append((what, _note(action, now)))
    return [_group(heading, lines) for heading, lines in groups.items()]


def _group(heading, lines):
    """One Group: a note that is the same for all lines is told once, at the end."""
    notes = {note for _, note in lines}
    shared = notes.pop() if len(notes) == 1 else ""
    return Group(heading, [(what, "" if shared else note) for what, note in lines], shared)


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
    if point.source_kind == Point.SourceKind.PUBLISHED:
        return f"{point.source_words or kind}."
    where = f"{point.source_words or kind}, {month(point.heard_date)}."
    return f"{where} {point.people_count} people were asked or were there."
