"""What the PE team's page of a member tells of the messages to them."""

from outbox.models import Message

NEWEST = 20


def messages_to(member, user):
    """The card "Messages", or None where there are none that `user` may see."""
    newest = Message.objects.visible_to(user).filter(person=member.person_id).order_by("-pk")
    shown = list(newest[:NEWEST])
    return ("outbox/card_messages.html", {"messages": shown}) if shown else None
