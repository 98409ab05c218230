"""Registration only: what the audit log says of this room's actions."""

from django.http import Http404
from wagtail import hooks

from home.permissions import why_not_see_document

LOG_ACTIONS = {
    "home.ask_for_form": "Asked for a joining form",
    "home.ask_to_be_rung": "Asked to be rung",
    "home.join": "Joined online",
    "home.welcome": "Welcome message written",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("before_serve_document")
def keep_back_what_is_not_published(document, request):
    if why_not_see_document(request.user, document):
        raise Http404
