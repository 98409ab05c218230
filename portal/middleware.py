"""Rules for every visit: which cookies count, who may keep a copy, who may enter where."""

import re
import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import has_vary_header
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.defaults import permission_denied

from design_system.permissions import why_not_enter_back_office, why_not_use_editor
from design_system.refusals import Refusal
from people.models import SignIn
from people.sessions import NOTED, began_before_work

BACK_OFFICE = "/admin/"
FOR_SIGN_INS_AT_WORK = (BACK_OFFICE, "/accounts/", "/my-involvement/signing-in/")
SIGN_IN_AGAIN = "You work here now, so please sign in again."
AN_HOUR = 60 * 60  # seconds
OUR_OWN = ("desk-", "cafes:", "feedback:", "opportunities:", "outbox:", "people:", "reimbursement:")
OUR_OWN += ("directorates:", "services:", "localities:", "places:")  # each asks for its own right
FOR_ALL_STAFF = {
    "wagtailadmin_home",
    "wagtailadmin_login",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_dismissibles",
    "wagtail_modeladmin:javascript_catalog",
    "wagtailsettings:edit",  # asks for a right of its own: the PE team keeps "Get help now" true
}
# As Django writes them. What looks otherwise was never ours.
OUR_COOKIES = {
    settings.SESSION_COOKIE_NAME: re.compile(r"[a-z0-9]{8,40}"),
    settings.CSRF_COOKIE_NAME: re.compile(r"[a-zA-Z0-9]{32}|[a-zA-Z0-9]{64}"),
}


class OurCookies:
    """A damaged or invented cookie counts as none: it is neither looked up nor answered by another.

    PostgreSQL would fail over some of them, and public pages would no longer be so.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name, known in OUR_COOKIES.items():
            if not known.fullmatch(request.COOKIES.get(name, "")):
                request.COOKIES.pop(name, None)
        return self.get_response(request)


class CacheRules:
    """Nothing is kept by a cache unless a view said that it is public (design_system.caching).

    And not even then, if it turned out to be for one visitor: if it sets or depends on a cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        said = response.headers.get("Cache-Control", "")
        if not said or ("public" in said and is_for_one_visitor(response)):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def is_for_one_visitor(response):
    return bool(response.cookies) or has_vary_header(response, "Cookie")


class SaidWrongMethod:
    """Where a button's address is opened like a page, a page says so, and where to get help."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html", request=request)
            response.headers["Content-Type"] = "text/html; charset=utf-8"
            response.headers.pop("Content-Length", None)
        return response


class ContentPolicy(CSPMiddleware):
    """What a browser may load and run: strict for the public site, looser for the back office."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(BACK_OFFICE) and not report_only:
            parts.config = settings.BACK_OFFICE_POLICY
        return parts


class BackOfficeDoor:
    """Members are told that the back office is for staff (Wagtail would send them in circles).

    Staff without a second factor are sent to set one up before they see any of it; those who have
    one, and did not use it to sign in here, are asked for it. Whoever signed in before they worked
    here does it again, before they come to a second step. Wagtail's own screens, its secondary ones
    too, are for those who work on pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and request.path.startswith(FOR_SIGN_INS_AT_WORK)
            and began_before_work(request)
        ):
            return sign_in_again(request)
        if request.path.startswith(BACK_OFFICE) and request.user.is_authenticated:
            if why_not := why_not_enter_back_office(request.user):
                return permission_denied(request, PermissionDenied(why_not))
            if settings.STAFF_SECOND_FACTOR_REQUIRED and (way := way_to_second_step(request)):
                return redirect(way)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(BACK_OFFICE) or request.user.is_anonymous:
            return None
        if is_for_all_staff(request.resolver_match.view_name):
            return None
        why_not = why_not_use_editor(request.user)
        return permission_denied(request, PermissionDenied(why_not)) if why_not else None


def sign_in_again(request):
    """End this session, say why, and lead to the sign-in page and from there back."""
    wanted = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    logout(request)
    messages.warning(request, SIGN_IN_AGAIN)
    return redirect(f"{reverse('account_login')}?{wanted}".rstrip("?"))


def way_to_second_step(request):
    """Where staff who have not taken a second step in this session are sent; None who have.

    A passkey is one: it asks for a finger, a face or a PIN. One from before they worked here was
    used after a code, or it would not have signed them in (people.permissions).
    """
    if not is_mfa_enabled(request.user):
        return reverse("mfa_activate_totp")
    steps = get_authentication_records(request, request.user)
    if any(step["method"] == "mfa" for step in steps):
        return None
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}"


def is_for_all_staff(name):
    """Whether the address called `name` is our own, or one of Wagtail's that everybody needs."""
    return name in FOR_ALL_STAFF or name.startswith(OUR_OWN)


class LastUsed:
    """Notes, at most once an hour, that somebody used the device on which they are signed in.

    Public pages look neither at the session nor at who asks, so they note nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)  # Django's: who asks, if that was looked up
        if user is not None and user.is_authenticated:
            noted_at = request.session.get(NOTED)
            if noted_at is not None and time.time() - noted_at > AN_HOUR:
                SignIn.objects.note_use(request.session.session_key)
                request.session[NOTED] = int(time.time())
        return response


class ShownRefusals:
    """A refusal that Wagtail's own screens do not know of, such as of publishing, is shown there.

    It goes back to the screen that asked. Our own views show theirs where they arise.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refusal) or not request.path.startswith(BACK_OFFICE):
            return None
        messages.error(request, str(exception))
        came_from = request.headers.get("Referer", "")
        known = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        return redirect(came_from if known else BACK_OFFICE)
