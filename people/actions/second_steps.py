"""Helping a colleague who lost their second step."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.actions.sign_ins import end_sign_ins
from people.mails import tell_later
from people.models import User
from people.permissions import why_not_clear_second_step


class CannotClearSecondStep(Refusal):
    """Not an administrator, one's own, or there is none."""


@transaction.atomic
def clear_second_step(*, user, by):
    """Take app, passkeys and recovery codes of `user` away and sign them out everywhere.

    They set up a new second step when they next sign in, and are told by email. `by` is the
    administrator who checked who asks; None is somebody with access to the server. Raises
    CannotClearSecondStep.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by is not None and (why_not := why_not_clear_second_step(by, user)):
        raise CannotClearSecondStep(why_not)
    Authenticator.objects.filter(user=user).delete()
    log(user, "people.clear_second_step", user=by)
    end_sign_ins(user=user, by=by)
    tell_later(user, "second_step_cleared")
    return user
