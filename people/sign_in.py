"""django-allauth's sign-in forms with our fields, in plain sentences."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

from design_system.fields import EmailField, TextField
from design_system.forms import Form, PlainForm

ASKED_TOO_OFTEN = "You have asked for a few codes already. Wait 1 minute, then try again"
NOT_ADDED = "That did not work, so no passkey was added. Try again"
NOT_KNOWN = "That passkey did not work. Try again, or use a code instead"


def _code_field(label, **kwargs):
    return TextField(label, max_length=40, autocomplete="one-time-code", width=10, **kwargs)


class AskForCodeForm(PlainForm, RequestLoginCodeForm):
    email = EmailField(
        "Your email address",
        hint="Use the address that you joined with",
        required_message="Enter your email address",
    )

    def clean_email(self):
        self.cleaned_data["email"] = self.cleaned_data["email"].lower()
        try:
            return super().clean_email()
        except ValidationError as error:  # the only one that allauth raises here
            raise ValidationError(ASKED_TOO_OFTEN, code="asked_too_often") from error


class EnterCodeForm(PlainForm, ConfirmLoginCodeForm):
    code = _code_field(
        "Code",
        hint="It is in the email. Small and capital letters both work",
        required_message="Enter the code from the email",
    )


class SetUpAppForm(PlainForm, ActivateTOTPForm):
    code = _code_field(
        "The 6 numbers that the app shows", required_message="Enter the 6 numbers from your app"
    )


class EnterAppCodeForm(PlainForm, AuthenticateForm):
    code = _code_field(
        "Code",
        hint="Your authenticator app shows it. You can also use one of your recovery codes",
        required_message="Enter the code from your app",
    )


class EnterAppCodeAgainForm(PlainForm, ReauthenticateForm):
    code = _code_field(
        "Code",
        hint="Each code works once. If you have just used one, wait until your app shows the next",
        required_message="Enter the code from your app",
    )


def _name_field():
    return TextField(
        "Name of this passkey",
        hint="So that you can tell it from others, such as “My phone”",
        max_length=60,
        required_message="Enter a name for this passkey",
    )


class NamePasskeyForm(Form):
    name = _name_field()


class _Credential(forms.JSONField):
    """What passkeys.js puts into the form for the device."""

    widget = forms.HiddenInput

    def __init__(self, sentence):
        super().__init__(error_messages={"required": sentence, "invalid": sentence})

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError:  # ten thousand brackets
            raise ValidationError(self.error_messages["invalid"]) from None

    def bound_data(self, data, initial):
        return None  # it counts once, so it is not shown again

    def prepare_value(self, value):
        return ""


class AddPasskeyForm(PlainForm, AddWebAuthnForm):
    """What the browser made, with a name. It always asks for a finger, a face or a PIN."""

    passwordless = None
    name = _name_field()
    credential = _Credential(NOT_ADDED)

    def clean(self):
        try:
            return super().clean()
        except Exception as error:  # whatever a stranger's bytes do to the decoder
            raise ValidationError(NOT_ADDED) from error


class _UsePasskey:
    def clean_credential(self):
        try:
            return super().clean_credential()
        except Exception as error:  # whatever a stranger's bytes do to the decoder
            raise ValidationError(NOT_KNOWN) from error


class SignInWithPasskeyForm(_UsePasskey, LoginWebAuthnForm):
    credential = _Credential(NOT_KNOWN)


class UsePasskeyForm(_UsePasskey, AuthenticateWebAuthnForm):
    credential = _Credential(NOT_KNOWN)


class UsePasskeyAgainForm(_UsePasskey, ReauthenticateWebAuthnForm):
    credential = _Credential(NOT_KNOWN)
