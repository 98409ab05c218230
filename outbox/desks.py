"""Staff's lists of messages: letters to post, and everything that was ever written to people."""

from django.urls import reverse

from design_system.desk import ChoiceFilter, Column, Desk, StatusFilter
from outbox.models import Message
from outbox.permissions import why_not_handle_messages


class ChannelFilter(ChoiceFilter):
    title = "how"
    parameter_name = "how"
    field = "channel"


class MessageDesk(Desk):
    """What both lists share. The words of a message stay on its own page."""

    model = Message
    columns = (
        Column("Reference", str, sort="pk"),
        Column("Person", lambda message: str(message.person), sort="person_id"),
        Column("Name", lambda message: message.person.name, sort="person__name", private=True),
        Column("About", lambda message: message.subject, private=True),
        Column("Written", lambda message: message.created_at, sort="created_at"),
    )
    search = ("person__name", "subject")
    search_hint = "A name, or what the message is about"

    def why_not_see(self, user):
        return why_not_handle_messages(user)

    def rows(self, user):
        return Message.objects.visible_to(user).select_related("person")

    def buttons(self, user, row):
        return [("Read", reverse("outbox:message-show", args=[row.pk]))]


class PrintListDesk(MessageDesk):
    """Letters that wait to be posted."""

    name = "letters"
    title = "Letters to post"
    menu_icon = "mail"
    menu_order = 320
    intro = "People who like letters better than email hear from us this way."
    empty = "No letters are waiting. Thank you for keeping the post moving."
    exports = True

    def rows(self, user):
        return super().rows(user).to_print()

    def top_buttons(self, user):
        return [("Print and post letters", reverse("outbox:print-list"))]


class MessagesDesk(MessageDesk):
    """Every message, sent or not."""

    name = "messages"
    title = "Messages"
    menu_icon = "mail"
    menu_order = 350
    empty = "Nothing has been written to anyone yet."
    columns = (
        *MessageDesk.columns,
        Column("How", lambda message: message.get_channel_display(), sort="channel"),
        Column("Status", lambda message: message.get_status_display(), sort="status"),
    )
    list_filter = (StatusFilter, ChannelFilter)

    def get_ordering(self, request):
        return ["-pk"]

    def top_buttons(self, user):
        return [
            ("Letters to post", reverse("outbox:print-list")),
            ("Calls to make", reverse("outbox:call-list")),
            ("Problem messages", reverse("outbox:problem-list")),
        ]
