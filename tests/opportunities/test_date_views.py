"""Every date of an opportunity on one page, one more, and what waits until it is said who came."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from design_system.desk import waiting
from opportunities import actions, cards
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.opportunities import OpportunityFactory
from tests.factories.people import PETeamUserFactory, ServiceRoleFactory, UserFactory
from tests.opportunities.dates import (
    came,
    date_of,
    dates_of,
    errors,
    form_of,
    main,
    opportunity_that_starts,
    page_of,
    parsed,
    placed,
    said,
    sign_in_as_lead,
    told,
)

pytestmark = pytest.mark.django_db


# --- All dates ---------------------------------------------------------------------------------
def test_the_dates_so_far_and_to_come_say_how_they_stand(client, lead, opportunity, part):
    long_ago, to_come = date_of(opportunity, days=-8), date_of(opportunity, days=7)
    InvolvementFactory(activity=to_come)
    for status in ("attended", "did_not_attend"):
        InvolvementFactory(activity=long_ago, status=status, category="one_off")

    response = client.get(page_of(opportunity))

    links = [link["href"] for link in parsed(response).main.select("li a")]
    assert links == [form_of(opportunity, part.activity), form_of(opportunity, long_ago)]
    assert "1 not said yet" in main(response)
    assert "1 came, 1 did not attend" in main(response)
    assert "1 person is expected" in main(response)


@pytest.mark.parametrize("with_activity", [True, False])
def test_without_a_date_there_is_a_sentence(client, with_activity):
    opportunity = OpportunityFactory()
    if with_activity:
        activity = ActivityFactory(service=opportunity.service)
        opportunity.activities.add(activity)
    sign_in_as_lead(client, opportunity.service)

    for address in (page_of(opportunity), dates_of(opportunity)):
        response = client.get(address, follow=True)
        assert "Please give the day and the time among the facts first." in main(response)
    if with_activity:
        assert "Please give the day and the time" in main(client.get(form_of(opportunity)))


def test_the_overview_leads_there(client, lead, opportunity):
    overview = client.get(reverse("opportunities:facts-show", args=[opportunity.slug]))
    assert f'href="{page_of(opportunity)}"' in overview.content.decode()


# --- Another date ------------------------------------------------------------------------------
def a_day(**changed):
    day = timezone.localdate() + datetime.timedelta(days=10)
    data = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return data | {"starts": "10:30am", "ends": "12pm"} | changed


def test_a_lead_adds_a_date(client, lead, opportunity, part):
    response = client.post(dates_of(opportunity), a_day())

    activity = opportunity.activities.latest("starts_at")
    starts_at, ends_at = map(timezone.localtime, (activity.starts_at, activity.ends_at))
    assert (f"{starts_at:%H:%M}", f"{ends_at:%H:%M}") == ("10:30", "12:00")
    assert starts_at.date() == timezone.localdate() + datetime.timedelta(days=10)
    assert activity.involvements.get().member == part.member
    assert response.url == page_of(opportunity)
    assert told(response) == ["The date is added. Whoever has a place is expected."]


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"day_day": ""}, ["Day must include a day"]),
        ({"starts": "soon"}, ["Enter a time, like 10:30am or 2pm"]),
        ({"ends": ""}, ["Enter the end"]),
        ({"ends": "10:30am"}, ["The end must be after the start"]),
        ({"day_year": "2099"}, ["The day must be within two years of today."]),
    ],
)
def test_a_date_that_is_not_right_is_asked_for_again(client, lead, opportunity, changed, sentences):
    response = client.post(dates_of(opportunity), a_day(**changed))

    assert errors(response) == sentences
    assert opportunity.activities.count() == 1


def test_the_same_date_twice_is_once(client, lead, opportunity):
    client.post(dates_of(opportunity), a_day())
    response = client.post(dates_of(opportunity), a_day())

    assert errors(response) == ["This opportunity already has a date that starts then."]
    assert opportunity.activities.count() == 2


# --- Who may, and what waits -------------------------------------------------------------------
@pytest.mark.parametrize("address", [page_of, form_of, dates_of])
def test_another_services_lead_knows_of_nothing(client, opportunity, part, address):
    sign_in_as_lead(client, ServiceRoleFactory().service)
    assert client.get(address(opportunity)).status_code == 404
    assert client.post(address(opportunity), came(part) | a_day()).status_code == 404
    assert (said(part), opportunity.activities.count()) == (("expected", None), 1)


def test_a_date_of_another_opportunity_is_not_found(client, lead, opportunity):
    elsewhere = opportunity_that_starts(days=-1).activities.get()
    assert client.get(form_of(opportunity, elsewhere)).status_code == 404


def test_whoever_may_see_opportunities_but_not_people_is_told_so(client, opportunity):
    runs = ["wagtailadmin.access_admin", "opportunities.run_opportunities"]
    client.force_login(UserFactory(permissions=runs))
    for address in (page_of, form_of, dates_of):
        response = client.get(address(opportunity))
        assert response.status_code == 403
        assert "that you lead" in main(response)


def test_what_is_over_and_not_said_waits_on_the_first_page(client, lead, opportunity, part):
    InvolvementFactory(activity=date_of(opportunity, days=7))
    elsewhere = opportunity_that_starts(days=-1)
    placed(elsewhere)

    [one] = cards.attendance_to_mark(lead)

    assert cards.attendance_to_mark in set(waiting)
    assert one.words.startswith(f"{opportunity.title}, ")
    assert one.words.endswith(": say who came (1 person)")
    assert one.address == form_of(opportunity, part.activity)
    team = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    assert len(cards.attendance_to_mark(team)) == 2
    assert cards.attendance_to_mark(UserFactory()) == []

    actions.cancel(opportunity=opportunity, by=None)
    assert [one.address for one in cards.attendance_to_mark(lead)] == [one.address]

    client.post(form_of(opportunity, part.activity), came(part))
    assert cards.attendance_to_mark(lead) == []


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_little_for_three_as_for_one(
    client, lead, opportunity, number, django_assert_num_queries
):
    for _ in range(number):
        placed(opportunity)
        date_of(opportunity, days=-8)
    activity = opportunity.activities.latest("starts_at")
    client.get(page_of(opportunity))

    with django_assert_num_queries(11):
        client.get(page_of(opportunity))
    with django_assert_num_queries(11):
        response = client.get(form_of(opportunity, activity))
    assert len(parsed(response).select("legend")) == number
    with django_assert_num_queries(3):  # the rights, their own and by group; the dates
        cards.attendance_to_mark(lead)
