"""One session: who has booked, who came, moving it and cancelling it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cafes import actions, permissions
from cafes.forms import AttendanceForm, SessionForm
from cafes.models import Booking
from cafes.wording import when, where, who_is_told
from design_system.refusals import Refusal

from .loading import crumbs_to, session_for, session_for_change


def session_show(request, pk):
    """Who has booked and what helps them; once it has started, who came."""
    session = session_for(request.user, pk)
    return _show(request, session, AttendanceForm(bookings=_bookings(session)))


@require_POST
def attendance_record(request, pk):
    """Say who came."""
    session = session_for(request.user, pk)
    form = AttendanceForm(request.POST, bookings=_bookings(session))
    if refusal := permissions.why_not_mark_attendance(request.user, session):
        messages.error(request, refusal)
        return redirect("cafes:session-show", session.pk)
    if not form.is_valid():
        return _show(request, session, form)
    try:
        actions.record_attendance(session=session, came=form.came(), by=request.user)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Thank you. Who came is saved.")
    return redirect("cafes:session-show", session.pk)


def booking_cancel(request, pk):
    """Ask once more, then give back the place of someone who rang or wrote."""
    bookings = Booking.objects.visible_to(request.user)
    rows = bookings.select_related("session__cafe", "session__activity__site", "person")
    booking = get_object_or_404(rows, pk=pk)
    if refusal := permissions.why_not_cancel_booking(request.user, booking):
        messages.error(request, refusal)
    elif request.method != "POST":
        context = {"booking": booking, "told": who_is_told([booking])}
        return render(request, "cafes/booking_cancel.html", context | _told_of(booking.session))
    else:
        try:
            actions.cancel_booking(booking=booking, by=request.user)
        except Refusal as error:  # somebody else was quicker
            messages.error(request, str(error))
        else:
            messages.success(request, "The place is cancelled, and we tell the person so.")
    return redirect("cafes:session-show", booking.session_id)


def session_edit(request, pk):
    """Another time or number of places."""
    session = session_for_change(request.user, pk)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        initial=SessionForm.initial_from(session),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(session=session, **form.said(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The session is changed.")
            return redirect("cafes:session-show", session.pk)
    context = {"form": form} | _told_of(session)
    return render(request, "cafes/session_edit.html", context)


def session_cancel(request, pk):
    """Ask once more, then cancel for good."""
    session = session_for_change(request.user, pk)
    if request.method == "POST":
        try:
            actions.cancel_session(session=session, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                "It is cancelled. Those who chose email are told at once. "
                "Please make the calls and post the letters on your lists.",
            )
        return redirect("cafes:session-show", session.pk)
    told = who_is_told(session.bookings.booked().select_related("person"))
    return render(request, "cafes/session_cancel.html", _told_of(session) | {"told": told})


def _show(request, session, form):
    if why_not := permissions.why_not_see_people(request.user, session):
        raise PermissionDenied(why_not)
    bookings = _bookings(session)
    context = _told_of(session) | {
        "bookings": bookings,
        "came": sum(booking.status == Booking.Status.ATTENDED for booking in bookings),
        "form": form,
        "why_not_change": permissions.why_not_change_session(request.user, session),
        "why_not_mark": permissions.why_not_mark_attendance(request.user, session),
    }
    return render(request, "cafes/session_show.html", context)


def _bookings(session):
    rows = session.bookings.exclude(status=Booking.Status.CANCELLED)
    return list(rows.select_related("person").prefetch_related("person__needs").order_by("pk"))


def _told_of(session):
    crumbs = crumbs_to(session.cafe)
    return {
        "session": session,
        "cafe": session.cafe,
        "when": when(session),
        "where": where(session.activity),
        "crumbs": [*crumbs, (reverse("cafes:session-show", args=[session.pk]), when(session))],
    }
