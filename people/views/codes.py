"""Typing in the code: allauth's page, which otherwise says nothing when a code has run out."""

from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from people.adapter import RUN_OUT


class ConfirmLoginCode(ConfirmLoginCodeView):
    """Sends back to the start with a sentence where there is no code to wait for."""

    _process = None

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if not request.user.is_authenticated and self._process is None:
            messages.error(request, RUN_OUT)
            after = self.passthrough_next_url(reverse("account_login"))
            response.headers["Location"] = after
        return response

    def form_valid(self, form):
        if self._action != "resend" and self._process.user is None:  # given up since it was sent
            self._process.abort()
            self._process = None
            return redirect("account_login")
        return super().form_valid(form)


class ConfirmNewEmail(ConfirmEmailVerificationCodeView):
    """The same for the code that confirms a new email address."""

    _process = None

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None:
            messages.error(request, RUN_OUT)
        return response
