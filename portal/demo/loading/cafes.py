"""Cafés of the plan: their rule, their sessions before and after today, who booked and who came."""

from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from cafes import actions
from cafes.models import Booking, Cafe, CafeIndexPage, CafePage, Session
from organisation.models import Service, Site
from people.models import Channel, User

from .clock import clock_at
from .dates import moment
from .files import read_all
from .members import key_of, person_called
from .words import rich_text

AS_WRITTEN = ("title", "kind", "theme", "slug", "online", "capacity", "length_minutes")
PARTS = ("what_it_is", "who_is_welcome", "help_on_the_day")
CAME = {"came": True, "not there": False}
ADDRESSES = {"email": Channel.EMAIL, "phone": Channel.PHONE, "address": Channel.POST}


def load_cafes(today, team):
    """Make every café that is not there yet, with its page, sessions and bookings."""
    known = set(Cafe.objects.values_list("slug", flat=True))
    for facts in read_all("cafes").values():
        if facts["slug"] not in known:
            load_cafe(facts, today, team)


@transaction.atomic
def load_cafe(facts, today, team):
    with clock_at(moment(facts["created"], today)) as created:
        cafe = actions.create_cafe(**_facts(facts), by=team)
        if facts.get("state") == "draft":
            return
        meets = facts["meets"] | {"starts": time.fromisoformat(facts["meets"]["starts"])}
        meets = {"nth": None, "until_date": None, "from_date": created.date()} | meets
        actions.set_series(cafe=cafe, **meets, by=team)
        _publish(cafe, facts)
        actions.start(cafe=cafe, by=team)
    actions.plan_sessions(cafe=cafe, by=None)  # as every day since
    sessions = _by_place(cafe)
    for place, plans in facts["sessions"].items():
        _fill(sessions[place], plans, team)
    if "stopped" in facts:
        with clock_at(moment(facts["stopped"], today)):
            actions.stop(cafe=cafe, by=team)


def _facts(facts):
    return {name: facts[name] for name in AS_WRITTEN} | {
        "service": Service.objects.get(slug=facts["service"]),
        "host": User.objects.get(email=facts["host"]),
        "site": Site.objects.filter(name=facts.get("site")).first(),
        "online_link": facts.get("online_link", ""),
        "joining_details": facts.get("joining_details", ""),
    }


def _publish(cafe, facts):
    editor, publisher = (
        User.objects.get(email=f"{name}@example.org") for name in ("editor", "publisher")
    )
    page = CafePage(
        title=facts["title"],
        slug=facts["slug"],
        cafe=cafe,
        summary=facts["summary"],
        search_description=facts["summary"],
        owner=editor,
        live=False,
        **{part: rich_text(facts[part]) for part in PARTS},
    )
    CafeIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=editor, log_action=True).publish(user=publisher)


def _by_place(cafe):
    """The sessions by their place from now: 1 is the next one, -1 the last one."""
    now, rows = timezone.now(), Session.objects.filter(cafe=cafe).select_related("activity")
    to_come = rows.filter(activity__starts_at__gt=now).order_by("activity__starts_at")
    past = rows.filter(activity__ends_at__lte=now).order_by("-activity__starts_at")
    return dict(enumerate(to_come, start=1)) | {-n: row for n, row in enumerate(past, start=1)}


def _fill(session, plans, team):
    if plans.get("left_out"):
        actions.leave_out_day(cafe=session.cafe, day=session.planned_date, by=team)
        return
    starts, ends = session.activity.starts_at, session.activity.ends_at
    if "capacity" in plans:
        _change(session, starts, ends, plans["capacity"], team)
    came = _book(session, plans, min(starts, timezone.now()) - timedelta(days=4))
    if "moved_hours" in plans:
        later = timedelta(hours=plans["moved_hours"])
        _change(session, starts + later, ends + later, session.capacity, team)
    if plans.get("cancelled"):
        with clock_at(timezone.now() - timedelta(hours=20)):
            actions.cancel_session(session=session, by=team)
    if came:
        with clock_at(ends + timedelta(minutes=10)):
            actions.record_attendance(session=session, came=came, by=session.cafe.host)


def _change(session, starts_at, ends_at, capacity, team):
    times = {"starts_at": starts_at, "ends_at": ends_at}
    actions.change_session(session=session, capacity=capacity, **times, by=team)


def _book(session, plans, at):
    """Book for everyone, an hour after each other; return who came, as far as it is said."""
    said = {}
    for key, ending in plans.get("booked", {}).items():
        person = person_called(key)
        with clock_at(at):
            booking = actions.book_as_member(session=session, person=person, by=person.user)
        if ending == "cancelled":
            with clock_at(at + timedelta(minutes=30)):
                actions.cancel_booking(booking=booking, by=person.user)
        said[booking.pk] = CAME.get(ending)
        at += timedelta(hours=1)
    for guest in plans.get("guests", []):
        with clock_at(at):
            booking = _book_guest(session, guest)
        said[booking.pk] = CAME.get(guest.get("attendance"))
        at += timedelta(hours=1)
    return {key: came for key, came in said.items() if came is not None}


def _book_guest(session, guest) -> Booking:
    [(name, channel)] = [(n, c) for n, c in ADDRESSES.items() if n in guest]
    address = {"postal_address" if name == "address" else name: guest[name]}
    return actions.book_as_guest(
        session=session,
        name=guest["name"],
        preferred_channel=channel,
        note=guest.get("note", ""),
        join_key=key_of(guest["key"]),
        by=None,
        **address,
    )
