"""What staff's screens of one café begin with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cafes.models import Cafe, Session
from cafes.permissions import why_not_change_cafe, why_not_change_session


def cafe_for(user, slug):
    """The café, or Http404 where `user` may not know of it."""
    cafes = Cafe.objects.visible_to(user).select_related("service", "host", "site", "series")
    return get_object_or_404(cafes, slug=slug)


def cafe_for_change(user, slug):
    """The same, or PermissionDenied where `user` may not change it."""
    cafe = cafe_for(user, slug)
    if why_not := why_not_change_cafe(user, cafe):
        raise PermissionDenied(why_not)
    return cafe


def session_for(user, pk):
    """The session, or Http404 where `user` may not know of it."""
    sessions = Session.objects.visible_to(user).select_related("cafe", "activity__site")
    return get_object_or_404(sessions, pk=pk)


def session_for_change(user, pk):
    """The same, or PermissionDenied where `user` may not change it."""
    session = session_for(user, pk)
    if why_not := why_not_change_session(user, session):
        raise PermissionDenied(why_not)
    return session


def crumbs_to(cafe):
    """The way back: pairs of an address and its words."""
    return [
        (reverse("desk-cafes"), "Cafés"),
        (reverse("cafes:cafe-show", args=[cafe.slug]), cafe.title),
    ]
