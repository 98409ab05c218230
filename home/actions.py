"""Coming in at the front door: joining, asking to be rung, asking for a form in the post."""

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from outbox.actions import enqueue
from people.actions import add_member, add_person
from people.models import Channel, Consent, ConsentWording, Member


@transaction.atomic
def join(
    *,
    name,
    preferred_channel,
    over_minimum_age,
    wording,
    join_key,
    email="",
    phone="",
    postal_address="",
    guardian_name="",
    guardian_contact="",
    guardian_wording=None,
    person=None,
    user=None,
    by,
):
    """Join online; return the Member. The same `join_key` (a UUID) twice is joining once.

    `user` (and `person`, if they are known) is whoever is signed in already. Raises what
    `people.actions.add_member` raises.
    """
    member = add_member(
        person=person,
        name=name,
        preferred_channel=preferred_channel,
        email=email,
        phone=phone,
        postal_address=postal_address,
        join_key=join_key,
        user=user,
        how=Consent.How.ONLINE,
        origin=Member.Origin.ONLINE,
        over_minimum_age=over_minimum_age,
        guardian_name=guardian_name,
        guardian_contact=guardian_contact,
        wording=wording,
        guardian_wording=guardian_wording,
        by=by,
    )
    log(member, "home.join", user=by, data={"status": member.status})
    return member


@transaction.atomic
def welcome(*, member, by):
    """Tell `member`, in their own channel, that they are on the register and what comes next."""
    times_joined = member.person.consents.filter(
        wording__purpose=ConsentWording.Purpose.REGISTER, given=True
    ).count()
    message = enqueue(
        person=member.person,
        purpose="welcome",
        template="home/welcome",
        context={"member": member},
        dedupe_key=f"welcome:{member.person}:{times_joined}",
        by=by,
    )
    log(member, "home.welcome", user=by, data={"message": str(message)})
    return message


@transaction.atomic
def ask_to_be_rung(*, name, phone, good_time="", note="", join_key, by):
    """Put a call on the PE team's list for someone who would rather join by phone; return it.

    The person is not on the register yet. The same `join_key` (a UUID) twice is one call.
    """
    person = add_person(
        name=name, preferred_channel=Channel.PHONE, phone=phone, join_key=join_key, by=by
    )
    message = enqueue(
        person=person,
        purpose="ring-back",
        template="home/ring_back",
        context={"good_time": good_time, "note": note},
        dedupe_key=f"ring-back:{person}",
        by=by,
    )
    log(person, "home.ask_to_be_rung", user=by, data={"message": str(message)})
    return message


@transaction.atomic
def ask_for_form(*, name, postal_address, join_key, by):
    """Put a joining form on the PE team's print list; return the message.

    The person is not on the register yet. The same `join_key` (a UUID) twice is one form.
    """
    person = add_person(
        name=name,
        preferred_channel=Channel.POST,
        postal_address=postal_address,
        join_key=join_key,
        by=by,
    )
    message = enqueue(
        person=person,
        purpose="joining-form",
        template="home/joining_form",
        context={
            "wording": ConsentWording.objects.current(ConsentWording.Purpose.REGISTER),
            "guardian_wording": ConsentWording.objects.current(ConsentWording.Purpose.GUARDIAN),
            "minimum_age": settings.MINIMUM_AGE_WITHOUT_CONSENT,
        },
        dedupe_key=f"joining-form:{person}",
        by=by,
    )
    log(person, "home.ask_for_form", user=by, data={"message": str(message)})
    return message
