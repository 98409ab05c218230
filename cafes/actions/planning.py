"""Turning a café's rule into sessions, some months ahead, as often as it is asked for."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cafes import recurrence
from cafes.models import Cafe, LeftOutDay, Series, Session
from design_system.refusals import Refusal
from involvement.actions import change_activity, plan_activity
from involvement.models import Category

AHEAD = datetime.timedelta(weeks=26)  # so that people can plan half a year


class CannotSetSeries(Refusal):
    pass


class CannotLeaveOut(Refusal):
    pass


@transaction.atomic
def set_series(*, cafe, frequency, every, weekdays, nth, from_date, until_date, starts, by):
    """Say when `cafe` meets, in London's clock time. Returns the Series; raises CannotSetSeries.

    `weekdays` is an iterable of numbers, 0 for Monday. Sessions to come that nobody has booked
    follow the new rule; those with bookings stay as they are, for a person to decide about.
    """
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    bits = sum(1 << number for number in set(weekdays))
    if not bits:
        raise CannotSetSeries("Choose at least one day of the week.")
    if (frequency == Series.Frequency.MONTHLY) != (nth in Series.Nth.values):
        raise CannotSetSeries("Say which of the month it is, for a monthly café only.")
    if not 1 <= every <= 12:
        raise CannotSetSeries("Enter a number from 1 to 12.")
    if until_date and until_date < from_date:
        raise CannotSetSeries("The last day must not be before the first day.")
    said = {
        "frequency": frequency,
        "every": every,
        "weekdays": bits,
        "nth": nth,
        "from_date": from_date,
        "until_date": until_date,
        "starts": starts,
    }
    series, _ = Series.objects.update_or_create(cafe=cafe, defaults=said)
    log(cafe, "cafes.set_series", user=by, data={"frequency": str(frequency)})
    if cafe.status == Cafe.Status.RUNNING:
        plan_sessions(cafe=cafe, by=by)
    return series


@transaction.atomic
def leave_out_day(*, cafe, day, by):
    """Let `cafe` not meet on `day` (a date). Returns the LeftOutDay; raises CannotLeaveOut.

    A session planned on that day goes, unless somebody has ever booked it: then it is cancelled,
    which tells people.
    """
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    session = cafe.sessions.select_for_update().filter(planned_date=day).first()
    if session and session.bookings.exists():
        raise CannotLeaveOut(
            "People have booked for this day. Cancel the session instead, so that they are told."
        )
    left_out, is_new = LeftOutDay.objects.get_or_create(cafe=cafe, left_out_date=day)
    if session:
        _drop(session)
    if is_new:
        log(cafe, "cafes.leave_out_day", user=by, data={"day": day.isoformat()})
    return left_out


@transaction.atomic
def plan_sessions(*, cafe, by):
    """Plan what the rule of `cafe` says from today on; return how many sessions are new.

    Safe to repeat every day. Nothing is planned for a café that does not run.
    """
    cafe = Cafe.objects.select_for_update().get(pk=cafe.pk)
    series = Series.objects.filter(cafe=cafe).first()
    if series is None or cafe.status != Cafe.Status.RUNNING:
        return 0
    series.cafe = cafe
    today = timezone.localdate()
    rule = series.rule(cafe.left_out.values_list("left_out_date", flat=True))
    wanted = {one.day: one for one in recurrence.occurrences(rule, today, today + AHEAD)}
    wanted = {day: one for day, one in wanted.items() if one.starts_at > timezone.now()}
    dropped = _follow(cafe, wanted, by)
    known = set(cafe.sessions.values_list("planned_date", flat=True))
    new = [_plan(cafe, one, by) for day, one in wanted.items() if day not in known]
    if new or dropped:
        data = {"planned": len(new), "dropped": dropped}
        log(cafe, "cafes.plan_sessions", user=by, data=data)
    return len(new)


def _follow(cafe, wanted, by):
    """Let sessions to come that nobody ever booked follow the rule; return how many are gone."""
    free = cafe.sessions.not_over().filter(
        status=Session.Status.SCHEDULED, bookings=None, moved_at=None
    )
    dropped = 0
    for session in free.filter(activity__starts_at__gt=timezone.now()).select_related("activity"):
        locked = Session.objects.select_for_update().get(pk=session.pk)
        if locked.bookings.exists():  # in the meantime
            continue
        if (one := wanted.get(session.planned_date)) is None:
            _drop(session)
            dropped += 1
        elif (session.activity.starts_at, session.activity.ends_at) != (one.starts_at, one.ends_at):
            times = {"starts_at": one.starts_at, "ends_at": one.ends_at}
            change_activity(activity=session.activity, facts=times, by=by)
    return dropped


def _plan(cafe, one, by):
    activity = plan_activity(
        title=cafe.title,
        service=cafe.service,
        category=Category.OPEN_ACCESS,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        site=cafe.site,
        online=cafe.online,
        by=by,
    )
    return Session.objects.create(
        cafe=cafe,
        activity=activity,
        planned_date=one.day,
        capacity=cafe.capacity,
        status_changed_at=timezone.now(),
        status_changed_by=by,
    )


def _drop(session):
    activity = session.activity
    session.delete()
    activity.delete()
