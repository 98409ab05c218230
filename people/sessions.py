"""The session of a request, and the list of where its user is signed in."""

import time

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.contrib.auth import HASH_SESSION_KEY

from design_system.permissions import why_not_enter_back_office
from people.actions import end_sign_ins, make_sure_of_passkey, note_sign_in

AT_WORK = "began_at_work"  # in the session: that its user worked here when they signed in
NOTED = "sign_in_noted_at"  # in the session: when its use was last noted, in seconds


def note_this_sign_in(request):
    """Put the device that `request` comes from on its user's list; return the SignIn."""
    request.session.save()  # the list points to it
    request.session[NOTED] = int(time.time())
    return note_sign_in(
        user=request.user,
        session_key=request.session.session_key,
        user_agent=request.headers.get("User-Agent", ""),
        by=request.user,
    )


def note_work(request):
    """Note that somebody who works here signed in, and which passkey they used after a code."""
    request.session[AT_WORK] = True
    after_code = [
        step["id"]
        for step in get_authentication_records(request, request.user)
        if step.get("type") == Authenticator.Type.WEBAUTHN and not step.get("passwordless")
    ]
    for passkey in Authenticator.objects.filter(pk__in=after_code, user=request.user):
        make_sure_of_passkey(passkey=passkey, by=request.user)


def began_before_work(request):
    """Whether the user works here by now, but did not when they signed in.

    Such a session opens nothing of the staff's, and sets up no second step: it may stand on a
    passkey alone, or on a computer that others use.
    """
    return (
        request.user.is_authenticated
        and AT_WORK not in request.session
        and why_not_enter_back_office(request.user) is None
    )


def end_other_sign_ins(request, user, *, by):
    """Sign `user` out everywhere but here, if it is they who ask."""
    here = request.session.session_key if request.user == user else None
    user = end_sign_ins(user=user, keep=here, by=by)
    if here:
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def note_second_step(request, kind):
    """Remember that a second step was taken now: whoever has just set one up has proved it."""
    record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)
