"""Joining the register, taking a break from it, leaving it."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people import slots
from people.models import Channel, Consent, ConsentWording, Member, Person
from people.names import can_be_seen
from people.states import move, tell_joined, withdraw_consent, write_consent


class CannotJoin(Refusal):
    """What is needed to be on the register is missing."""


class CannotPause(Refusal):
    """Only someone on the register can take a break, until a day to come."""


class CannotResume(Refusal):
    """Only someone who takes a break can come back from it."""


class CannotSetLimit(Refusal):
    """A limit is one or more."""


@transaction.atomic
def join_register(
    *,
    person,
    how,
    origin,
    over_minimum_age,
    guardian_name="",
    guardian_contact="",
    wording,
    guardian_wording=None,
    status=None,
    by,
):
    """Put `person` on the register with their consent; return the Member. Repeats change nothing.

    `how` is a Consent.How, `origin` a Member.Origin, `wording` the ConsentWording they agreed to.
    Someone who left comes back; of someone whose address waits to be confirmed, what they say last
    counts. Raises CannotJoin where consent or a guardian is missing.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        raise CannotJoin("The details of this person have been erased.")
    if wording is None or wording.purpose != ConsentWording.Purpose.REGISTER:
        raise CannotJoin("We need your agreement to keep your details.")
    if not over_minimum_age and not (
        can_be_seen(guardian_name) and guardian_contact and guardian_wording
    ):
        raise CannotJoin("We need the agreement of your parent or carer.")
    status = status or _status_at_joining(person, how)
    member = Member.objects.select_for_update(no_key=True).filter(person=person).first()
    if member and member.status in (Member.Status.ACTIVE, Member.Status.PAUSED):
        return member
    if member is None:
        now = timezone.now()
        member = Member(person=person, status=status, status_changed_at=now, status_changed_by=by)
        member.joined_at = now
    elif member.status == Member.Status.LEFT or status == Member.Status.ACTIVE:
        move(member, Member.Status.ACTIVE, by=by)
    guardian = ("", "") if over_minimum_age else (guardian_name, guardian_contact)
    if guardian != (member.guardian_name, member.guardian_contact):
        # Another parent or carer, or none any more: who agreed before does not agree to this.
        withdraw_consent(person, how=how, by=by, purposes=[ConsentWording.Purpose.GUARDIAN])
    member.origin = origin
    member.over_minimum_age = over_minimum_age
    member.guardian_name, member.guardian_contact = guardian
    member.save()
    write_consent(person, wording, given=True, how=how, by=by)
    if not over_minimum_age:
        write_consent(person, guardian_wording, given=True, how=how, by=by)
    log(member, "people.join_register", user=by, data={"origin": origin, "status": member.status})
    if member.status == Member.Status.ACTIVE:
        tell_joined(member, by=by)
    return member


@transaction.atomic
def record_consent(*, person, wording, given, how, by):
    """Add a consent given or withdrawn; return the Consent. Withdrawing means leaving."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    member = Member.objects.select_for_update(no_key=True).filter(person=person).first()
    consent = write_consent(person, wording, given=given, how=how, by=by)
    if not given and member and member.status != Member.Status.LEFT:
        withdraw_consent(person, how=how, by=by)
        _leave(member, by=by)
    data = {"wording": str(wording), "given": given, "how": str(how)}
    log(person, "people.record_consent", user=by, data=data)
    return consent


@transaction.atomic
def pause(*, member, until=None, by):
    """Let `member` take a break, until a day or until they say; return the member.

    Raises CannotPause for a day that is not to come and for someone not on the register.
    """
    member = _locked(member)
    if until is not None and until <= timezone.localdate():
        raise CannotPause("The day you come back must be in the future.")
    if member.status == Member.Status.PAUSED:
        member.paused_until_date = until
        member.save(update_fields=["paused_until_date"])
    else:
        move(member, Member.Status.PAUSED, by=by, paused_until_date=until, refusal=CannotPause)
    log(member, "people.pause", user=by, data={"until": until})
    return member


@transaction.atomic
def resume(*, member, by):
    """Bring `member` back from a break; return the member. Raises CannotResume."""
    member = _locked(member)
    if member.status == Member.Status.ACTIVE:
        return member
    if member.status != Member.Status.PAUSED:
        raise CannotResume("Only someone who takes a break can come back from it.")
    move(member, Member.Status.ACTIVE, by=by, refusal=CannotResume)
    log(member, "people.resume", user=by)
    return member


@transaction.atomic
def leave_register(*, member, how=Consent.How.ONLINE, by):
    """Take `member` off the register and note that all consent is withdrawn; return the member."""
    member = _locked(member)
    if member.status == Member.Status.LEFT:
        return member
    withdraw_consent(member.person, how=how, by=by)
    _leave(member, by=by)
    log(member, "people.leave_register", user=by, data={"how": str(how)})
    return member


@transaction.atomic
def set_own_limit(*, member, limit, by):
    """Set at how many things `member` wants to take part at once (None: no limit).

    Returns the member; raises CannotSetLimit below 1.
    """
    member = _locked(member)
    if limit is not None and limit < 1:
        raise CannotSetLimit("The most things at once must be 1 or more.")
    member.own_limit = limit
    member.save(update_fields=["own_limit"])
    log(member, "people.set_own_limit", user=by, data={"limit": limit})
    return member


def _leave(member, *, by):
    move(member, Member.Status.LEFT, by=by)
    for hear in slots.leaving:
        hear(member=member, by=by)


def _status_at_joining(person, how):
    """Joining online by email is complete once the code that we send there was typed in."""
    confirmed = EmailAddress.objects.filter(user=person.user_id, email=person.email, verified=True)
    if (
        how == Consent.How.ONLINE
        and person.preferred_channel == Channel.EMAIL
        and not (person.user_id and confirmed.exists())
    ):
        return Member.Status.JOINING
    return Member.Status.ACTIVE


def _locked(member):
    # The person first, then the member: the order in which every action locks them.
    Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)
