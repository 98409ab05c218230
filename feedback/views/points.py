"""Staff's own screens for what people said."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from feedback import actions, permissions, wording
from feedback.actions.points import FACTS
from feedback.checking import findings_in
from feedback.forms import PointForm
from feedback.identifying import in_words
from feedback.models import StoryIndexPage

from .loading import crumbs_to, point_for


def point_add(request):
    """Write down one thing that was said."""
    if why_not := permissions.why_not_run_feedback(request.user):
        raise PermissionDenied(why_not)
    form = PointForm(request.POST or None, initial={"heard_date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        point = actions.create_point(**form.cleaned_data, by=request.user)
        return _saved(request, point, f"{point} is written down.")
    context = {"form": form, "crumbs": crumbs_to()}
    return render(request, "feedback/point_add.html", context)


def point_show(request, pk):
    """What was said, whether it can be told in public, and what is done about it."""
    point, user = point_for(request.user, pk), request.user
    findings = findings_in(point.all_words) if point.may_identify else []
    context = {
        "point": point,
        "public": wording.quote(point),
        "found": in_words(findings) if findings else "",
        "answers": [(a, wording.standing(a)) for a in point.actions.visible_to(user)],
        "stories": [(s, _editing(s, user)) for s in point.stories.order_by("title")],
        "may_change": not permissions.why_not_run_feedback(user),
        "may_clear": not permissions.why_not_clear_point(user, point),
        "may_delete": not permissions.why_not_delete_point(user, point),
        "new_story": _new_story(point, user),
        "crumbs": crumbs_to(),
    }
    return render(request, "feedback/point_show.html", context)


def point_edit(request, pk):
    """Change what was written down."""
    point = point_for(request.user, pk)
    if why_not := permissions.why_not_run_feedback(request.user):
        raise PermissionDenied(why_not)
    form = PointForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(point, name) for name in FACTS},
    )
    if request.method == "POST" and form.is_valid():
        try:
            point = actions.change_point(point=point, facts=form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            return _saved(request, point, f"{point} is saved.")
    context = {"form": form, "point": point, "crumbs": crumbs_to(point)}
    return render(request, "feedback/point_edit.html", context)


@require_POST
def point_clear(request, pk):
    """Decide that nobody can be recognised by these words."""
    point = point_for(request.user, pk)
    if why_not := permissions.why_not_clear_point(request.user, point):
        messages.error(request, why_not)
    else:
        try:
            actions.clear_point(point=point, by=request.user)
        except Refusal as refusal:  # somebody else was quicker
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is written down that these words identify nobody.")
    return redirect("feedback:point-show", point.pk)


def point_delete(request, pk):
    """Ask once more, then delete for good."""
    point = point_for(request.user, pk)
    if request.method == "POST" and not permissions.why_not_run_feedback(request.user):
        try:
            actions.delete_point(point=point, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("feedback:point-show", point.pk)
        messages.success(request, f"{point} is deleted.")
        return redirect("desk-points")
    if why_not := permissions.why_not_delete_point(request.user, point):
        raise PermissionDenied(why_not)
    context = {"point": point, "crumbs": crumbs_to(point)}
    return render(request, "feedback/point_delete.html", context)


def _saved(request, point, words):
    messages.success(request, words)
    if point.may_identify and not point.cleared_at:
        messages.warning(
            request, "Please read the words again: they may say who someone is. See below."
        )
    return redirect("feedback:point-show", point.pk)


def _editing(story, user):
    """The address at which `user` edits `story`, or None."""
    if story.permissions_for_user(user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[story.pk])
    return None


def _new_story(point, user):
    """The address at which `user` begins a story about `point`, or None."""
    index = StoryIndexPage.objects.first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return None
    parts = ["feedback", "storypage", index.pk]
    return f"{reverse('wagtailadmin_pages:add', args=parts)}?point={point.pk}"
