"""Staff's lists of what people said, and of what is done about it."""

from django.db.models import Count
from django.urls import reverse

from design_system.desk import ChoiceFilter, Column, Desk, RelatedFilter, ServiceFilter
from feedback.models import Action, Point
from feedback.permissions import (
    why_not_change_action,
    why_not_run_feedback,
    why_not_use_feedback,
)
from feedback.wording import standing


class ThemeFilter(RelatedFilter):
    title = "topic"
    parameter_name = "theme"
    field = "theme__code"
    words = "label"


class PointStateFilter(ChoiceFilter):
    title = "what to show"
    parameter_name = "show"

    def lookups(self, request, desk):
        return [("look", "May say who someone is"), ("unanswered", "Without an answer")]

    def chosen_rows(self, rows, chosen):
        return rows.to_look_at() if chosen == "look" else rows.filter(actions=None)


class ActionStateFilter(ChoiceFilter):
    title = "what to show"
    parameter_name = "show"

    def lookups(self, request, desk):
        return [("stale", "Late, or not looked at for long"), *Action.Status.choices]

    def chosen_rows(self, rows, chosen):
        return rows.stale() if chosen == "stale" else rows.filter(status=chosen)


def _public(point):
    if point.may_identify and not point.cleared_at:
        return "No: may say who someone is"
    return "Yes"


class PointsDesk(Desk):
    """All points for the PE team; those of their own services for service leads."""

    model = Point
    name = "points"
    title = "What people said"
    menu_icon = "comment"
    menu_order = 304
    empty = "Nothing is written down yet."
    columns = (
        Column("What was said", lambda point: point.words),
        Column("Who", lambda point: point.get_role_display(), sort="role"),
        Column("When", lambda point: point.heard_date, sort="heard_date"),
        Column("Topic", lambda point: point.theme.label, sort="theme__position"),
        Column("Service", lambda point: point.service, sort="service__name"),
        Column("Answers", lambda point: point.answered),
        Column("May be told in public", _public),
    )
    search = ("words", "source_words")
    search_hint = "Words that were said, or where"
    list_filter = (PointStateFilter, ThemeFilter, ServiceFilter)

    def why_not_see(self, user):
        return why_not_use_feedback(user)

    def rows(self, user):
        points = Point.objects.visible_to(user).select_related("theme", "service")
        return points.annotate(answered=Count("actions", distinct=True))

    def get_ordering(self, request):
        return ["-heard_date", "-pk"]

    def top_buttons(self, user):
        if why_not_run_feedback(user):
            return []
        return [("Write down what someone said", reverse("feedback:point-add"))]

    def buttons(self, user, point):
        return [("Open", reverse("feedback:point-show", args=[point.pk]))]


class ActionsDesk(Desk):
    """All answers for the PE team; those of their own services for service leads."""

    model = Action
    name = "actions"
    title = "What we do about it"
    menu_icon = "tasks"
    menu_order = 306
    empty = "There are no answers yet. Begin with something that people said."
    columns = (
        Column("What", lambda action: action.what),
        Column("As the public reads it", standing, sort="status"),
        Column("Day", lambda action: action.due_date, sort="due_date"),
        Column("Looks after it", lambda action: action.owner and action.owner.called),
        Column("Service", lambda action: action.service, sort="service__name"),
        Column("Last looked at", lambda action: action.touched_at, sort="touched_at"),
    )
    search = ("what", "reason")
    search_hint = "Words of what it is"
    list_filter = (ActionStateFilter, ServiceFilter)

    def why_not_see(self, user):
        return why_not_use_feedback(user)

    def rows(self, user):
        return Action.objects.visible_to(user).select_related("owner", "service")

    def get_ordering(self, request):
        return ["touched_at", "pk"]

    def buttons(self, user, action):
        if why_not_change_action(user, action):
            return []
        return [("Open", reverse("feedback:action-edit", args=[action.pk]))]
