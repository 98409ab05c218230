"""Answers that belong to no room."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from design_system.caching import public_until

NEVER_SHOWN = {"csrfmiddlewaretoken", "form_of", "code", "otp", "password", "credential"}
LONGEST_SHOWN = 100_000  # characters over all answers: more than any form of ours takes


def form_too_old(request, reason=""):
    """A form that was open for too long, or since before a sign-out: nothing is lost.

    The answers are shown, and can be sent again with one button: only where the browser says that
    the form was ours, and the person who is signed in now is the one who wrote them.
    """
    answers = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SHOWN
        for value in values
    ]
    if sum(len(name) + len(value) for name, value in answers) > LONGEST_SHOWN:
        answers = []
    context = {
        "answers": answers if _is_ours(request) else [],
        "shown": [value for name, value in answers if value.strip() and not name.endswith("key")],
    }
    return render(request, "portal/form_too_old.html", context, status=403)


def _is_ours(request):
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    written_by = request.POST.get("form_of", str(request.user))
    return urlsplit(came_from).netloc == request.get_host() and written_by == str(request.user)


class WaysIn(Sitemap):
    """Public pages that are not in the editors' tree."""

    def items(self):
        return ["home:join-start"]

    def location(self, item):
        return reverse(item)


def sitemap(request):
    """Every public page, for search engines."""
    found = wagtail_sitemap(request, {"pages": PageSitemap, "ways-in": WaysIn})
    return public_until(found, None)


@require_safe
def picture(request, name):
    """A picture in one of the sizes that pages show; originals are not served."""
    response = serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")
    return public_until(response, None)


def robots(request):
    """What search engines are asked to leave alone, and where the sitemap is."""
    response = render(request, "portal/robots.txt", content_type="text/plain; charset=utf-8")
    return public_until(response, None)


def too_often(request):
    """Something was tried so often that it looks like a machine: what to do, and when."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = "60"  # seconds
    return response


def nothing_here(request):
    """An address of a package's that is of no use here."""
    raise Http404
