"""Sending codes from pages of our own: the one place that uses allauth's inside.

allauth 65 offers no public way to do so.
"""

from dataclasses import dataclass

from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit as limits

from design_system.refusals import Refusal
from people.models import User

# So that nobody lets the portal write to many strangers; enough for many slips of the finger.
ADDRESSES_TO_TRY = {"new_address": "10/h/user"}


class CannotSendCode(Refusal):
    """This address, or this connection, has asked for too many codes."""


@dataclass(frozen=True)
class Login:
    """Somebody who can sign in, or could until they were switched off (then `user` is None)."""

    user: User | None
    join_key: object

    def is_ours(self, key):
        """Whether this login was made by the joining known as `key`."""
        return self.join_key is not None and self.join_key == key


def login_for(email):
    """The Login with this address, or None."""
    user = User.objects.filter(email__iexact=email).select_related("person").first()
    if user is None:
        return None
    person = getattr(user, "person", None)
    return Login(user if user.is_active else None, person and person.join_key)


def send_code(request, user, email):
    """Send a code to `email` and remember in the session that it is waited for.

    Without a user nothing can be signed in to: the mail says that the address is not on our list.
    A code that is still waited for is not sent again. Raises CannotSendCode.
    """
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    waiting = stage and LoginCodeVerificationProcess.resume(stage)
    if waiting and waiting.state.get("email") == email:
        return
    allowed = ratelimit.consume(request, action="request_login_code", key=email.lower())
    if not (allowed and ratelimit.consume(request, action="signup")):
        raise CannotSendCode(
            "We have sent a few codes already. Wait a few minutes, then try again. "
            "Your answers are still here."
        )
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)


def send_code_to_new_address(request, user, email):
    """Send a code to `email`, which becomes the address of `user` once it was typed in.

    If somebody signs in with it already, they get a mail that says so, and nothing here tells.
    A code that is still waited for is not sent again. Raises CannotSendCode.
    """
    waiting = EmailVerificationProcess.resume(request)
    if waiting and waiting.email == email:
        return
    if not limits.consume(
        request, app="allauth.account", action="new_address", config=ADDRESSES_TO_TRY
    ):
        raise CannotSendCode("You have tried many addresses. Wait an hour, then try again")
    is_taken = User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists()
    try:
        EmailVerificationProcess.initiate(
            request=request, user=None if is_taken else user, email=email
        )
    except ImmediateHttpResponse:  # allauth's own limit, whose page leads nowhere
        raise CannotSendCode(
            "We have just sent a code to this address. Wait a minute, then try again"
        ) from None
