"""Adding someone we may contact, and changing their name or how to reach them."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.models import Channel, Person
from people.names import can_be_seen

ADDRESS_FIELDS = {
    Channel.EMAIL: "email",
    Channel.PHONE: "phone",
    Channel.POST: "postal_address",
}
MISSING_ADDRESS = {
    Channel.EMAIL: "Enter an email address, or choose another way for us to reach you.",
    Channel.PHONE: "Enter a phone number, or choose another way for us to reach you.",
    Channel.POST: "Enter a postal address, or choose another way for us to reach you.",
}


LONGEST_NAME = Person._meta.get_field("name").max_length


class CannotAddPerson(Refusal):
    """A person without a name, or without the address of the way they prefer."""


class CannotChangeContact(Refusal):
    """Contact details that would leave us no way to reach the person."""


class CannotChangeName(Refusal):
    """An empty name, or a person whose details were erased."""


@transaction.atomic
def add_person(
    *, name, preferred_channel, email="", phone="", postal_address="", join_key=None, by
):
    """Return a new Person; for a `join_key` (a UUID) seen before, the one it made then.

    Raises CannotAddPerson without a name or without the address of `preferred_channel`.
    """
    addresses = {"email": email.strip().lower(), "phone": phone, "postal_address": postal_address}
    if not can_be_seen(name):
        raise CannotAddPerson("Enter your name.")
    if not addresses[ADDRESS_FIELDS[Channel(preferred_channel)]]:
        raise CannotAddPerson(MISSING_ADDRESS[Channel(preferred_channel)])
    known = _of_join_key(join_key)
    if known:
        return known
    try:
        with transaction.atomic():
            person = Person.objects.create(
                name=name, preferred_channel=preferred_channel, join_key=join_key, **addresses
            )
    except IntegrityError:  # the same form, sent twice at once: the other one was first
        known = _of_join_key(join_key)
        if known is None:
            raise
        return known
    log(person, "people.add_person", user=by, data={"channel": str(preferred_channel)})
    return person


@transaction.atomic
def person_of_colleague(*, user, by):
    """Return the Person as whom we write to `user`, who works here: their own, or a new one."""
    person, is_new = Person.objects.get_or_create(
        user=user,
        defaults={
            "name": user.called[:LONGEST_NAME],
            "email": user.email,
            "preferred_channel": Channel.EMAIL,
        },
    )
    if is_new:
        log(person, "people.add_person", user=by, data={"channel": str(Channel.EMAIL)})
    return person


@transaction.atomic
def change_contact(*, person, preferred_channel, phone, postal_address, by):
    """Change how to reach `person`; return it as it now is. The email address stays as it is.

    Raises CannotChangeContact where the way they prefer would have no address.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        raise CannotChangeContact("The details of this person have been erased.")
    person.preferred_channel = preferred_channel
    person.phone = phone
    person.postal_address = postal_address
    if not person.address_for_messages:
        raise CannotChangeContact(MISSING_ADDRESS[Channel(preferred_channel)])
    person.save(update_fields=["preferred_channel", "phone", "postal_address"])
    log(person, "people.change_contact", user=by, data={"channel": str(preferred_channel)})
    return person


@transaction.atomic
def change_name(*, person, name, by):
    """Change what `person` is called; return it as it now is. Raises CannotChangeName."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        raise CannotChangeName("The details of this person have been erased.")
    if not can_be_seen(name):
        raise CannotChangeName("Enter your name.")
    person.name = name
    person.save(update_fields=["name"])
    log(person, "people.change_name", user=by)
    return person


def _of_join_key(join_key):
    return Person.objects.filter(join_key=join_key).first() if join_key else None
