"""Typing in the code: allauth's page, which otherwise says nothing when a code has run out."""

from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView
from django.contrib import messages
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


class ConfirmNewEmail(ConfirmEmailVerificationCodeView):
    """The same for the code that confirms a new email address."""

    _process = None

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if self._process is None:
            messages.error(request, RUN_OUT)
        return response
