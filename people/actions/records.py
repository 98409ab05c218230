"""A person's own data: given to them, looked at, merged with a second entry, erased."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people import personal_data, slots
from people.models import Member, Person
from people.states import move, withdraw_consent


class CannotMergePeople(Refusal):
    """One of the two is gone already, or both are the same."""


@transaction.atomic
def note_member_seen(*, member, by):
    """Note that a colleague opened the page of `member`."""
    log(member, "people.view_member", user=by)


@transaction.atomic
def export_person(*, person, by):
    """Return all that is kept about `person`: a dict of table name to a list of dicts."""
    data = {
        str(handler.model._meta.verbose_name): list(handler.export(person))
        for handler in reversed(personal_data.handlers())
    }
    log(person, "people.export_person", user=by)
    return data


@transaction.atomic
def erase_person(*, person, by):
    """Take out everything that says who `person` is; return what stays, a reference.

    They leave the register. Repeats change nothing.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.erased_at:
        return person
    _take_off_the_register(person, by=by)
    person.erased_at = timezone.now()
    person.save(update_fields=["erased_at"])
    for handler in personal_data.handlers():
        handler.erase(person, by)
    log(person, "people.erase_person", user=by)
    return person


@transaction.atomic
def merge_people(*, kept, gone, by):
    """Make one person of two entries; return the kept one. The other stays as a bare reference.

    Raises CannotMergePeople for one and the same person and for erased people, and the Refusal of
    a room in which something has to be done first.
    """
    first, second = sorted([kept.pk, gone.pk])
    people = {
        person.pk: person
        for person in Person.objects.select_for_update(no_key=True).filter(pk__in=[first, second])
    }
    if len(people) < 2:
        raise CannotMergePeople("Choose two different people.")
    kept, gone = people[kept.pk], people[gone.pk]
    if kept.erased_at or gone.erased_at:
        raise CannotMergePeople("One of the two has been erased already.")
    for handler in personal_data.handlers():
        handler.merge(kept, gone, by)
    gone.refresh_from_db()
    gone.erased_at = timezone.now()
    gone.save(update_fields=["erased_at"])
    _leave_quietly(gone, by=by)
    for handler in personal_data.handlers():
        handler.erase(gone, by)
    log(kept, "people.merge_people", user=by, data={"gone": str(gone)})
    kept.refresh_from_db()
    return kept


def _take_off_the_register(person, *, by):
    member = _leave_quietly(person, by=by)
    if member:
        withdraw_consent(person, how="online", by=by)
        for hear in slots.leaving:
            hear(member=member, by=by)


def _leave_quietly(person, *, by):
    """Move the person's member, if there is one who has not left; return it."""
    member = Member.objects.select_for_update(no_key=True).filter(person=person).first()
    if member is None or member.status == Member.Status.LEFT:
        return None
    move(member, Member.Status.LEFT, by=by)
    return member
