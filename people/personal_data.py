"""What every table that points to a person does when they ask for their data or leave for good.

A room registers its handlers here in its `AppConfig.ready()`. The actions `export_person`,
`erase_person` and `merge_people` walk them, from the bottom room up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session

from people.availability import in_words
from people.models import Consent, Member, MemberTerm, Person, PersonNeed, SignIn, TaskAnswer

ERASED = "(erased)"


@dataclass(frozen=True)
class Handler:
    """What to do with one table.

    `export(person)` gives dicts of plain values; `erase(person, by)` and `merge(kept, gone, by)`
    change its rows.
    """

    model: type
    export: Callable
    erase: Callable
    merge: Callable


_handlers = {}


def register(model, *, export, erase, merge):
    """Say what to do with the rows of `model` that belong to a person."""
    _handlers[model] = Handler(model, export, erase, merge)


def handlers():
    """Every Handler: lower rooms first, so that those above find what they point to in place."""
    order = [config.label for config in apps.get_app_configs()]
    return sorted(
        _handlers.values(), key=lambda handler: -order.index(handler.model._meta.app_label)
    )


def models_without_handler():
    """Models with a foreign key to Person or Member for which nobody registered a handler."""
    return [
        model
        for model in apps.get_models()
        if model not in _handlers
        and any(field.related_model in (Person, Member) for field in model._meta.local_fields)
    ]


def no_change(*args):
    """For a table that another handler looks after."""


# --- The tables of this room, in the order in which they are merged --------------------------
def _export_person(person):
    return [
        {
            "reference": person.reference,
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "postal address": person.postal_address,
            "preferred way": person.get_preferred_channel_display(),
            "what helps (own words)": person.needs_note,
            "added": person.created_at.isoformat(),
        }
    ]


def _erase_person(person, by):
    if person.user_id:
        _erase_login(person.user)
    person.name = ERASED
    person.email = person.phone = person.postal_address = person.needs_note = ""
    person.user = person.join_key = None
    person.save()


def _erase_login(user):
    if user.is_staff or user.has_perm("wagtailadmin.access_admin"):
        return  # a colleague's login is theirs as a colleague
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Session.objects.filter(sign_in__user=user).delete()
    user.email = f"erased-{user.pk}@erased.invalid"
    user.first_name = user.last_name = ""
    user.is_active = False
    user.save()


def _merge_person(kept, gone, by):
    """The kept person's own details win; what they lack comes from the other."""
    user, gone.user = gone.user, None
    gone.save(update_fields=["user"])
    if kept.user_id is None and user is not None:
        kept.user = user
        kept.email = user.email
    elif user is not None:
        _erase_login(user)
    for name in ("email", "phone", "postal_address", "needs_note"):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    kept.save()


def _export_sign_ins(person):
    return [
        {
            "signed in with": row.device,
            "since": row.signed_in_at.isoformat(),
            "last used": row.last_used_at.isoformat(),
        }
        for row in SignIn.objects.filter(user__person=person)
    ]


def _export_member(person):
    return [
        {
            "status": member.get_status_display(),
            "since": member.status_changed_at.isoformat(),
            "joined": member.joined_at.isoformat(),
            "how": member.get_origin_display(),
            "old enough to join alone": member.over_minimum_age,
            "parent or carer": member.guardian_name,
            "how to reach them": member.guardian_contact,
            "taking a break until": member.paused_until_date
            and member.paused_until_date.isoformat(),
            "at most at once": member.own_limit,
            "area": str(member.locality or ""),
            "in person": member.meets_in_person,
            "online": member.meets_online,
            "free": in_words(member.availability),
        }
        for member in Member.objects.filter(person=person).select_related("locality")
    ]


def _erase_member(person, by):
    for member in Member.objects.filter(person=person):
        if not member.over_minimum_age:
            member.guardian_name = member.guardian_contact = ERASED
        member.locality = None
        member.meets_in_person = member.meets_online = False
        member.availability = 0
        member.save()


def _merge_member(kept, gone, by):
    """A member without a counterpart is taken over; two members keep the kept one's answers."""
    theirs = Member.objects.filter(person=gone).first()
    if theirs and not Member.objects.filter(person=kept).exists():
        theirs.person = kept
        theirs.save(update_fields=["person"])


def _export_terms(person):
    rows = MemberTerm.objects.filter(member__person=person).select_related("term")
    return [{"about": row.term.get_kind_display(), "chosen": row.term.label} for row in rows]


def _erase_terms(person, by):
    MemberTerm.objects.filter(member__person=person).delete()


def _merge_terms(kept, gone, by):
    known = MemberTerm.objects.filter(member__person=kept).values("term")
    MemberTerm.objects.filter(member__person=gone).exclude(term__in=known).update(
        member=Member.objects.filter(person=kept).values("pk")[:1]
    )


def _export_answers(person):
    rows = TaskAnswer.objects.filter(member__person=person)
    return [{"page": r.get_task_display(), "answered": r.answered_at.isoformat()} for r in rows]


def _export_needs(person):
    rows = PersonNeed.objects.filter(person=person).select_related("term")
    return [{"about": row.term.get_kind_display(), "chosen": row.term.label} for row in rows]


def _erase_needs(person, by):
    PersonNeed.objects.filter(person=person).delete()


def _merge_needs(kept, gone, by):
    known = PersonNeed.objects.filter(person=kept).values("term")
    PersonNeed.objects.filter(person=gone).exclude(term__in=known).update(person=kept)


def _export_consents(person):
    rows = Consent.objects.filter(person=person).select_related("wording")
    return [
        {
            "words": row.wording.text,
            "version": row.wording.version,
            "given": row.given,
            "how": row.get_how_display(),
            "recorded": row.recorded_at.isoformat(),
        }
        for row in rows
    ]


def _merge_consents(kept, gone, by):
    Consent.objects.filter(person=gone).update(person=kept)


register(Member, export=_export_member, erase=_erase_member, merge=_merge_member)
register(MemberTerm, export=_export_terms, erase=_erase_terms, merge=_merge_terms)
register(TaskAnswer, export=_export_answers, erase=no_change, merge=no_change)
register(PersonNeed, export=_export_needs, erase=_erase_needs, merge=_merge_needs)
# That consent was given stays on record: it no longer says by whom.
register(Consent, export=_export_consents, erase=no_change, merge=_merge_consents)
# They end with the login, which the person's own row looks after.
register(SignIn, export=_export_sign_ins, erase=no_change, merge=no_change)
register(Person, export=_export_person, erase=_erase_person, merge=_merge_person)
