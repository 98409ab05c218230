"""Passkeys: signing in with a fingerprint, a face or a PIN instead of a code.

A passkey is allauth's Authenticator of the kind "webauthn". Who may is asked by the views, which
only ever find a person's own. `data[MADE_SURE]` says that whoever works here made it, or used it
after an emailed code, while they did.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from wagtail.log_actions import log

from people.mails import tell_later
from people.models import User
from people.permissions import MADE_SURE


@transaction.atomic
def add_passkey(*, user, name, credential, by):
    """Let `user` sign in with a passkey; return its Authenticator.

    `credential` is what the browser made, as JSON values, checked before. Whoever works here gets
    recovery codes with their first second step. The same credential twice is one passkey.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    works_here = user.has_perm("wagtailadmin.access_admin")
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    known = next((p for p in passkeys if p.data["credential"]["id"] == credential["id"]), None)
    if known:
        return known
    data = {"name": name, "credential": credential, MADE_SURE: works_here}
    passkey = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)
    if works_here:
        RecoveryCodes.activate(user)
    log(user, "people.add_passkey", user=by)
    tell_later(user, "passkey_added")
    return passkey


@transaction.atomic
def make_sure_of_passkey(*, passkey, by):
    """Note that `passkey` was used after an emailed code by its owner, who works here; return it.

    From now on it opens by itself. Doing so twice is the same as once.
    """
    passkey = Authenticator.objects.select_for_update(no_key=True).get(pk=passkey.pk)
    if not passkey.data.get(MADE_SURE):
        passkey.data[MADE_SURE] = True
        passkey.save(update_fields=["data"])
        log(passkey.user, "people.make_sure_of_passkey", user=by)
    return passkey


@transaction.atomic
def rename_passkey(*, passkey, name, by):
    """Give a passkey another name; return it."""
    passkey = Authenticator.objects.select_for_update(no_key=True).get(pk=passkey.pk)
    if passkey.data["name"] != name:
        passkey.data["name"] = name
        passkey.save(update_fields=["data"])
        log(passkey.user, "people.rename_passkey", user=by)
    return passkey


@transaction.atomic
def remove_passkey(*, passkey, by):
    """Take a passkey away: nobody signs in with it any more. Removing it twice is as once.

    Recovery codes without anything to recover go too.
    """
    user = passkey.user
    gone, _ = Authenticator.objects.filter(pk=passkey.pk).delete()
    if not gone:
        return
    left = Authenticator.objects.filter(user=user)
    if not left.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        left.delete()
    log(user, "people.remove_passkey", user=by)
    tell_later(user, "passkey_removed")
