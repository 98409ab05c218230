"""Emails that may have gone, messages that could not be sent, and what is decided about them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from design_system.refusals import Refusal
from outbox import actions, permissions

from .loading import message_for, messages_for, page_of


def _went(**given):
    return actions.settle(went=True, **given)


def _did_not_go(**given):
    return actions.settle(went=False, **given)


DECISIONS = {
    "went": (_went, "{} counts as sent."),
    "not-went": (_did_not_go, "{} will be sent again."),
    "again": (actions.try_again, "{} waits to be sent again."),
    "not-needed": (actions.cancel, "{} will not be sent."),
}


@require_safe
def problem_list(request):
    """What the worker could not settle by itself."""
    page = page_of(messages_for(request.user).problems(), request)
    return render(request, "outbox/problem_list.html", {"page": page})


@require_safe
def message_show(request, pk):
    """One message, as it was or will be sent."""
    message = message_for(request.user, pk)
    context = {
        "message": message,
        "why_not_cancel": permissions.why_not_cancel(request.user, message),
        "crumbs": [(reverse("desk-messages"), "Messages")],
    }
    return render(request, "outbox/message_show.html", context)


@require_POST
def message_settle(request, pk):
    """A person's decision about one message."""
    message = message_for(request.user, pk)
    action, words = DECISIONS.get(request.POST.get("decision"), (None, ""))
    if action is None:
        messages.error(request, "Choose what is to happen with this message.")
        return redirect("outbox:message-show", pk)
    try:
        action(message=message, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words.format(message))
    if "from_list" in request.POST:
        return redirect("outbox:problem-list")
    return redirect("outbox:message-show", pk)
