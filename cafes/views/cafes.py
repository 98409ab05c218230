"""Staff's own screens for the facts of a café."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cafes import actions, permissions
from cafes.forms import FactsForm, NewCafeForm
from cafes.wording import rhythm, when, where
from design_system.refusals import Refusal

from .loading import cafe_for, cafe_for_change, crumbs_to

STEPS = {
    "start": (
        actions.start,
        permissions.why_not_start,
        "It is ready. People can book once its page is published.",
    ),
    "stop": (actions.stop, permissions.why_not_stop, "It is stopped. Nobody can book any more."),
}
MOST_PAST = 10


def cafe_create(request):
    """Begin a café: a title, a kind and a service."""
    if why_not := permissions.why_not_create_cafe(request.user):
        raise PermissionDenied(why_not)
    services = permissions.services_for(request.user)
    form = NewCafeForm(request.POST if request.method == "POST" else None, services=services)
    if request.method == "POST" and form.is_valid():
        cafe = actions.create_cafe(**form.cleaned_data, by=request.user)
        messages.success(request, f"{cafe} is made. Now add its facts.")
        return redirect("cafes:cafe-edit", cafe.slug)
    context = {"form": form, "crumbs": [(reverse("desk-cafes"), "Cafés")]}
    return render(request, "cafes/cafe_create.html", context)


def cafe_show(request, slug):
    """Facts, rule and sessions of one café, with what can be done."""
    cafe, user = cafe_for(request.user, slug), request.user
    now = timezone.now()
    past = cafe.sessions.filter(activity__ends_at__lte=now).order_by("-activity__starts_at")
    context = {
        "cafe": cafe,
        "where": where(cafe) if cafe.site or cafe.online else "",
        "rhythm": rhythm(cafe.series) if hasattr(cafe, "series") else "",
        "to_come": _rows(cafe.sessions.not_over(now)),
        "past": _rows(past[:MOST_PAST]),
        "left_out": cafe.left_out.filter(left_out_date__gte=timezone.localdate()),
        "missing": cafe.missing_facts(),
        "why_not_change": permissions.why_not_change_cafe(user, cafe),
        "may_start": not permissions.why_not_start(user, cafe),
        "may_stop": not permissions.why_not_stop(user, cafe),
        "page": getattr(cafe, "page", None),
        "crumbs": crumbs_to(cafe)[:1],
    }
    return render(request, "cafes/cafe_show.html", context)


def cafe_edit(request, slug):
    """All facts on one form."""
    cafe = cafe_for_change(request.user, slug)
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        cafe=cafe,
        services=permissions.services_for(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            cafe = actions.change_cafe(cafe=cafe, facts=form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The facts are saved.")
            return redirect("cafes:cafe-show", cafe.slug)
    context = {"form": form, "cafe": cafe, "crumbs": crumbs_to(cafe)}
    return render(request, "cafes/cafe_edit.html", context)


@require_POST
def status_change(request, slug, step):
    """Let people book, or stop."""
    if step not in STEPS:
        raise Http404
    act, why_not, done = STEPS[step]
    cafe = cafe_for(request.user, slug)
    if refusal := why_not(request.user, cafe):
        messages.error(request, refusal)
        return redirect("cafes:cafe-show", slug)
    try:
        act(cafe=cafe, by=request.user)
    except Refusal as refusal:  # somebody else was quicker
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("cafes:cafe-show", slug)


def _rows(sessions):
    return [(session, when(session)) for session in sessions.select_related("activity")]
