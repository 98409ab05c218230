"""Staff's pages for who came: every date of an opportunity, one form for each, and another date."""

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from design_system.desk import waiting
from involvement.models import Involvement
from opportunities import cards
from opportunities.models import Opportunity
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.opportunities import OpportunityFactory
from tests.factories.people import PETeamUserFactory, ServiceRoleFactory, UserFactory
from tests.opportunities.dates import date_of, opportunity_that_starts, placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    return opportunity_that_starts(days=-1)


def sign_in_as_lead(client, service):
    user = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=user, service=service)
    client.force_login(user)
    return user


@pytest.fixture
def lead(client, opportunity):
    return sign_in_as_lead(client, opportunity.service)


@pytest.fixture
def part(opportunity):
    return placed(opportunity, name="Ada Example")[1]


def page_of(opportunity):
    return reverse("opportunities:attendance-show", args=[opportunity.slug])


def form_of(opportunity, activity=None):
    activity = activity or opportunity.activities.latest("starts_at")
    return reverse("opportunities:attendance-record", args=[opportunity.slug, activity.pk])


def dates_of(opportunity):
    return reverse("opportunities:date-add", args=[opportunity.slug])


def came(part, hours="2"):
    return {f"came_{part.pk}": "came", f"hours_{part.pk}": hours}


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def main(response):
    return " ".join(parsed(response).main.get_text(" ").split())


def errors(response):
    lines = parsed(response).select(".nhsuk-error-summary li")
    return [line.get_text(strip=True) for line in lines]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def said(part):
    part.refresh_from_db()
    return part.status, part.hours


# --- The form of one date ----------------------------------------------------------------------
def test_a_lead_says_who_came_and_for_how_long(client, lead, opportunity, part):
    other = placed(opportunity, name="Bo Example")[1]

    page = parsed(client.get(form_of(opportunity)))
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == [
        "Ada Example",
        "Bo Example",
    ]
    hours = page.find(id=f"id_hours_{part.pk}")
    assert hours["value"] == "2"
    assert page.find("label", attrs={"for": hours["id"]}).get_text(strip=True) == (
        "Hours for Ada Example"
    )
    response = client.post(
        form_of(opportunity), came(part, "1½") | {f"came_{other.pk}": "not-there"}
    )

    assert (response.url, told(response)) == (page_of(opportunity), ["Thank you. It is saved."])
    assert (said(part), said(other)) == (("attended", Decimal("1.5")), ("did_not_attend", None))
    assert part.status_changed_by == lead
    page = parsed(client.get(form_of(opportunity)))
    assert page.find(id=f"id_hours_{part.pk}")["value"] == "1.5"
    assert [box["value"] for box in page.select("input[checked]")] == ["came", "not-there"]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("2", "2"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        (".5", "0.5"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("1 ½", "1.5"),
        ("2¼ hours", "2.25"),
        ("1:30", "1.5"),
        ("1h 30", "1.5"),
        ("1h30m", "1.5"),
        ("1 hour and 20 minutes", "1.33"),
        ("2 hrs", "2"),
        ("90 minutes", "1.5"),
        ("45 min", "0.75"),
        ("999.99", "999.99"),
    ],
)
def test_hours_are_taken_as_people_write_them(client, lead, opportunity, part, words, hours):
    client.post(form_of(opportunity), came(part, words))
    assert said(part) == ("attended", Decimal(hours))


NOT_HOURS = "Enter the hours for Ada Example, like 2, 1.5 or 1:30"
NOT_IN_RANGE = "The hours for Ada Example must be more than 0 and less than 1,000"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", NOT_HOURS),
        ("abc", NOT_HOURS),
        ("-1", NOT_HOURS),
        ("NaN", NOT_HOURS),
        ("Infinity", NOT_HOURS),
        ("1e3", NOT_HOURS),
        ("1:75", NOT_HOURS),
        ("2 o'clock", NOT_HOURS),
        ("9" * 31, "Hours for Ada Example must be 30 characters or less"),
        ("0", NOT_IN_RANGE),
        ("0.001", NOT_IN_RANGE),
        ("1000", NOT_IN_RANGE),
        ("999.999", NOT_IN_RANGE),
        ("9" * 30, NOT_IN_RANGE),
    ],
)
def test_other_hours_are_refused_and_nothing_typed_is_lost(
    client, lead, opportunity, part, words, sentence
):
    other = placed(opportunity, name="Bo Example")[1]

    response = client.post(form_of(opportunity), came(part, words) | came(other, "3"))

    assert errors(response) == [sentence]
    page = parsed(response)
    assert page.title.get_text().startswith("Error: ")
    assert page.find(id=f"id_hours_{part.pk}").get("value", "") == words
    assert page.find(id=f"id_hours_{other.pk}")["value"] == "3"
    assert len(page.select("input[checked]")) == 2
    assert said(other) == ("expected", None)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choose “Came” or “Did not attend” for at least one person"),
        ({"came": "maybe"}, "Select one of the answers shown on this page"),
        ({"hours": "3"}, "Say whether Ada Example came"),
    ],
)
def test_what_is_only_half_said_is_asked_again(client, lead, opportunity, part, answers, sentence):
    data = {f"{name}_{part.pk}": value for name, value in answers.items()}
    assert errors(client.post(form_of(opportunity), data)) == [sentence]
    assert said(part) == ("expected", None)


