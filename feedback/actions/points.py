"""Writing down what people said, and deciding whether it says who someone is."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from feedback.checking import findings_in
from feedback.models import Point
from feedback.permissions import why_not_clear_point, why_not_delete_point

FACTS = (
    "words",
    "role",
    "source_kind",
    "source_words",
    "people_count",
    "heard_date",
    "service",
    "theme",
    "activity",
)


class CannotChangePoint(Refusal):
    pass


class CannotClearPoint(Refusal):
    pass


class CannotDeletePoint(Refusal):
    pass


@transaction.atomic
def create_point(*, by, **facts):
    """Write down one thing that was said; `facts` are named as in FACTS. Returns the Point.

    Whether its words may say who someone is stands in `may_identify`.
    """
    point = Point(created_by=by, **facts)
    point.may_identify = bool(findings_in(point.all_words))
    point.save()
    log(point, "feedback.create_point", user=by, data=_state(point))
    return point


@transaction.atomic
def change_point(*, point, facts, by):
    """Change some facts of `point`: a dict named as in FACTS. Returns the Point.

    Other words are looked at anew. Raises CannotChangePoint where the public would read words that
    may say who someone is.
    """
    point = Point.objects.select_for_update(of=("self",)).get(pk=point.pk)
    changed = [name for name in facts if getattr(point, name) != facts[name]]
    if not changed:
        return point
    for name in changed:
        setattr(point, name, facts[name])
    if {"words", "source_words"} & set(changed):
        point.may_identify = bool(findings_in(point.all_words))
        point.cleared_at = point.cleared_by = None
        if point.may_identify and point.stories.filter(live=True).exists():
            raise CannotChangePoint(
                "A published story tells this, and the new words may say who someone is. "
                "Change the words."
            )
    point.save()
    log(point, "feedback.change_point", user=by, data=_state(point) | {"facts": changed})
    return point


@transaction.atomic
def clear_point(*, point, by):
    """Decide that the words of `point` identify nobody, whatever the check found. Returns it.

    Raises CannotClearPoint, among others where the words have changed since `point` was read.
    """
    row = Point.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if sentence := why_not_clear_point(None, row):
        raise CannotClearPoint(sentence)
    if row.all_words != point.all_words:
        raise CannotClearPoint("The words have changed meanwhile. Read them again.")
    row.cleared_at, row.cleared_by = timezone.now(), by
    row.save(update_fields=["cleared_at", "cleared_by"])
    log(row, "feedback.clear_point", user=by, data=_state(row))
    return row


@transaction.atomic
def delete_point(*, point, by):
    """Delete `point` for good; repeats change nothing. Raises CannotDeletePoint.

    The log keeps that there was one, and nothing of its words.
    """
    row = Point.objects.select_for_update(of=("self",)).filter(pk=point.pk).first()
    if row is None:
        return
    if sentence := why_not_delete_point(None, row):
        raise CannotDeletePoint(sentence)
    log(row, "feedback.delete_point", user=by, data=_state(row), deleted=True)
    row.delete()


def _state(point):
    return {"theme": point.theme.code, "may_identify": point.may_identify}
