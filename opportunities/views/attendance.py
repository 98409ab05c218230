"""The dates of an opportunity: who came to each of them, and one more."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from design_system.desk import counted
from design_system.refusals import Refusal
from involvement.models import Activity, Involvement
from involvement.wording import activity_time
from opportunities import actions, permissions
from opportunities.forms import AttendanceForm, DateForm
from opportunities.models import Opportunity

from .loading import crumbs_to, opportunity_for

Status = Involvement.Status


@dataclass(frozen=True)
class Date:
    """One date in words: when it is, and how it stands."""

    activity: Activity
    when: str
    state: str


def attendance_show(request, slug):
    """Every date of one opportunity: those so far, the latest first, and those to come.

    Of one that was cancelled, those with people of whom it can be said whether they came.
    """
    opportunity = _opportunity(request.user, slug)
    activities = _counted(opportunity.activities.exclude(starts_at=None))
    cancelled = opportunity.status == Opportunity.Status.CANCELLED
    if cancelled:
        activities = [one for one in activities if _has_people(one)]
    now = timezone.now()
    context = {
        "opportunity": opportunity,
        "so_far": [_so_far(one) for one in reversed(activities) if one.starts_at <= now],
        "to_come": [_to_come(one) for one in activities if one.starts_at > now],
        "cancelled": cancelled,
        "why_not_add": permissions.why_not_add_date(request.user, opportunity),
        "crumbs": crumbs_to(opportunity),
    }
    return render(request, "opportunities/attendance_show.html", context)


def attendance_record(request, slug, pk):
    """Who came to one date, and for how long: one form for everybody."""
    opportunity = _opportunity(request.user, slug)
    activity = get_object_or_404(opportunity.activities, pk=pk)
    why_not = permissions.why_not_record_attendance(request.user, opportunity)
    why_not = why_not or permissions.why_too_early(activity)
    if request.method == "POST" and why_not:
        messages.error(request, why_not)
        return redirect("opportunities:attendance-show", slug)
    form, data = None, request.POST if request.method == "POST" else None
    if not why_not:
        form = AttendanceForm(data, activity=activity, parts=_parts(activity))
    if form and form.is_valid():
        try:
            actions.record_attendance(
                opportunity=opportunity, activity=activity, came=form.came(), by=request.user
            )
        except Refusal as refusal:  # somebody else was quicker
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. It is saved.")
            return redirect("opportunities:attendance-show", slug)
    context = _told_of(opportunity) | {
        "when": activity_time(activity) if activity.starts_at else "",
        "form": form,
        "why_not": why_not,
    }
    return render(request, "opportunities/attendance_record.html", context)


def date_add(request, slug):
    """Another date for the same people."""
    opportunity = _opportunity(request.user, slug)
    if why_not := permissions.why_not_add_date(request.user, opportunity):
        raise PermissionDenied(why_not)
    form = DateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_date(opportunity=opportunity, **form.times(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The date is added. Whoever has a place is expected.")
            return redirect("opportunities:attendance-show", slug)
    context = _told_of(opportunity) | {"form": form}
    return render(request, "opportunities/date_add.html", context)


def _opportunity(user, slug):
    opportunity = opportunity_for(user, slug)
    if why_not := permissions.why_not_see_placed(user, opportunity):
        raise PermissionDenied(why_not)
    return opportunity


def _parts(activity):
    rows = activity.involvements.exclude(status=Status.CANCELLED)
    return list(rows.select_related("member__person").order_by("member__person__name", "pk"))


def _told_of(opportunity):
    dates = (reverse("opportunities:attendance-show", args=[opportunity.slug]), "Who came")
    return {"opportunity": opportunity, "crumbs": [*crumbs_to(opportunity), dates]}


def _counted(activities):
    numbers = {
        status.value: Count("involvements", filter=Q(involvements__status=status))
        for status in (Status.ATTENDED, Status.DID_NOT_ATTEND, Status.EXPECTED)
    }
    return list(activities.annotate(**numbers).order_by("starts_at", "pk"))


def _has_people(activity):
    return activity.attended or activity.did_not_attend or activity.expected


def _so_far(activity):
    numbers = (
        (activity.attended, "came"),
        (activity.did_not_attend, "did not attend"),
        (activity.expected, "not said yet"),
    )
    state = ", ".join(f"{number} {words}" for number, words in numbers if number)
    return Date(activity, activity_time(activity), state or "Nobody was expected")


def _to_come(activity):
    state = counted(activity.expected, "person is expected", "people are expected")
    return Date(activity, activity_time(activity), state or "Nobody is expected yet")
