"""Who may do what with a café. None means yes; a sentence says why not, and is shown.

Cafés that someone may not know of at all are left out by `Cafe.visible_to`. A `user` of None is the
system: it may do all, so what is left is what the state allows. The actions ask in that way.
"""

from django.utils import timezone

from cafes.models import Booking, Cafe
from involvement.wording import day
from organisation.models import Service

Status = Cafe.Status
ANOTHER = "Please choose another date, or ask us."


def services_for(user):
    """The services whose cafés `user` may prepare, as a QuerySet of Service."""
    if user is None or user.has_perm("cafes.run_cafes"):
        return Service.objects.all()
    return user.services_led() if user.is_authenticated else Service.objects.none()


def why_not_use_cafes(user, thing=None):
    """Whether `user` works on cafés at all: the PE team, who leads a service, who hosts a café."""
    if why_not_create_cafe(user) is None or Cafe.objects.visible_to(user).exists():
        return None
    return "Cafés are for the Patient Experience team, service leads and hosts."


def why_not_create_cafe(user, thing=None):
    """Whether `user` may begin a café: the PE team, and who leads a service today."""
    if services_for(user).exists():
        return None
    return "New cafés are for the Patient Experience team and service leads."


def why_not_change_cafe(user, cafe):
    """Whether `user` may change the facts, the rule and the sessions of `cafe`."""
    if services_for(user).filter(pk=cafe.service_id).exists():
        return None
    return "You can only change cafés of services that you lead."


def why_not_start(user, cafe):
    """Whether `user` may say that people can book at `cafe`."""
    if why_not := why_not_change_cafe(user, cafe):
        return why_not
    if cafe.status == Status.RUNNING:
        return "This café is running already."
    if missing := cafe.missing_facts():
        return f"These facts are still missing: {', '.join(missing)}."
    return None


def why_not_stop(user, cafe):
    """Whether `user` may stop `cafe`: nobody must be left with a place at a session to come."""
    if why_not := why_not_change_cafe(user, cafe):
        return why_not
    if cafe.status != Status.RUNNING:
        return "Only a café that is running can be stopped."
    if Booking.objects.booked().filter(session__in=cafe.sessions.not_over()).exists():
        return "People have booked. Cancel those sessions first, so that everyone is told."
    return None


def why_not_change_session(user, session):
    """Whether `user` may move `session`, change its places or cancel it."""
    if why_not := why_not_change_cafe(user, session.cafe):
        return why_not
    if session.is_cancelled:
        return "This session was cancelled, so it can no longer be changed."
    if session.has_started():
        return "This session has started or is over, so it can no longer be changed."
    return None


def why_not_see_people(user, session):
    """Whether `user` may see who booked: the PE team, the service's lead, the café's host."""
    if Cafe.objects.visible_to(user).filter(pk=session.cafe_id).exists():
        return None
    return "Who booked is for the Patient Experience team, the service lead and the host."


def why_not_mark_attendance(user, session):
    """Whether `user` may say who came to `session`."""
    if user is not None and (why_not := why_not_see_people(user, session)):
        return why_not
    if session.is_cancelled:
        return "This session was cancelled, so nobody came."
    if not session.has_started():
        return "This session has not started yet. You can say who came once it has."
    return None


# --- What people do themselves -----------------------------------------------------------------
def why_not_book(user, session):
    """Whether anybody, `user` among them, can book a place at `session` now."""
    cafe = session.cafe
    if not is_published(cafe):
        return "This café does not take bookings at the moment. Please ask us."
    if session.is_cancelled:
        return f"The café on {day(session.activity.starts_at)} was cancelled. {ANOTHER}"
    if session.has_started(timezone.now()):
        return f"This date has started or is over. {ANOTHER}"
    if session.is_full:
        return f"All the places on this date are taken. {ANOTHER}"
    return None


def why_not_cancel_booking(user, booking):
    """Whether the place of `booking` can be given back: by its person, its link or the team."""
    others = user is not None and not _is_own(user, booking)
    if others and why_not_see_people(user, booking.session):
        return "You can only cancel your own place."
    if booking.session.is_cancelled:
        return "This date was cancelled. We are sorry. You do not need to do anything."
    if booking.session.has_started():
        return "This date has started or is over, so there is no place to cancel."
    if booking.status != Booking.Status.BOOKED:
        return "There is no place to cancel any more."
    return None


def is_published(cafe):
    """Whether `cafe` runs, and the public can read its page."""
    return Cafe.objects.published().filter(pk=cafe.pk).exists()


def _is_own(user, booking):
    return user.is_authenticated and user.pk == booking.person.user_id
