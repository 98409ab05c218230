"""How a person gets a login, and how its email address is confirmed and changed."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.actions.sign_ins import end_sign_ins
from people.models import Member, Person, User
from people.states import move, tell_joined

TAKEN = "Someone else already signs in with this email address."


class CannotAddLogin(Refusal):
    """There is no email address, or the address or the login is somebody else's."""


class CannotChangeEmail(Refusal):
    """Somebody else signs in with that address."""


@transaction.atomic
def add_login(*, person, user=None, by):
    """Let `person` sign in with their email address; return the User.

    `user` is a login that exists already, such as a colleague's; without it a new one is made.
    Raises CannotAddLogin where that login or address belongs to another person.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.user_id and (user is None or user.pk == person.user_id):
        return person.user
    if person.user_id or (user and Person.objects.filter(user=user).exists()):
        raise CannotAddLogin(TAKEN)
    if not person.email:
        raise CannotAddLogin("An email address is needed to sign in.")
    person.user = user or _new_user(person.email)
    person.save(update_fields=["user"])
    log(person, "people.add_login", user=by, data={"login": str(person.user)})
    return person.user


@transaction.atomic
def confirm_email(*, user, email=None, by):
    """Note that `user` typed in the code sent to `email` (their address unless given).

    Their person's address follows, and a member who was only waiting for this is on the register.
    """
    person = Person.objects.select_for_update(no_key=True).filter(user=user).first()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    email = (email or user.email).lower()
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()  # one is primary, not two
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    if user.email != email:
        user.email = email
        user.save(update_fields=["email"])
    if person is None:
        return
    changed = person.email != email
    if changed:
        person.email = email
        person.save(update_fields=["email"])
    member = Member.objects.select_for_update(no_key=True).filter(person=person).first()
    joined = bool(member) and member.status == Member.Status.JOINING
    if joined:
        move(member, Member.Status.ACTIVE, by=by)
    if changed or joined:
        data = {"joined": joined, "changed": changed}
        log(member or person, "people.confirm_email", user=by, data=data)
    if joined:
        tell_joined(member, by=by)


@transaction.atomic
def change_email(*, person, email, by):
    """Change the address of `person`, as they told the PE team; return the person.

    A login follows: its next code goes to the new address, which confirms it, and whoever is
    signed in with the old one is signed out. (Members change
    theirs by confirming it first: see `confirm_email`.) Raises CannotChangeEmail.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    email = email.strip().lower()
    if person.erased_at:
        raise CannotChangeEmail("The details of this person have been erased.")
    if email == person.email:
        return person
    if person.user_id and not email:
        raise CannotChangeEmail("This person signs in with their email address, so keep one.")
    if not email and person.preferred_channel == "email":
        raise CannotChangeEmail("Choose another way to reach this person first.")
    if person.user_id and person.user.email != email:
        _move_login(person.user, email)
        end_sign_ins(user=person.user, by=by)
    person.email = email
    person.save(update_fields=["email"])
    log(person, "people.change_email", user=by)
    return person


@transaction.atomic
def drop_unproven_login(*, person, by):
    """Take an address that `person` typed and never confirmed, with its login, out again.

    It may be somebody else's, who would find themselves signed in to a stranger's place on the
    register. Return the person; a login that was confirmed or used stays.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    user = User.objects.filter(pk=person.user_id, last_login=None).first()
    if user is None or EmailAddress.objects.filter(user=user, verified=True).exists():
        return person
    person.user, person.email = None, ""
    person.save(update_fields=["user", "email"])
    log(person, "people.drop_unproven_login", user=by, data={"login": str(user)})
    user.delete()
    return person


def _move_login(user, email):
    if user.has_perm("wagtailadmin.access_admin"):  # or it would be a way to take their rights
        raise CannotChangeEmail(
            "This person works here. Ask an administrator to change the address they sign in with."
        )
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise CannotChangeEmail(TAKEN)
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:  # somebody joined with the same address at the same moment
        raise CannotChangeEmail(TAKEN) from None
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True)


def _new_user(email):
    if User.objects.filter(email__iexact=email).exists():
        raise CannotAddLogin(TAKEN)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            EmailAddress.objects.create(user=user, email=email, primary=True)
    except IntegrityError:  # somebody joined with the same address at the same moment
        raise CannotAddLogin(TAKEN) from None
    return user
