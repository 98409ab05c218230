"""What staff's screens of one opportunity begin with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from opportunities.models import Opportunity
from opportunities.permissions import why_not_change_facts

RELATED = ("service", "lead", "activity_kind", "level", "locality", "site")


def opportunity_for(user, slug):
    """The opportunity, or Http404 where `user` may not know of it."""
    opportunities = Opportunity.objects.visible_to(user).select_related(*RELATED)
    return get_object_or_404(opportunities, slug=slug)


def opportunity_for_change(user, slug):
    """The same, or PermissionDenied where `user` may not change it."""
    opportunity = opportunity_for(user, slug)
    if why_not := why_not_change_facts(user, opportunity):
        raise PermissionDenied(why_not)
    return opportunity


def crumbs_to(opportunity):
    """The way back: pairs of an address and its words."""
    return [
        (reverse("desk-opportunities"), "Opportunities"),
        (reverse("opportunities:facts-show", args=[opportunity.slug]), opportunity.title),
    ]
