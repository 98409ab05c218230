"""What a member follows, as they told the PE team by phone or letter."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from feedback import actions
from feedback.forms import FollowForm
from feedback.models import Following, Theme

from .loading import member_for_topics


def following_add(request, reference):
    """What they follow, each with a button to stop; and one more topic."""
    member = member_for_topics(request.user, reference)
    person, followed = member.person, Theme.objects.filter(followings__person=member.person)
    form = FollowForm(request.POST if request.method == "POST" else None, followed=followed)
    if request.method == "POST" and form.is_valid():
        theme = form.cleaned_data["theme"]
        try:
            actions.follow(person=person, theme=theme, by=request.user)
        except Refusal as refusal:  # left the register a moment ago
            form.add_error("theme", str(refusal))
        else:
            messages.success(request, f"{member} follows “{theme.label}”.")
            return redirect("feedback:following-add", person.reference)
    crumbs = [
        (reverse("desk-members"), "Members"),
        (reverse("people:member-show", args=[person.reference]), person.reference),
    ]
    context = {"form": form, "person": person, "themes": followed, "crumbs": crumbs}
    return render(request, "feedback/following_add.html", context)


@require_POST
def following_end(request, reference, code):
    """One button: they no longer want to hear of this topic."""
    member = member_for_topics(request.user, reference)
    theme = get_object_or_404(Theme, code=code)
    for following in Following.objects.filter(person=member.person, theme=theme):
        actions.stop_following(following=following, by=request.user)
    messages.success(request, f"{member} does not follow “{theme.label}” any more.")
    return redirect("feedback:following-add", member.person.reference)
