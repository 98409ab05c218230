"""An administrator helps a colleague who lost their second step."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views import View

from design_system.refusals import Refusal
from design_system.staff import staff_only
from people import actions
from people.models import User
from people.permissions import why_not_clear_second_step

LIST = reverse_lazy("people:steps-list")
KINDS = {"totp": "app", "webauthn": "passkey", "recovery_codes": "recovery codes"}


class _ForAdministrators(View):
    @method_decorator(staff_only)
    def dispatch(self, request, *args, **kwargs):
        if why_not := why_not_clear_second_step(request.user):
            raise PermissionDenied(why_not)
        return super().dispatch(request, *args, **kwargs)


def steps_of(user):
    """The kinds of second step that `user` has, in words, each once."""
    return list(dict.fromkeys(KINDS[step.type] for step in user.authenticator_set.all()))


class List(_ForAdministrators):
    """Who works here, and with which second step they sign in."""

    def get(self, request):
        steps = Prefetch("authenticator_set", Authenticator.objects.order_by("pk"))
        colleagues = [
            {"user": user, "steps": steps_of(user), "is_self": user.pk == request.user.pk}
            for user in User.objects.staff().prefetch_related(steps).order_by("email")
        ]
        return render(request, "people/steps_list.html", {"colleagues": colleagues})


@method_decorator(reauthentication_required(app="allauth.mfa"), name="get")
@method_decorator(reauthentication_required(app="allauth.mfa"), name="post")
class Clear(_ForAdministrators):
    """Take a colleague's second step away: a page that says what to check, a button that does."""

    def get(self, request, pk):
        colleague = self.colleague(pk)
        if why_not := why_not_clear_second_step(request.user, colleague):
            messages.error(request, why_not)
            return redirect(LIST)
        context = {"colleague": colleague, "crumbs": [(LIST, "Second steps")]}
        return render(request, "people/steps_clear.html", context)

    def post(self, request, pk):
        colleague = self.colleague(pk)
        try:
            actions.clear_second_step(user=colleague, by=request.user)
            messages.success(request, f"{colleague.email} sets up a new second step next time.")
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(LIST)

    def colleague(self, pk):
        colleague = User.objects.staff().filter(pk=pk).first()
        if colleague is None:
            raise Http404
        return colleague
