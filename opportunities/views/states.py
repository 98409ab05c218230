"""The overview of an opportunity, and the buttons that move it on: one POST, one action."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from opportunities import actions, permissions
from opportunities.halves import facts_half, words_half
from opportunities.wording import where
from people import availability

from .loading import crumbs_to, opportunity_for


@dataclass(frozen=True)
class Step:
    """One button: what it asks, does and says."""

    name: str
    words: str
    why_not: object
    act: object
    done: str


STEPS = {
    step.name: step
    for step in (
        Step(
            "ready",
            "Mark the facts as ready",
            permissions.why_not_make_ready,
            actions.make_ready,
            "The facts are ready.",
        ),
        Step(
            "draft",
            "Go back to preparing the facts",
            permissions.why_not_go_back_to_draft,
            actions.back_to_draft,
            "The facts are being prepared again.",
        ),
        Step(
            "close",
            "Close it early",
            permissions.why_not_close,
            actions.close,
            "It is closed. Nobody can apply any more.",
        ),
        Step(
            "reopen",
            "Open it again",
            permissions.why_not_reopen,
            actions.reopen,
            "It is open again.",
        ),
    )
}


def facts_show(request, slug):
    """How far facts and words are, what is missing, and who does what."""
    opportunity = opportunity_for(request.user, slug)
    user = request.user
    context = {
        "opportunity": opportunity,
        "facts": facts_half(opportunity),
        "words": words_half(opportunity, user),
        "where": where(opportunity),
        "lead": opportunity.lead and opportunity.lead.called,
        "activity": opportunity.activities.first(),
        "criteria": [_criterion_in_words(c) for c in opportunity.criteria.select_related("term")],
        "why_not_change": permissions.why_not_change_facts(user, opportunity),
        "steps": [step for step in STEPS.values() if not step.why_not(user, opportunity)],
        "may_see_shortlist": not permissions.why_not_see_shortlist(user, opportunity),
        "may_see_placed": not permissions.why_not_see_placed(user, opportunity),
        "may_cancel": not permissions.why_not_cancel(user, opportunity),
        "crumbs": crumbs_to(opportunity)[:1],
    }
    return render(request, "opportunities/facts_show.html", context)


@require_POST
def status_change(request, slug, step):
    """Move an opportunity on by one of STEPS."""
    if step not in STEPS:
        raise Http404
    return _act(request, opportunity_for(request.user, slug), STEPS[step])


def opportunity_cancel(request, slug):
    """Ask once more, then cancel for good."""
    opportunity = opportunity_for(request.user, slug)
    if request.method == "POST":
        done = "It is cancelled."
        step = Step("cancel", "", permissions.why_not_cancel, actions.cancel, done)
        return _act(request, opportunity, step)
    if why_not := permissions.why_not_cancel(request.user, opportunity):
        raise PermissionDenied(why_not)
    context = {
        "opportunity": opportunity,
        "waiting": opportunity.applications.in_hand().count(),
        "crumbs": crumbs_to(opportunity),
    }
    return render(request, "opportunities/opportunity_cancel.html", context)


def _act(request, opportunity, step):
    if why_not := step.why_not(request.user, opportunity):
        messages.error(request, why_not)
    else:
        try:
            step.act(opportunity=opportunity, by=request.user)
        except Refusal as refusal:  # somebody else was quicker
            messages.error(request, str(refusal))
        else:
            messages.success(request, step.done)
    return redirect(reverse("opportunities:facts-show", args=[opportunity.slug]))


def _criterion_in_words(criterion):
    if criterion.term:
        what = f"{criterion.get_kind_display()}: {criterion.term.label}"
    elif criterion.slots:
        what = f"Is free: {', '.join(availability.in_words(criterion.slots))}"
    else:
        what = criterion.get_kind_display()
    return {
        "what": what,
        "importance": criterion.get_importance_display(),
        "weight": criterion.weight,
    }
