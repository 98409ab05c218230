"""How django-allauth signs people in here: by a code sent to their email address, and only so."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse

from design_system.permissions import why_not_enter_back_office
from people import slots
from people.actions import confirm_email
from people.sessions import end_other_sign_ins, note_this_sign_in, note_work

RUN_OUT = "That code does not work any more: it has run out, or it was used. Ask for a new one."


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people join, and staff are added by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "You cannot sign in with this address at the moment.",
        "incorrect_code": "That code is not right. Check that it is from the newest email",
        "too_many_login_attempts": "That was tried too often. Ask for a new code, "
        "or wait a few minutes and try again",
        "rate_limited": "Wait a minute before you ask for another code",
    }

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, *, email=None, **kwargs):
        """Whoever comes here has typed in the code sent to `email`: so the address is confirmed.

        Unless the login has another address by now: then the code was for one that is not theirs.
        """
        if email and email.lower() != user.email.lower():
            messages.error(request, RUN_OUT)
            return redirect("account_login")
        refused = super().pre_login(request, user, email=email, **kwargs)
        if refused is None and email:
            with transaction.atomic():
                for hear in slots.proving:
                    hear(request=request, user=user)
                confirm_email(user=user, email=email, by=user)
        return refused

    def confirm_email(self, request, email_address):
        """A new address was confirmed by a code: the login and its person follow."""
        email = email_address.email
        try:
            with transaction.atomic():
                if not super().confirm_email(request, email_address):
                    return False
                by = request.user if request.user.is_authenticated else email_address.user
                confirm_email(user=email_address.user, email=email, by=by)
                end_other_sign_ins(request, email_address.user, by=by)
        except IntegrityError:  # somebody else joined with it since the code was sent
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email})
            return False
        messages.success(request, f"Your email address is now {email}.")
        return True

    def login(self, request, user):
        """Sign in, and note on which device and whether for work."""
        super().login(request, user)
        note_this_sign_in(request)
        if why_not_enter_back_office(user) is None:
            note_work(request)

    def get_reauthentication_methods(self, user):
        """The same, with the passkey first: it is the quickest."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: "webauthn" not in method["id"])

    def get_login_redirect_url(self, request):
        """Staff go to the back office, everybody else to what is theirs."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address):
        return reverse("account_email")

    def send_account_already_exists_mail(self, email):
        """To somebody whose address another person typed in as their own new one."""
        self.send_mail("account/email/account_already_exists", email, {"request": context.request})


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step that staff sign in with."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Enter the one that your app shows now",
    }

    def is_mfa_enabled(self, user, types=None):
        """A passkey is a second step for whoever works here; for members it is one way of two.

        So a member who has lost theirs signs in with the emailed code alone.
        """
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            types = set(types or Authenticator.Type) - {Authenticator.Type.WEBAUTHN}
        return super().is_mfa_enabled(user, types)

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.WAGTAIL_SITE_NAME}

    def get_public_key_credential_user_entity(self, user):
        """What the person's device calls this sign-in: their email address."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.email}
