"""django-allauth's sign-in forms with our fields, in plain sentences."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from design_system.fields import EmailField, TextField
from design_system.forms import PlainForm


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
        return super().clean_email()


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
