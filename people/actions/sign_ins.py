"""Where people are signed in: noted when they do, ended when they or the trust say so."""

from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.log_actions import log

from people.browsers import in_words
from people.models import SignIn, User


@transaction.atomic
def note_sign_in(*, user, session_key, user_agent, by):
    """Note that `user` is signed in with the session `session_key`; return the SignIn.

    The session is in the database already. Noting it twice is the same as once.
    """
    sign_in, is_new = SignIn.objects.get_or_create(
        session_id=session_key, defaults={"user": user, "device": in_words(user_agent)}
    )
    if is_new:
        log(user, "people.note_sign_in", user=by)
    return sign_in


@transaction.atomic
def end_sign_in(*, sign_in, by):
    """Sign one device out. Its next visit is a stranger's; ending it twice is the same as once."""
    user = sign_in.user
    ended, _ = Session.objects.filter(sign_in=sign_in.pk).delete()
    if ended:
        log(user, "people.end_sign_in", user=by)


@transaction.atomic
def end_sign_ins(*, user, keep=None, by):
    """Sign `user` out on every device, but for the session whose key is `keep`; return the user.

    Sessions that are not on our list end too: what they prove themselves with is replaced. So the
    session that is kept needs the new `user.get_session_auth_hash()`.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    sessions = Session.objects.filter(sign_in__user=user)
    _, ended = (sessions.exclude(pk=keep) if keep else sessions).delete()
    user.set_unusable_password()  # random each time, and part of what every session proves
    user.save(update_fields=["password"])
    log(user, "people.end_sign_ins", user=by, data={"ended": ended.get("sessions.Session", 0)})
    return user
