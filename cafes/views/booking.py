"""Booking a place, as a member or a guest; and the signed link to see it and to give it back."""

import json
import uuid
from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cafes import actions, links, permissions
from cafes.forms import GuestForm, MemberForm
from cafes.listing import row_of
from cafes.models import Session
from cafes.wording import clocks, when, where
from design_system.refusals import Refusal
from design_system.text import clean_text
from people.models import Member

MOST_OTHERS = 3
BY_HAND_TAKES = timedelta(days=7)  # until a call is made or a letter has come, at the most
REFUSED = "cafes/booking_refused.html"
GONE = "We are sorry. We do not offer this date any more, so nothing is booked."
SIGNED_OUT = "You were signed out, so nothing is booked yet. Fill this in, or sign in again."
SIGNED_IN = (
    "You are signed in now. Press the button to book for yourself. "
    "To book for somebody else, sign out first."
)
TOO_MANY = (
    "We have had many bookings from your internet connection. Wait an hour, then try again, "
    "or ring us. Your answers are still here."
)


def booking_create(request, pk):
    """One button for a member; a name and one way to be reached for everyone else.

    What was begun signed in and sent signed out, or the other way round, books nothing: the form
    that it is now is shown, with what was typed about the day.
    """
    session = _public_session(pk)
    if session is None:
        return _gone(request)
    member = _member(request.user)
    if request.method != "POST":
        if booked := _booked_by(member, session):
            return redirect(links.path_of(booked))
        if refusal := permissions.why_not_book(request.user, session):
            return _refused(request, session, refusal)
    if change := _change_of_visitor(request, member):
        messages.warning(request, change)
        form = _empty_form(request, member)
    else:
        form = _form(request, member)
    if form.is_valid():
        try:
            if _too_many(request, member):
                form.add_error(None, TOO_MANY)
            else:
                _book(request, session, member, form.cleaned_data)
                return redirect("cafes:booking-done", session.pk)
        except actions.CannotBook as refusal:
            return _refused(request, session, str(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = _told_of(session) | {"form": form, "member": member, "back_url": _page_url(session)}
    return render(request, "cafes/booking_create.html", context)


@require_safe
def booking_done(request, pk):
    """What happens next. It tells nothing that was typed: the address names only the session."""
    session = _public_session(pk)
    if session is None:
        raise Http404
    soon = session.activity.starts_at < timezone.now() + BY_HAND_TAKES
    context = _told_of(session) | {"member": _member(request.user), "soon": soon}
    return render(request, "cafes/booking_done.html", context)


def booking_show(request, token):
    """What was booked and how to get there; a POST gives the place back. A GET changes nothing."""
    response = _show(request, links.find(token))
    # The link is a key: it stands in no other page's referrer and in no search engine.
    # "no-referrer" would also hide the origin, without which the form could not be posted.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _show(request, booking):
    if booking is None:
        return render(request, "cafes/booking_unknown.html", status=404)
    refusal = permissions.why_not_cancel_booking(None, booking)
    if request.method == "POST":
        try:
            actions.cancel_booking(booking=booking, by=None)
        except Refusal as error:
            refusal = str(error)
        else:
            return redirect(request.path)
    over = booking.session.is_over() or booking.person.erased_at is not None
    context = _told_of(booking.session) | {"booking": booking, "refusal": refusal, "over": over}
    return render(request, "cafes/booking_show.html", context)


def _change_of_visitor(request, member):
    """What to say if the form that was sent was shown to somebody else than who sends it, or ""."""
    if request.method != "POST":
        return ""
    shown_to, sent_by = request.POST.get("form_of", ""), request.user
    if shown_to and not sent_by.is_authenticated:
        return SIGNED_OUT
    guests_own = member and "key" in request.POST
    return SIGNED_IN if guests_own or shown_to not in ("", str(sent_by)) else ""


def _form(request, member):
    return _new_form(member, request.POST if request.method == "POST" else None)


def _new_form(member, data=None):
    return MemberForm(data) if member else GuestForm(data, initial={"key": str(uuid.uuid4())})


def _empty_form(request, member):
    """The form, with the note that was typed, unless somebody else who signed in typed it."""
    form = _new_form(member)
    if not request.user.is_authenticated or "form_of" not in request.POST:
        form.initial["note"] = _note(request)
    return form


def _book(request, session, member, answers):
    if member:
        person, note = member.person, answers["note"]
        actions.book_as_member(session=session, person=person, note=note, by=request.user)
        return
    key = answers.pop("key")
    # What a second person types over a form that was sent is a booking of its own.
    said = json.dumps([session.pk, answers], sort_keys=True)
    actions.book_as_guest(session=session, join_key=uuid.uuid5(key, said), by=None, **answers)


def _booked_by(member, session):
    booked = session.bookings.booked()
    return booked.filter(person=member.person_id).first() if member else None


def _too_many(request, member):
    return not (member or ratelimit.consume(request, action="book_a_place"))


def _refused(request, session, refusal):
    """Why it cannot be booked, and which dates can."""
    now = timezone.now()
    others = Session.objects.coming(now).filter(cafe=session.cafe, activity__starts_at__gt=now)
    rows = [row_of(other, now) for other in others if not other.is_full]
    told = _told_of(session) | {"refusal": refusal, "others": rows[:MOST_OTHERS]}
    status = 409 if request.method == "POST" else 200
    return render(request, REFUSED, told | {"note": _note(request)}, status=status)


def _gone(request):
    """The answer for a date that is not, or no longer, for the public: alike, whatever it is."""
    if request.method != "POST":
        raise Http404
    return render(request, REFUSED, {"refusal": GONE, "note": _note(request)}, status=409)


def _note(request):
    """What was typed about the day, to be given back."""
    return clean_text(request.POST.get("note", ""))


def _public_session(pk):
    """The session, or None where the public may not know of it."""
    rows = Session.objects.select_related("activity__site", "cafe__service", "cafe__page")
    session = rows.filter(pk=pk).first()
    return session if session and permissions.is_published(session.cafe) else None


def _member(user):
    if not user.is_authenticated:
        return None
    return Member.objects.of(user).exclude(status=Member.Status.LEFT).first()


def _page_url(session):
    page = getattr(session.cafe, "page", None)
    return page.url if page and page.live else "/cafes/"


def _told_of(session):
    return {
        "session": session,
        "cafe": session.cafe,
        "activity": session.activity,
        "when": when(session),
        "clocks": clocks(session),
        "where": where(session.activity),
        "page_url": _page_url(session),
    }
