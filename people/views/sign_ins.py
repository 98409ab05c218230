"""How one signs in, and where one is signed in: for members and staff alike."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from design_system.permissions import why_not_enter_back_office
from people import actions
from people.models import Member, SignIn
from people.sessions import note_this_sign_in


@method_decorator(login_required, name="dispatch")
class Show(View):
    """One's passkeys and devices."""

    def get(self, request):
        here = SignIn.objects.filter(session=request.session.session_key).first()
        context = {
            "here": here or note_this_sign_in(request),
            "passkeys": Authenticator.objects.filter(
                user=request.user, type=Authenticator.Type.WEBAUTHN
            ).order_by("pk"),
            "sign_ins": SignIn.objects.filter(
                user=request.user, session__expire_date__gt=timezone.now()
            ),
            "works_here": why_not_enter_back_office(request.user) is None,
            "member": Member.objects.of(request.user).first(),
        }
        return render(request, "people/signing_show.html", context)


@login_required
@require_POST
def end(request, pk):
    """Sign one of one's own devices out."""
    sign_in = SignIn.objects.filter(user=request.user, pk=pk).select_related("user").first()
    if sign_in is None:
        messages.success(request, "That device is signed out.")
        return redirect("people:signing-show")
    if sign_in.session_id == request.session.session_key:
        return redirect("account_logout")
    actions.end_sign_in(sign_in=sign_in, by=request.user)
    messages.success(request, f"{sign_in.device} is signed out.")
    return redirect("people:signing-show")


@method_decorator(login_required, name="dispatch")
class EndAll(View):
    """Sign out everywhere: a page that asks, a button that does."""

    def get(self, request):
        context = {"back_url": reverse("people:signing-show")}
        return render(request, "people/signing_end.html", context)

    def post(self, request):
        actions.end_sign_ins(user=request.user, by=request.user)
        logout(request)
        messages.success(request, "You are signed out everywhere. You can sign in again here.")
        return redirect("account_login")