def test_whoever_is_left_out_stays_as_they_are(client, lead, opportunity, part):
    uncounted = InvolvementFactory(
        activity=part.activity, status="attended", category="one_off", member__person__name="Bo"
    )
    form = parsed(client.get(form_of(opportunity)))
    assert not form.find(id=f"id_hours_{uncounted.pk}").get("value")

    answers = {f"came_{uncounted.pk}": "came", f"hours_{uncounted.pk}": ""}
    response = client.post(form_of(opportunity), answers | {f"hours_{part.pk}": "2"})

    assert told(response) == ["Thank you. It is saved."]
    assert (said(part), said(uncounted)) == (("expected", None), ("attended", None))


def test_the_same_form_twice_is_once(client, lead, opportunity, part):
    for _ in range(2):
        client.post(form_of(opportunity), came(part))
    assert (said(part), Involvement.objects.count()) == (("attended", Decimal(2)), 1)


def test_parts_in_other_dates_are_ignored(client, lead, opportunity, part):
    others = [
        placed(opportunity_that_starts(days=-1))[1],
        InvolvementFactory(activity=date_of(opportunity, days=-8)),
        InvolvementFactory(activity=part.activity, status="cancelled"),
    ]
    data = came(part)
    for other in others:
        data |= came(other)

    client.post(form_of(opportunity, part.activity), data)

    assert [said(one)[0] for one in (part, *others)] == [
        "attended",
        "expected",
        "expected",
        "cancelled",
    ]


def test_somebody_else_was_quicker_and_what_was_typed_stays(
    client, lead, opportunity, part, monkeypatch
):
    from opportunities.views import attendance

    def refuse(**_):
        raise attendance.actions.CannotRecordAttendance("This opportunity was cancelled.")

    monkeypatch.setattr(attendance.actions, "record_attendance", refuse)
    response = client.post(form_of(opportunity), came(part, "1.25"))

    assert errors(response) == ["This opportunity was cancelled."]
    assert parsed(response).find(id=f"id_hours_{part.pk}")["value"] == "1.25"


def test_before_it_starts_there_is_a_sentence_and_no_form(client):
    opportunity = opportunity_that_starts(days=1)
    part = placed(opportunity)[1]
    sign_in_as_lead(client, opportunity.service)

    response = client.get(form_of(opportunity))
    assert "This has not started yet. You can say who came once it has." in main(response)
    assert parsed(response).main.form is None

    response = client.post(form_of(opportunity), came(part))
    assert (response.url, said(part)) == (page_of(opportunity), ("expected", None))
    assert told(response) == ["This has not started yet. You can say who came once it has."]


def test_what_was_cancelled_is_shown_and_stays_as_it_is(client, lead, opportunity, part):
    Opportunity.objects.update(status="cancelled")

    for address in (page_of(opportunity), form_of(opportunity)):
        response = client.get(address)
        assert "This opportunity was cancelled, so nothing more can be said" in main(response)
        assert parsed(response).main.form is None
    client.post(form_of(opportunity), came(part))

    assert said(part) == ("expected", None)


def test_a_date_nobody_was_expected_at_says_so(client, lead, opportunity):
    assert "Nobody was expected on this date." in main(client.get(form_of(opportunity)))


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
    assert told(response) == ["The date is added. Whoever has a place is expected and told of it."]


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
    cancelled = opportunity_that_starts(
        days=-1, service=opportunity.service, status=Opportunity.Status.CANCELLED
    )
    InvolvementFactory(activity=cancelled.activities.get())

    [one] = cards.attendance_to_mark(lead)

    assert cards.attendance_to_mark in set(waiting)
    assert one.words.startswith(f"{opportunity.title}, ")
    assert one.words.endswith(": say who came (1 person)")
    assert one.address == form_of(opportunity, part.activity)
    team = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    assert len(cards.attendance_to_mark(team)) == 2
    assert cards.attendance_to_mark(UserFactory()) == []

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

    with django_assert_num_queries(12):
        client.get(page_of(opportunity))
    with django_assert_num_queries(11):
        response = client.get(form_of(opportunity, activity))
    assert len(parsed(response).select("legend")) == number
    with django_assert_num_queries(1):
        cards.attendance_to_mark(lead)
