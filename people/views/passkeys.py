"""Signing in with a passkey, and a person's own passkeys."""

from allauth.account.decorators import reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import RequestLoginCodeView
from allauth.mfa.internal.flows.add import redirect_if_add_not_allowed
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.generic import FormView

from design_system.forms import Form
from design_system.permissions import why_not_enter_back_office
from people import actions
from people.browsers import in_words
from people.permissions import why_not_sign_in_with_passkey
from people.sessions import note_second_step
from people.sign_in import NOT_KNOWN, AddPasskeyForm, NamePasskeyForm

HOME = reverse_lazy("people:signing-show")
RECENTLY = reauthentication_required(app="allauth.mfa")


class AskForCode(RequestLoginCodeView):
    """The sign-in page. Where it was asked for too often, its answer says so to machines too."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error("email", "asked_too_often"):
            response.status_code = 429
        return response


class SignInWithPasskey(LoginWebAuthnView):
    """The button on the sign-in page. Whoever wanted to go somewhere gets there."""

    def form_valid(self, form):
        passkey = form.cleaned_data["credential"]
        if why_not := why_not_sign_in_with_passkey(passkey.user, passkey):
            return self.back_to_start(messages.WARNING, why_not)
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, passkey, login)

    def form_invalid(self, form):
        return self.back_to_start(messages.ERROR, NOT_KNOWN)

    def back_to_start(self, level, sentence):
        messages.add_message(self.request, level, sentence)
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def passthrough_next_url(self, url):
        wanted = get_next_redirect_url(self.request)
        return f"{url}?{urlencode({'next': wanted})}" if wanted else url


class UsePasskeyAgain(ReauthenticateWebAuthnView):
    """Proving again that it is you, before something that matters."""

    def form_invalid(self, form):
        messages.error(self.request, NOT_KNOWN)
        return redirect(self.request.get_full_path())


class SetUpApp(ActivateTOTPView):
    """Whoever typed in the first code of their app has taken the second step with it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_step(self.request, "totp")
        return response


@method_decorator([login_required, redirect_if_add_not_allowed, RECENTLY], name="dispatch")
class Add(FormView):
    """The browser makes a passkey, and the person names it."""

    form_class = AddPasskeyForm
    template_name = "people/passkey_add.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        return {"name": in_words(self.request.headers.get("User-Agent", ""))}

    def get_context_data(self, **kwargs):
        asked = auth.begin_registration(self.request.user, passwordless=True)
        return super().get_context_data(back_url=HOME, passkey_options=asked, **kwargs)

    def form_valid(self, form):
        user, had_codes = self.request.user, has_recovery_codes(self.request.user)
        actions.add_passkey(
            user=user,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
            by=user,
        )
        messages.success(self.request, "Your passkey is ready. Use it when you next sign in.")
        if why_not_enter_back_office(user) is None:  # whoever works here later takes it again then
            note_second_step(self.request, "webauthn")
        if has_recovery_codes(user) and not had_codes:
            return redirect("mfa_view_recovery_codes")
        return redirect(HOME)


def has_recovery_codes(user):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()


class _OwnPasskey(FormView):
    """`self.passkey` is one of the person's own."""

    success_url = HOME

    def dispatch(self, request, *args, pk, **kwargs):
        own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
        self.passkey = own.filter(pk=pk).first()
        if self.passkey is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_url=HOME, passkey=self.passkey, **kwargs)


@method_decorator(login_required, name="dispatch")
class Rename(_OwnPasskey):
    form_class = NamePasskeyForm
    template_name = "people/passkey_rename.html"

    def get_initial(self):
        return {"name": self.passkey.data["name"]}

    def form_valid(self, form):
        actions.rename_passkey(passkey=self.passkey, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "We have saved the name of your passkey.")
        return super().form_valid(form)


@method_decorator([login_required, RECENTLY], name="dispatch")
class Remove(_OwnPasskey):
    form_class = Form
    template_name = "people/passkey_remove.html"

    def form_valid(self, form):
        actions.remove_passkey(passkey=self.passkey, by=self.request.user)
        messages.success(self.request, "The passkey is removed. Nobody can sign in with it now.")
        return super().form_valid(form)
