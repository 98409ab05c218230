"""Mails about signing in itself. They go to a login, which need not belong to a person we know.

So they do not pass through the outbox, as the sign-in codes do not.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

SUBJECTS = {
    "passkey_added": "A passkey was added to your sign-in",
    "passkey_removed": "A passkey was removed from your sign-in",
    "second_step_cleared": "Your second step to sign in was removed",
}


def tell_later(user, what):
    """Write to `user` about `what` (a key of SUBJECTS) once the transaction has ended well.

    A mail server that fails is logged: what was done stays done.
    """
    # A lambda, because Django names what failed in its log, and a partial has no name.
    transaction.on_commit(lambda: _send(user, what), robust=True)


def _send(user, what):
    context = {"address": settings.WAGTAILADMIN_BASE_URL.rstrip("/")}
    body = render_to_string(f"account/email/{what}_message.txt", context)
    EmailMessage(SUBJECTS[what], body, to=[user.email]).send()
