"""The door of staff's own screens below /admin/."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from wagtail.log_actions import LogContext

from design_system.permissions import why_not_enter_back_office


def staff_only(view):
    """Let staff in; send visitors to sign in.

    A PermissionDenied of the view is shown with its sentence (Wagtail's own door would hide it
    behind a redirect to the dashboard).
    """

    @wraps(view)
    def door(request, *args, **kwargs):
        if sign_in := sign_in_first(request):
            return sign_in
        if why_not := why_not_enter_back_office(request.user):
            raise PermissionDenied(why_not)
        with LogContext(user=request.user):
            return view(request, *args, **kwargs)

    return door


def sign_in_first(request):
    """The way to sign in, as a response; None for whoever is signed in."""
    return redirect_to_login(request.get_full_path()) if request.user.is_anonymous else None
