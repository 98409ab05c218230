"""What members tell us of themselves: one action for each kind of page of the task list."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.availability import ALL_SLOTS
from people.models import Channel, Member, MemberTerm, Person, PersonNeed, TaskAnswer, Term

from .persons import MISSING_ADDRESS

TASK_KINDS = {
    TaskAnswer.Task.WHO_I_AM: [Term.Kind.ROLE],
    TaskAnswer.Task.SKILLS: [Term.Kind.SKILL],
    TaskAnswer.Task.INTERESTS: [Term.Kind.INTEREST],
    TaskAnswer.Task.ACTIVITIES: [Term.Kind.ACTIVITY_KIND, Term.Kind.LEVEL],
}
NEED_KINDS = [Term.Kind.COMMUNICATION_NEED, Term.Kind.ACCESS_NEED]


class CannotAnswer(Refusal):
    """An answer that is not among those offered, or that would leave us no way to reach you."""


@transaction.atomic
def answer_terms(*, member, task, terms, by):
    """Replace what `member` chose on the page of `task` by `terms` (an iterable of Term).

    No terms at all is an answer too. Retired terms chosen long ago stay. Returns the member.
    """
    member = _locked(member)
    kinds = TASK_KINDS[task]
    chosen = _of_kinds(terms, kinds)
    old = MemberTerm.objects.filter(member=member, term__kind__in=kinds)
    old.filter(term__retired_at=None).exclude(term__in=chosen).delete()
    kept = set(old.values_list("term_id", flat=True))
    MemberTerm.objects.bulk_create(
        MemberTerm(member=member, term=term) for term in chosen if term.pk not in kept
    )
    return _answered(member, task, by)


@transaction.atomic
def answer_where(*, member, locality, meets_in_person, meets_online, by):
    """Set where `member` takes part: a Locality or None, in person, online. Returns the member."""
    member = _locked(member)
    member.locality = locality
    member.meets_in_person = meets_in_person
    member.meets_online = meets_online
    member.save(update_fields=["locality", "meets_in_person", "meets_online"])
    return _answered(member, TaskAnswer.Task.WHERE, by)


@transaction.atomic
def answer_when(*, member, availability, by):
    """Set when `member` is free: a mask of `people.availability`. Returns the member."""
    if not 0 <= availability <= ALL_SLOTS:
        raise CannotAnswer("Choose from the times shown on the page.")
    member = _locked(member)
    member.availability = availability
    member.save(update_fields=["availability"])
    return _answered(member, TaskAnswer.Task.WHEN, by)


@transaction.atomic
def answer_contact(*, member, preferred_channel, phone, postal_address, by):
    """Set how to reach `member`; the email address changes only by confirming a new one.

    Returns the member. Raises CannotAnswer where the way they prefer would have no address.
    """
    # The person first, then the member: the order in which every action locks them.
    person = Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    member = _locked(member)
    person.preferred_channel = preferred_channel
    person.phone = phone
    person.postal_address = postal_address
    if not person.address_for_messages:
        raise CannotAnswer(MISSING_ADDRESS[Channel(preferred_channel)])
    person.save(update_fields=["preferred_channel", "phone", "postal_address"])
    return _answered(member, TaskAnswer.Task.CONTACT, by)


@transaction.atomic
def answer_needs(*, member, needs, note, by):
    """Set the communication and access needs (an iterable of Term) of `member` and their words."""
    # The person first, then the member: the order in which every action locks them.
    person = Person.objects.select_for_update(no_key=True).get(pk=member.person_id)
    member = _locked(member)
    chosen = _of_kinds(needs, NEED_KINDS)
    old = PersonNeed.objects.filter(person=person)
    old.filter(term__retired_at=None).exclude(term__in=chosen).delete()
    kept = set(old.values_list("term_id", flat=True))
    PersonNeed.objects.bulk_create(
        PersonNeed(person=person, term=term) for term in chosen if term.pk not in kept
    )
    person.needs_note = note
    person.save(update_fields=["needs_note"])
    return _answered(member, TaskAnswer.Task.NEEDS, by)


def _locked(member):
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.status == Member.Status.LEFT:
        raise CannotAnswer("You have left the register. Join again to change your answers.")
    return member


def _of_kinds(terms, kinds):
    terms = list({term.pk: term for term in terms}.values())
    if any(term.kind not in kinds for term in terms):
        raise CannotAnswer("Choose from the answers shown on the page.")
    return terms


def _answered(member, task, by):
    TaskAnswer.objects.update_or_create(
        member=member, task=task, defaults={"answered_at": timezone.now()}
    )
    log(member, "people.answer_task", user=by, data={"task": str(task)})
    return member
