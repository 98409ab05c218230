"""When a café meets, and the days on which it does not."""

from django.contrib import messages
from django.shortcuts import redirect, render

from cafes import actions
from cafes.forms import LeaveOutForm, SeriesForm
from design_system.refusals import Refusal

from .loading import cafe_for_change, crumbs_to


def series_edit(request, slug):
    """The rule. Sessions that nobody has booked follow it at once."""
    cafe = cafe_for_change(request.user, slug)
    series = getattr(cafe, "series", None)
    initial = SeriesForm.initial_from(series) if series else {"every": 1}
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_series(cafe=cafe, **form.said(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                "It is saved. Sessions with bookings stay as they were: change those one by one.",
            )
            return redirect("cafes:cafe-show", cafe.slug)
    context = {"form": form, "cafe": cafe, "crumbs": crumbs_to(cafe)}
    return render(request, "cafes/series_edit.html", context)


def day_leave_out(request, slug):
    """A day on which it does not meet."""
    cafe = cafe_for_change(request.user, slug)
    form = LeaveOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_out_day(cafe=cafe, day=form.cleaned_data["day"], by=request.user)
        except Refusal as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, "It does not meet on that day.")
            return redirect("cafes:cafe-show", cafe.slug)
    context = {"form": form, "cafe": cafe, "crumbs": crumbs_to(cafe)}
    return render(request, "cafes/day_leave_out.html", context)
