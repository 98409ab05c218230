"""Messages in every state."""

import factory
from django.utils import timezone

from outbox.models import Message
from people.models import Channel
from tests.factories.people import PersonFactory


class MessageFactory(factory.django.DjangoModelFactory):
    """An email that is due. `letter=True` or `call=True` for people without email."""

    class Meta:
        model = Message

    class Params:
        letter = factory.Trait(person=factory.SubFactory(PersonFactory, by_post=True))
        call = factory.Trait(person=factory.SubFactory(PersonFactory, by_phone=True))

    person = factory.SubFactory(PersonFactory)
    purpose = "invitation"
    channel = factory.LazyAttribute(lambda message: Channel(message.person.preferred_channel))
    address = factory.LazyAttribute(lambda message: message.person.address_for_messages)
    subject = "Would you like to help?"
    body = "Dear Sam,\n\nWould you like to help us?\n"
    dedupe_key = factory.Sequence("invitation-{}".format)
    attempts = factory.LazyAttribute(lambda message: int(message.status == "sending"))
    provider_reference = factory.LazyAttribute(
        lambda message: "<M-1.1@example.org>" if message.status == "sending" else ""
    )
    status = Message.Status.QUEUED
    status_changed_at = factory.LazyFunction(timezone.now)
    next_attempt_at = factory.LazyFunction(timezone.now)
