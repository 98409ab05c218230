"""The session of a request, and the list of where its user is signed in."""

import time

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import HASH_SESSION_KEY

from people.actions import end_sign_ins, note_sign_in

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


def end_other_sign_ins(request, user, *, by):
    """Sign `user` out everywhere but here, if it is they who ask."""
    here = request.session.session_key if request.user == user else None
    user = end_sign_ins(user=user, keep=here, by=by)
    if here:
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def note_second_step(request, kind):
    """Remember that a second step was taken now: whoever has just set one up has proved it."""
    record_authentication(request, request.user, method="mfa", type=kind, reauthenticated=True)
