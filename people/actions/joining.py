"""Joining as a whole: the person, their login and their place on the register, or none of it."""

from django.db import transaction
from wagtail.log_actions import log

from people.models import Channel, Consent, Member, Person, User
from people.states import withdraw_consent

from .logins import add_login, change_email, drop_unproven_login
from .persons import add_person, change_contact, change_name
from .register import join_register


@transaction.atomic
def add_member(
    *,
    person=None,
    name,
    preferred_channel,
    email="",
    phone="",
    postal_address="",
    join_key=None,
    user=None,
    by,
    **register,
):
    """Put someone on the register, as a new Person or as `person`; return the Member.

    `user` is the login of someone who is signed in already. `register` goes to `join_register`.
    Repeats with one `join_key` change nothing, unless the address was mistyped and not confirmed
    yet. Raises CannotAddPerson, CannotAddLogin, CannotChangeContact, CannotChangeEmail, CannotJoin.
    """
    email = (user.email if user else email).strip().lower()
    addresses = {"phone": phone, "postal_address": postal_address}
    is_known = bool(person or (join_key and Person.objects.filter(join_key=join_key).exists()))
    person = person or add_person(
        name=name,
        preferred_channel=preferred_channel,
        email=email,
        join_key=join_key,
        by=by,
        **addresses,
    )
    if is_known and _may_still_change(person):
        person = _bring_up_to_date(person, name, preferred_channel, email, addresses, by=by)
    if user or (person.email and not person.user_id):
        add_login(person=person, user=user, by=by)
        person.refresh_from_db()
    member = join_register(person=person, by=by, **register)
    log(member, "people.add_member", user=by, data={"status": member.status})
    return member


@transaction.atomic
def hand_over_joining(*, user, join_key, name, by, **register):
    """Replace what another wrote, who joined with the address of `user`, by what its owner says.

    `join_key` (a UUID) is the owner's own; `register` goes to `join_register`. Returns the Member,
    or None where there is nothing to hand over: nobody waits for the code of this address, or it
    was the owner who joined.
    """
    person = Person.objects.select_for_update(no_key=True).filter(user=user).first()
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if person is None or person.join_key == join_key:
        return None
    waiting = Member.objects.select_for_update(no_key=True).filter(person=person)
    if not waiting.filter(status=Member.Status.JOINING).exists():
        return None
    # They may have joined with a mistyped address before: this is the entry that counts now.
    Person.objects.filter(join_key=join_key).update(join_key=None)
    person.join_key, person.name = join_key, name
    person.preferred_channel, person.phone, person.postal_address = Channel.EMAIL, "", ""
    person.save()
    withdraw_consent(person, how=Consent.How.ONLINE, by=by)
    member = join_register(person=person, by=by, **register)
    log(member, "people.hand_over_joining", user=by)
    return member


def _may_still_change(person):
    """Until they are on the register, what they say last is what counts."""
    settled = [Member.Status.ACTIVE, Member.Status.PAUSED]
    return not Member.objects.filter(person=person, status__in=settled).exists()


def _bring_up_to_date(person, name, preferred_channel, email, addresses, *, by):
    if person.name != name:
        person = change_name(person=person, name=name, by=by)
    if email and person.email != email:
        person = change_email(person=person, email=email, by=by)
    kept = {field: value or getattr(person, field) for field, value in addresses.items()}
    if person.preferred_channel != preferred_channel or any(
        getattr(person, field) != value for field, value in kept.items()
    ):
        person = change_contact(person=person, preferred_channel=preferred_channel, by=by, **kept)
    if preferred_channel != Channel.EMAIL:
        person = drop_unproven_login(person=person, by=by)
    return person
