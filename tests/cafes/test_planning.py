"""The rule becomes sessions, as often as it is asked; a new rule leaves bookings alone."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cafes import actions
from cafes.models import Cafe, Session
from cafes.recurrence import LONDON
from involvement.models import Activity, Category
from portal.demo.loading.clock import clock_at
from tests.factories.cafes import BookingFactory, CafeFactory, CafePageFactory, SeriesFactory
from tests.factories.organisation import SiteFactory
from tests.factories.people import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2027, 3, 1, 9, tzinfo=LONDON)


@pytest.fixture
def cafe():
    """Every Tuesday at 2pm from 2 March 2027, where it is Monday 1 March."""
    with clock_at(MONDAY):
        yield SeriesFactory(from_date=MONDAY.date()).cafe


def set_series(cafe, **facts):
    usual = {
        "frequency": "weekly",
        "every": 1,
        "weekdays": [1],
        "nth": None,
        "from_date": MONDAY.date(),
        "until_date": None,
        "starts": datetime.time(14),
        "by": None,
    }
    return actions.set_series(cafe=cafe, **usual | facts)


def starts(cafe):
    times = cafe.sessions.values_list("activity__starts_at", flat=True)
    return [f"{timezone.localtime(at):%d %b %H:%M}" for at in times.order_by("activity__starts_at")]


def test_half_a_year_is_planned_once_however_often_it_is_asked(cafe):
    call_command("plan_cafe_sessions", verbosity=0)
    call_command("plan_cafe_sessions", verbosity=0)

    assert cafe.sessions.count() == 26
    assert starts(cafe)[:5] == [
        "02 Mar 14:00",
        "09 Mar 14:00",
        "16 Mar 14:00",
        "23 Mar 14:00",
        "30 Mar 14:00",  # after the clocks went forward
    ]
    first = Session.objects.first()
    assert (first.capacity, first.activity.category) == (3, Category.OPEN_ACCESS)
    assert first.activity.ends_at - first.activity.starts_at == datetime.timedelta(minutes=90)


def test_a_week_later_one_more_is_planned(cafe):
    actions.plan_sessions(cafe=cafe, by=None)
    with clock_at(MONDAY + datetime.timedelta(days=7)):
        assert actions.plan_sessions(cafe=cafe, by=None) == 1


def test_nothing_is_planned_for_a_café_that_does_not_run(cafe):
    Cafe.objects.update(status=Cafe.Status.STOPPED)

    assert actions.plan_sessions(cafe=cafe, by=None) == 0
    assert Session.objects.count() == 0


def test_a_new_rule_moves_what_nobody_booked_and_leaves_the_rest(cafe):
    actions.plan_sessions(cafe=cafe, by=None)
    booked = cafe.sessions.get(planned_date="2027-03-09")
    BookingFactory(session=booked)

    set_series(cafe, starts=datetime.time(10), until_date=datetime.date(2027, 3, 23))

    assert starts(cafe) == ["02 Mar 10:00", "09 Mar 14:00", "16 Mar 10:00", "23 Mar 10:00"]
    assert Activity.objects.count() == 4


def test_a_left_out_day_is_not_planned_again(cafe):
    actions.plan_sessions(cafe=cafe, by=None)

    actions.leave_out_day(cafe=cafe, day=datetime.date(2027, 3, 9), by=None)
    actions.plan_sessions(cafe=cafe, by=None)

    assert starts(cafe)[:2] == ["02 Mar 14:00", "16 Mar 14:00"]


def test_a_day_with_bookings_is_cancelled_rather_than_left_out(cafe):
    actions.plan_sessions(cafe=cafe, by=None)
    BookingFactory(session=cafe.sessions.get(planned_date="2027-03-09"))

    with pytest.raises(actions.CannotLeaveOut, match="Cancel the session instead"):
        actions.leave_out_day(cafe=cafe, day=datetime.date(2027, 3, 9), by=None)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"weekdays": []}, "Choose at least one day of the week."),
        ({"every": 0}, "Enter a number from 1 to 12."),
        ({"every": 13}, "Enter a number from 1 to 12."),
        ({"nth": 1}, "Say which of the month it is"),
        ({"frequency": "monthly"}, "Say which of the month it is"),
        ({"until_date": datetime.date(2027, 2, 1)}, "The last day must not be before the first"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(cafe, facts, sentence):
    with pytest.raises(actions.CannotSetSeries, match=sentence):
        set_series(cafe, **facts)


@pytest.mark.parametrize("facts", [{"every": 12}, {"until_date": MONDAY.date()}])
def test_a_rule_at_its_limits_is_kept_and_logged(cafe, facts):
    by = UserFactory()

    series = set_series(cafe, by=by, **facts)

    assert {name: getattr(series, name) for name in facts} == facts
    entry = ModelLogEntry.objects.get(action="cafes.set_series")
    assert (entry.user, entry.data) == (by, {"frequency": "weekly"})


def test_planning_and_leaving_out_are_logged_once(cafe):
    by, day = UserFactory(), datetime.date(2027, 3, 9)
    for _ in range(2):
        actions.plan_sessions(cafe=cafe, by=by)
    for _ in range(2):
        actions.leave_out_day(cafe=cafe, day=day, by=by)

    entries = ModelLogEntry.objects.for_instance(cafe).order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("cafes.plan_sessions", by, {"planned": 26, "dropped": 0}),
        ("cafes.leave_out_day", by, {"day": "2027-03-09"}),
    ]


def test_a_café_starts_once_it_has_its_facts_and_then_has_sessions(cafe):
    Cafe.objects.update(status=Cafe.Status.DRAFT, online_link="")
    with pytest.raises(actions.CannotStart, match="missing: the link to join online"):
        actions.start(cafe=cafe, by=None)
    actions.change_cafe(cafe=cafe, facts={"online": False, "site": SiteFactory()}, by=None)

    actions.start(cafe=cafe, by=None)

    assert cafe.sessions.count() == 26


def _published(cafe):
    return CafePageFactory(cafe=cafe).cafe.sessions.first()


def test_a_café_is_not_stopped_while_people_have_booked(cafe):
    actions.plan_sessions(cafe=cafe, by=None)
    booking = actions.book_as_member(session=_published(cafe), person=PersonFactory(), by=None)
    with pytest.raises(actions.CannotStop, match="Cancel those sessions first"):
        actions.stop(cafe=cafe, by=None)
    actions.cancel_session(session=booking.session, by=None)

    assert actions.stop(cafe=cafe, by=None).status == "stopped"


def test_what_a_person_decided_about_one_day_outlasts_a_new_rule(cafe):
    """A moved session stays where it was moved to, and a cancelled one does not come back."""
    actions.plan_sessions(cafe=cafe, by=None)
    moved = cafe.sessions.get(planned_date="2027-03-02")
    at = moved.activity.starts_at + datetime.timedelta(hours=3)
    end = at + datetime.timedelta(hours=1)
    actions.change_session(session=moved, starts_at=at, ends_at=end, capacity=3, by=None)
    actions.cancel_session(session=cafe.sessions.get(planned_date="2027-03-09"), by=None)

    set_series(cafe, starts=datetime.time(10), until_date=datetime.date(2027, 3, 16))

    assert starts(cafe) == ["02 Mar 17:00", "09 Mar 14:00", "16 Mar 10:00"]
    assert cafe.sessions.get(planned_date="2027-03-09").status == "cancelled"


def test_what_has_begun_today_is_neither_planned_nor_dropped(cafe):
    with clock_at(datetime.datetime(2027, 3, 2, 14, tzinfo=LONDON)):
        actions.plan_sessions(cafe=cafe, by=None)
    assert starts(cafe)[0] == "09 Mar 14:00"

    with clock_at(datetime.datetime(2027, 3, 9, 14, 30, tzinfo=LONDON)):
        set_series(cafe, weekdays=[3])

    assert starts(cafe)[:2] == ["09 Mar 14:00", "11 Mar 14:00"]


def test_a_session_that_was_ever_booked_is_left_to_a_person(cafe):
    actions.plan_sessions(cafe=cafe, by=None)
    BookingFactory(session=cafe.sessions.get(planned_date="2027-03-02"), status="cancelled")

    set_series(cafe, starts=datetime.time(10), until_date=datetime.date(2027, 3, 9))

    assert starts(cafe) == ["02 Mar 14:00", "09 Mar 10:00"]


def test_a_café_that_runs_keeps_what_people_need_to_find_it(cafe):
    with pytest.raises(actions.CannotChangeCafe, match="needs the link to join online"):
        actions.change_cafe(cafe=cafe, facts={"online_link": ""}, by=None)


def test_two_cafés_of_one_name_have_two_addresses():
    service, by = CafeFactory(slug="hope").service, UserFactory()

    made = [
        actions.create_cafe(title=title, slug=slug, kind="other", service=service, by=by)
        for title, slug in [("Hope", None), ("Hope!", None), ("***", None), ("Hope", "faith")]
    ]

    assert [cafe.slug for cafe in made] == ["hope-2", "hope-3", "cafe", "faith"]
    entry = ModelLogEntry.objects.for_instance(made[0]).get()
    assert (entry.action, entry.user) == ("cafes.create", by)
    with pytest.raises(TypeError, match="not facts of a café: status"):
        actions.create_cafe(title="Hope", kind="other", service=service, status="running", by=by)


def test_a_fact_that_a_café_does_not_have_is_refused(cafe):
    with pytest.raises(TypeError, match="not facts of a café: status"):
        actions.change_cafe(cafe=cafe, facts={"status": "stopped"}, by=None)


def test_starting_and_stopping_twice_is_once_and_logged(cafe):
    by = UserFactory()
    for _ in range(2):
        actions.stop(cafe=cafe, by=by)
    for _ in range(2):
        actions.start(cafe=cafe, by=by)

    entries = ModelLogEntry.objects.for_instance(cafe).exclude(action="cafes.plan_sessions")
    assert [(entry.action, entry.user) for entry in entries.order_by("pk")] == [
        ("cafes.stop", by),
        ("cafes.start", by),
    ]
