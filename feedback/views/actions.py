"""Staff's own screens for what is done about what people said."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from feedback import actions, permissions, wording
from feedback.actions.answers import FACTS
from feedback.forms import ActionForm
from feedback.models import Point

from .loading import action_for, crumbs_to, point_for

MOST_OFFERED = 100  # the latest points; older ones get an answer from their own page


def action_add(request, pk):
    """Write down an answer to one point; it may answer others too."""
    point = point_for(request.user, pk)
    if why_not := permissions.why_not_run_feedback(request.user):
        raise PermissionDenied(why_not)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        points=_offered(request.user, [point.pk]),
        initial={"points": [point.pk], "service": point.service},
    )
    if request.method == "POST" and form.is_valid():
        try:
            action = actions.create_action(
                points=form.cleaned_data["points"], **form.facts(), by=request.user
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{action} is written down.")
            return redirect("feedback:point-show", point.pk)
    context = {"form": form, "point": point, "crumbs": crumbs_to(point)}
    return render(request, "feedback/action_add.html", context)


def action_edit(request, pk):
    """What it is, what it answers, and how it stands."""
    action = action_for(request.user, pk)
    if why_not := permissions.why_not_change_action(request.user, action):
        raise PermissionDenied(why_not)
    chosen = list(action.points.values_list("pk", flat=True))
    may_choose = permissions.why_not_run_feedback(request.user) is None
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        points=_offered(request.user, chosen) if may_choose else None,
        initial={name: getattr(action, name) for name in FACTS} | {"points": chosen},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_action(
                action=action,
                facts=form.facts(),
                points=form.cleaned_data.get("points"),
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error("status", str(refusal))
        else:
            public = action.stories.filter(live=True).exists()
            at_once = " A published story tells it, so people read it at once." if public else ""
            messages.success(request, f"{action} is saved.{at_once}")
            return redirect("desk-actions")
    context = {
        "form": form,
        "action": action,
        "public": wording.answers([action])[0],
        "crumbs": [(reverse("desk-actions"), "What we do about it")],
    }
    return render(request, "feedback/action_edit.html", context)


@require_POST
def action_keep(request, pk):
    """Note that it still stands as it is written."""
    action = action_for(request.user, pk)
    if why_not := permissions.why_not_change_action(request.user, action):
        raise PermissionDenied(why_not)
    actions.keep_action(action=action, by=request.user)
    messages.success(request, f"You looked at {action}, and it still stands.")
    return redirect("desk-actions")


def _offered(user, chosen):
    """The points that an action may answer: those chosen already, and the latest."""
    latest = Point.objects.visible_to(user).values_list("pk", flat=True)[:MOST_OFFERED]
    return Point.objects.filter(pk__in=[*chosen, *latest])
