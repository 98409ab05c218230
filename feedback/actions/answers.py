"""Writing down what is done about what was said, and how it stands."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from feedback.models import Action, Point

FACTS = ("what", "service", "owner", "status", "due_date", "done_date", "reason")
Status = Action.Status


class CannotChangeAction(Refusal):
    pass


@transaction.atomic
def create_action(*, points, by, **facts):
    """Write down one answer to `points` (of Point); `facts` are named as in FACTS.

    Returns the Action. Raises CannotChangeAction for a promise without a day, a no without a
    reason, something done without the day on which it was, or a point that is gone.
    """
    _hold(points)
    now = timezone.now()
    action = Action(
        status_changed_at=now, status_changed_by=by, touched_at=now, touched_by=by, **facts
    )
    _check_sense(action)
    action.save()
    action.points.set(points)
    log(action, "feedback.create_action", user=by, data={"status": str(action.status)})
    return action


@transaction.atomic
def change_action(*, action, facts, points=None, by):
    """Change some facts of `action` (a dict named as in FACTS), and what it answers, if given.

    Returns the Action. Raises CannotChangeAction as `create_action` does, and where TRANSITIONS
    does not let one status follow the other.
    """
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    before = action.status
    changed = [name for name in facts if getattr(action, name) != facts[name]]
    for name in changed:
        setattr(action, name, facts[name])
    if before != action.status:
        _check_order(before, action.status)
        _check_stories(action, before)
        action.status_changed_at, action.status_changed_by = timezone.now(), by
    _check_sense(action)
    if points is not None and set(points) != set(action.points.all()):
        _hold(points)
        action.points.set(points)
        changed.append("points")
    if changed:
        _touch(action, by)
        data = {"facts": changed, "from": str(before), "to": str(action.status)}
        log(action, "feedback.change_action", user=by, data=data)
    return action


@transaction.atomic
def keep_action(*, action, by):
    """Note that someone looked at `action`, and it still stands as it is written."""
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    _touch(action, by)
    log(action, "feedback.keep_action", user=by, data={"status": str(action.status)})
    return action


def _hold(points):
    """Let nobody delete `points` until it is kept that they are answered."""
    wanted = {point.pk for point in points}
    rows = Point.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    if len(rows) < len(wanted):
        raise CannotChangeAction("Something that this answers was deleted. Choose again.")


def _touch(action, by):
    action.touched_at, action.touched_by = timezone.now(), by
    action.save()


def _check_order(before, after):
    steps = Action.TRANSITIONS[before]
    if after not in steps:
        first = " or ".join(f"“{label}”" for step, label in Status.choices if step in steps)
        label = Status(before).label
        raise CannotChangeAction(f"This is marked as “{label}”. Choose {first} first, and save.")


def _check_stories(action, before):
    """Where nothing else is done, a published story must not go on saying "we did"."""
    if before != Status.DONE:
        return
    for story in action.stories.live():
        others = story.actions.exclude(pk=action.pk).filter(status=Status.DONE)
        if story.claims_done() and not others.exists():
            raise CannotChangeAction(
                f"The story “{story.title}” says “we did”, and nothing else in it is done. Ask the "
                "comms team to change its words first."
            )


def _check_sense(action):
    """What the database holds too, in words. Only what its status calls for is kept."""
    if action.status != Status.DONE:
        action.done_date = None
    if action.status != Status.CANNOT:
        action.reason = ""
    if action.status == Status.WILL and not action.due_date:
        raise CannotChangeAction("Say by which day we will do this.")
    if action.status == Status.CANNOT and not action.reason:
        raise CannotChangeAction("Say why we cannot do this.")
    if action.status == Status.DONE and not action.done_date:
        raise CannotChangeAction("Say on which day this was done.")
    if action.status == Status.DONE and action.done_date > timezone.localdate():
        raise CannotChangeAction("The day on which this was done cannot be in the future.")
