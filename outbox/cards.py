"""What the PE team is told of messages: on the page of a member, and on their first page."""

from django.urls import reverse

from design_system.desk import Waiting, counted
from outbox.models import Message

NEWEST = 20


def messages_to(member, user):
    """The card "Messages", or None where there are none that `user` may see."""
    newest = Message.objects.visible_to(user).filter(person=member.person_id).order_by("-pk")
    shown = list(newest[:NEWEST])
    return ("outbox/card_messages.html", {"messages": shown}) if shown else None


def messages_that_wait(user):
    """Letters to post, calls to make and problems to settle, for whoever may see messages."""
    messages = Message.objects.visible_to(user)
    waits = [
        (messages.to_print(), "letter to post", "letters to post", "outbox:print-list"),
        (messages.to_call(), "call to make", "calls to make", "outbox:call-list"),
        (messages.problems(), "problem message", "problem messages", "outbox:problem-list"),
    ]
    told = [(counted(rows.count(), one, more), reverse(name)) for rows, one, more, name in waits]
    return [Waiting(words, address) for words, address in told if words]
