"""Staff's own screens for the facts of an opportunity, and for what it asks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from design_system.refusals import Refusal
from opportunities import actions, permissions
from opportunities.forms import FactsForm, NewOpportunityForm

from .loading import crumbs_to, opportunity_for_change


def facts_create(request):
    """Begin an opportunity: a title and a service."""
    if why_not := permissions.why_not_use_facts(request.user):
        raise PermissionDenied(why_not)
    services = permissions.services_for(request.user)
    form = NewOpportunityForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid():
        opportunity = actions.create_opportunity(**form.cleaned_data, by=request.user)
        messages.success(request, f"{opportunity} is made. Now add its facts.")
        return redirect("opportunities:facts-edit", opportunity.slug)
    context = {"form": form, "crumbs": [(reverse("desk-opportunities"), "Opportunities")]}
    return render(request, "opportunities/facts_create.html", context)


def facts_edit(request, slug):
    """All facts on one form; only what changed is written."""
    opportunity = opportunity_for_change(request.user, slug)
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        opportunity=opportunity,
        services=permissions.services_for(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            opportunity = actions.change_facts(
                opportunity=opportunity, facts=form.facts(), by=request.user
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The facts are saved.")
            return redirect("opportunities:facts-show", opportunity.slug)
    context = {"form": form, "opportunity": opportunity, "crumbs": crumbs_to(opportunity)}
    return render(request, "opportunities/facts_edit.html", context)
