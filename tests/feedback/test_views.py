"""Staff's screens for what people said and what is done about it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from feedback import permissions
from feedback.cards import feedback_that_waits
from feedback.models import Action, Point
from tests.factories.feedback import ActionFactory, PointFactory, ThemeFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def in_group(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def team():
    return in_group("PE team")


@pytest.fixture
def lead():
    user = in_group("Service lead")
    ServiceRoleFactory(user=user, service=ServiceFactory(slug="own"))
    return user


def errors(response):
    summary = BeautifulSoup(response.content, "html.parser").select(".nhsuk-error-summary li")
    return [line.get_text(strip=True) for line in summary]


def said(**more):
    day = {"heard_date_day": "4", "heard_date_month": "3", "heard_date_year": "2026"}
    return {
        "words": "Tell us what happened.",
        "role": "carer",
        "source_kind": "cafe",
        "source_words": "Café in Hinckley",
        "people_count": "12",
        "theme": ThemeFactory(code="kept-informed").pk,
        **day,
        **more,
    }


def test_a_point_is_written_down(team):
    response = signed_in(team).post(reverse("feedback:point-add"), said())

    point = Point.objects.get()
    assert response["Location"] == reverse("feedback:point-show", args=[point.pk])
    assert (point.words, point.heard_date, point.created_by) == (
        "Tell us what happened.",
        datetime.date(2026, 3, 4),
        team,
    )


def test_words_that_may_identify_someone_are_said_in_a_plain_sentence(team):
    client = signed_in(team)

    response = client.post(reverse("feedback:point-add"), said(words="My nurse Jacqueline rang."))
    html = client.get(response["Location"]).content.decode()

    assert "These words may say who someone is: a name (“Jacqueline”)." in html
    assert [str(m) for m in get_messages(response.wsgi_request)][-1].startswith(
        "Please read the words again"
    )

    point = Point.objects.get()
    client.post(reverse("feedback:point-clear", args=[point.pk]))
    point.refresh_from_db()
    assert point.cleared_by == team


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"words": ""}, "Enter what was said"),
        ({"words": "x" * 1001}, "What was said must be 1000 characters or less"),
        ({"role": "king"}, "Select one of the answers shown on this page"),
        ({"source_kind": ""}, "Select where it comes from"),
        ({"people_count": "many"}, "Enter a whole number, like 3"),
        ({"people_count": "0"}, "How many people must be 1 or more"),
        ({"people_count": "9" * 30}, "How many people must be 1000000 or less"),
        ({"heard_date_day": "31", "heard_date_month": "4"}, "The day must be a real date"),
        ({"heard_date_year": "2099"}, "The day cannot be in the future"),
        ({"theme": "9" * 30}, "Select one of the answers shown on this page"),
        ({"service": "nonsense"}, "Select one of the answers shown on this page"),
    ],
)
def test_bad_input_gets_one_plain_sentence_and_nothing_is_lost(team, more, sentence):
    data = said(**more)

    response = signed_in(team).post(reverse("feedback:point-add"), data)

    assert errors(response) == [sentence]
    assert response.context["form"]["source_words"].value() == "Café in Hinckley"
    assert not Point.objects.exists()


def test_a_point_is_changed(team):
    point = PointFactory(theme=ThemeFactory(code="kept-informed"))

    signed_in(team).post(
        reverse("feedback:point-edit", args=[point.pk]), said(words="Other words.")
    )

    point.refresh_from_db()
    assert (point.words, point.service) == ("Other words.", None)


def test_a_point_is_deleted_after_one_more_question(team):
    point, client = PointFactory(words="Said twice."), signed_in(team)
    address = reverse("feedback:point-delete", args=[point.pk])
    shown = reverse("feedback:point-show", args=[point.pk])

    assert f'href="{address}"' in client.get(shown).content.decode()
    assert "Said twice." in client.get(address).content.decode()
    assert Point.objects.exists()
    response = client.post(address)

    assert response["Location"] == reverse("desk-points")
    assert not Point.objects.exists()


def test_a_point_that_stays_is_told_why(team):
    point, client = ActionFactory().points.get(), signed_in(team)
    address = reverse("feedback:point-delete", args=[point.pk])
    shown = reverse("feedback:point-show", args=[point.pk])

    assert address not in client.get(shown).content.decode()
    assert "There is an answer to this" in client.get(address).content.decode()
    response = client.post(address)

    assert response["Location"] == shown
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["There is an answer to this, so it stays. You can change its words."]


def answer(**more):
    return {"what": "A letter", "status": "will", "points": [], **more}


DAY = {"due_date_day": "31", "due_date_month": "3", "due_date_year": "2099"}


def test_an_answer_is_written_down(team):
    point = PointFactory()

    signed_in(team).post(
        reverse("feedback:action-add", args=[point.pk]), answer(points=[point.pk], **DAY)
    )

    action = Action.objects.get()
    assert (action.what, action.due_date, list(action.points.all())) == (
        "A letter",
        datetime.date(2099, 3, 31),
        [point],
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "Enter by which day we will do it"),
        ({"status": "done"}, "Enter on which day it was done"),
        ({"status": "cannot"}, "Enter why we cannot do it"),
        ({"status": "perhaps"}, "Select one of the answers shown on this page"),
        (DAY | {"due_date_day": "31", "due_date_month": "4"}, "The day must be a real date"),
        (DAY | {"what": "We did it"}, "Name the thing without “we”: the page adds that by itself"),
        (DAY | {"what": ""}, "Enter what it is"),
        (DAY | {"points": []}, "Select at least one thing that was said"),
        (DAY | {"points": ["9" * 30]}, "Select one of the answers shown on this page"),
        (DAY | {"owner": "0"}, "Select one of the answers shown on this page"),
    ],
)
def test_bad_answers_get_one_plain_sentence(team, more, sentence):
    point = PointFactory()
    data = answer(points=[point.pk]) | more

    response = signed_in(team).post(reverse("feedback:action-add", args=[point.pk]), data)

    assert errors(response) == [sentence]
    assert not Action.objects.exists()


def test_a_lead_says_how_an_answer_of_their_service_stands(lead):
    service = lead.services_led().get()
    action = ActionFactory(service=service, points=[PointFactory(words="Of another service.")])
    client = signed_in(lead)
    address = reverse("feedback:action-edit", args=[action.pk])

    assert "Of another service." not in client.get(address).content.decode()
    client.post(
        address,
        answer(
            status="done",
            service=service.pk,
            done_date_day="4",
            done_date_month="3",
            done_date_year="2026",
        ),
    )

    action.refresh_from_db()
    assert (action.status, action.points.count(), action.status_changed_by) == ("done", 1, lead)


def test_looking_at_an_answer_that_still_stands_takes_it_off_the_list(team):
    long_ago = timezone.now() - datetime.timedelta(days=100)
    action = ActionFactory(touched_at=long_ago)
    client = signed_in(team)
    stale = f"{reverse('desk-actions')}?show=stale"
    assert action.what in client.get(stale).content.decode()

    client.post(reverse("feedback:action-keep", args=[action.pk]))

    assert action.what not in client.get(stale).content.decode()


def test_what_waits_is_told_to_those_whose_work_it_is(team, lead):
    PointFactory(may_identify=True)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ActionFactory(due_date=yesterday)
    ActionFactory(due_date=yesterday, service=lead.services_led().get())

    def told(user):
        return [one.words for one in feedback_that_waits(user)]

    assert told(team) == [
        "1 thing that was said may say who someone is",
        "2 answers to what people said are late, or were not looked at for 3 months",
    ]
    assert told(lead) == ["1 answer to what people said is late, or was not looked at for 3 months"]
    assert told(in_group("Comms editor")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_desks_cost_the_same_for_one_and_for_many(team, number, django_assert_num_queries):
    for _ in range(number):
        ActionFactory()
    client = signed_in(team)
    for name, cost in (("desk-points", 11), ("desk-actions", 10)):
        client.get(reverse(name))
        with django_assert_num_queries(cost):
            assert client.get(reverse(name)).context["page"].paginator.count == number


@pytest.mark.parametrize("show", ["look", "unanswered", "nonsense", "%00", "x" * 5000])
def test_the_desk_of_points_takes_any_filter(team, show):
    flagged = PointFactory(may_identify=True, words="Dr Quill was kind.")
    ActionFactory(points=[flagged])
    open_one = PointFactory(words="Nobody answers.")

    html = signed_in(team).get(f"{reverse('desk-points')}?show={show}").content.decode()

    shown = {
        "look": (True, False),
        "unanswered": (False, True),
    }.get(show, (True, True))
    assert (flagged.words in html, open_one.words in html) == shown


def test_whoever_is_not_signed_in_is_told_whom_this_is_for():
    assert permissions.why_not_use_feedback(AnonymousUser()) == (
        "What people said is for the Patient Experience team and service leads."
    )
