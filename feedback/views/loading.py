"""What staff's screens of points, of actions and of a member's topics begin with."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from feedback.models import Action, Point
from feedback.permissions import why_not_choose_topics, why_not_use_feedback
from people.models import Member, Person
from people.permissions import why_not_see_register

LARGEST_KEY = 2**63 - 1  # beyond, SQLite cannot even ask


def point_for(user, pk):
    """The point, or Http404 where `user` may not know of it."""
    points = Point.objects.visible_to(user).select_related(
        "service", "theme", "activity", "cleared_by", "created_by"
    )
    return _found(user, points, pk)


def action_for(user, pk):
    """The action, or Http404 where `user` may not know of it."""
    return _found(user, Action.objects.visible_to(user).select_related("service", "owner"), pk)


def member_for_topics(user, reference):
    """The member whose topics `user` may choose; else PermissionDenied, or Http404 for nobody."""
    if why_not := why_not_see_register(user):
        raise PermissionDenied(why_not)
    members = Member.objects.visible_to(user).select_related("person")
    member = get_object_or_404(members, person__in=Person.objects.by_reference(reference))
    if why_not := why_not_choose_topics(user, member):
        raise PermissionDenied(why_not)
    return member


def _found(user, rows, pk):
    if why_not := why_not_use_feedback(user):
        raise PermissionDenied(why_not)
    if pk > LARGEST_KEY:
        raise Http404
    return get_object_or_404(rows, pk=pk)


def crumbs_to(point=None):
    """The way back: pairs of an address and its words."""
    crumbs = [(reverse("desk-points"), "What people said")]
    if point:
        crumbs.append((reverse("feedback:point-show", args=[point.pk]), str(point)))
    return crumbs
