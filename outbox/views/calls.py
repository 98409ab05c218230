"""Calls: who is to be rung, what to say, and how it went."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from design_system.refusals import Refusal
from outbox import actions

from .loading import message_for, messages_for, page_of

RESULTS = {
    "told": (actions.mark_called, "{} is marked as told."),
    "no-answer": (actions.note_no_answer, "{} goes to the end of the list. Try again later."),
    "not-needed": (actions.cancel, "The call to {} is taken off the list."),
}


@require_safe
def call_list(request):
    """Calls that someone is to make, those due first."""
    page = page_of(messages_for(request.user).to_call(), request)
    return render(request, "outbox/call_list.html", {"page": page, "now": timezone.now()})


@require_POST
def call_done(request, pk):
    """One call was made, or nobody answered."""
    message = message_for(request.user, pk)
    action, words = RESULTS.get(request.POST.get("result"), (None, ""))
    if action is None:
        messages.error(request, "Choose how the call went.")
        return redirect("outbox:call-list")
    try:
        action(message=message, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words.format(message.person.name))
    return redirect("outbox:call-list")
