"""What the outbox adds to the back office."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from outbox.desks import MessagesDesk, PrintListDesk
from outbox.permissions import why_not_handle_messages

LOG_ACTIONS = {
    "outbox.enqueue": "Write a message",
    "outbox.claim": "Begin to send an email",
    "outbox.mark_sent": "Email sent",
    "outbox.put_back": "Email to be tried again",
    "outbox.mark_failed": "Email could not be sent",
    "outbox.mark_uncertain": "Email may have been sent",
    "outbox.settle": "Decide whether an email went",
    "outbox.try_again": "Try a failed message again",
    "outbox.mark_posted": "Letter posted",
    "outbox.mark_called": "Person rung",
    "outbox.note_no_answer": "Rung without an answer",
    "outbox.erase_messages": "Message emptied",
    "outbox.cancel": "Message not needed any more",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


class OutboxMenuItem(MenuItem):
    """Shown to whoever may handle messages."""

    def is_shown(self, request):
        return why_not_handle_messages(request.user) is None


@hooks.register("register_admin_menu_item")
def register_call_list():
    return OutboxMenuItem(
        "Calls to make", reverse("outbox:call-list"), icon_name="comment", order=330
    )


@hooks.register("register_admin_menu_item")
def register_problem_list():
    return OutboxMenuItem(
        "Problem messages", reverse("outbox:problem-list"), icon_name="warning", order=340
    )


modeladmin_register(PrintListDesk)
modeladmin_register(MessagesDesk)
