"""Staff's own screens for the facts of an opportunity."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from opportunities.models import Opportunity
from tests.factories.opportunities import (
    CriterionFactory,
    OpportunityFactory,
    OpportunityPageFactory,
    index_page,
)
from tests.factories.organisation import LocalityFactory, ServiceFactory
from tests.factories.people import (
    PETeamUserFactory,
    ServiceRoleFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/new-opportunity/"


@pytest.fixture
def pe_team(client):
    client.force_login(PETeamUserFactory(permissions=["opportunities.run_opportunities"]))
    return client


@pytest.fixture
def lead(client):
    """A client signed in as someone who leads one service; `lead.service` is that service."""
    client.service = ServiceFactory()
    user = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=user, service=client.service)
    client.force_login(user)
    return client


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def facts(**changed):
    return {
        "title": "Help choose a name",
        "time_commitment": "Two hours",
        "capacity": "4",
        "category": "one_off",
        "cost_centre": "C1",
        "contact_name": "Jo",
        "contact_email": "jo@example.org",
        "opens_date_day": "1",
        "opens_date_month": "March",
        "opens_date_year": "2027",
        "closes_date_day": "31",
        "closes_date_month": "3",
        "closes_date_year": "2027",
    } | changed


def test_a_lead_begins_an_opportunity_of_their_own_service(lead):
    response = lead.post(ADD, {"title": "Help us", "service": lead.service.pk})

    opportunity = Opportunity.objects.get()
    assert response.url == "/admin/opportunities/help-us/facts/"
    assert (opportunity.service, opportunity.status_changed_by.pk) == (
        lead.service,
        int(lead.session["_auth_user_id"]),
    )


def test_a_lead_begins_nothing_for_another_service(lead):
    other = ServiceFactory()

    response = lead.post(ADD, {"title": "Help us", "service": other.pk})

    assert response.context["form"].errors == {
        "service": ["Select one of the answers shown on this page"]
    }
    assert other.name not in response.content.decode()
    assert not Opportunity.objects.exists()


def test_all_facts_are_saved(pe_team):
    opportunity = OpportunityFactory(draft=True, slug="old")
    kind, level = TermFactory(kind="activity_kind"), TermFactory(kind="level")
    place = LocalityFactory()

    response = pe_team.post(
        "/admin/opportunities/old/facts/",
        facts(
            service=opportunity.service_id,
            activity_kind=kind.pk,
            level=level.pk,
            locality=place.pk,
            starts_date_day="5",
            starts_date_month="4",
            starts_date_year="2027",
            starts_time="10:30am",
            ends_time="2pm",
        ),
    )

    opportunity.refresh_from_db()
    assert response.url == "/admin/opportunities/help-choose-a-name/"
    assert opportunity.missing_facts() == []
    local = timezone.get_default_timezone()
    activity = opportunity.activities.get()
    assert [
        moment.astimezone(local).replace(tzinfo=None)
        for moment in (
            opportunity.opens_at,
            opportunity.closes_at,
            activity.starts_at,
            activity.ends_at,
        )
    ] == [
        datetime.datetime(2027, 3, 1, 0, 0),
        datetime.datetime(2027, 3, 31, 23, 59),
        datetime.datetime(2027, 4, 5, 10, 30),
        datetime.datetime(2027, 4, 5, 14, 0),
    ]


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        (
            {"closes_date_day": "31", "closes_date_month": "2"},
            {"closes_date": ["Last day to apply must be a real date"]},
        ),
        (
            {"closes_date_month": "2", "closes_date_day": "1"},
            {"closes_date": ["The last day to apply must not be before the first day"]},
        ),
        ({"capacity": "0"}, {"capacity": ["Places must be 1 or more"]}),
        ({"starts_time": "25:00"}, {"starts_time": ["Enter a time, like 10:30am or 2pm"]}),
        (
            {"starts_time": "9am"},
            {
                "starts_date": ["Enter the day, the start and the end, or none of them"],
                "ends_time": ["Enter the day, the start and the end, or none of them"],
            },
        ),
        ({"title": ""}, {"title": ["Enter what it is called"]}),
        ({"title": "x" * 121}, {"title": ["Title must be 120 characters or less"]}),
        (
            {"level": "99999999999999999999"},
            {"level": ["Select one of the answers shown on this page"]},
        ),
    ],
)
def test_wrong_facts_come_back_with_a_sentence_and_nothing_lost(pe_team, wrong, errors):
    opportunity = OpportunityFactory(draft=True, slug="old", title="Old")

    response = pe_team.post(
        "/admin/opportunities/old/facts/", facts(service=opportunity.service_id, **wrong)
    )

    assert response.context["form"].errors == errors
    opportunity.refresh_from_db()
    assert opportunity.title == "Old"
    assert 'value="Two hours"' in response.content.decode()


def test_a_refusal_of_the_action_is_shown_on_the_form(pe_team):
    opportunity = OpportunityFactory(slug="full", status="filled")

    response = pe_team.post(
        "/admin/opportunities/full/facts/",
        facts(service=opportunity.service_id, capacity="2"),
    )

    assert response.context["form"].non_field_errors() == [
        "3 people have a place, so there cannot be fewer places than 3."
    ]


def test_saving_unchanged_facts_changes_nothing(pe_team):
    OpportunityFactory(slug="same", contact_phone="01632960001")
    before = Opportunity.objects.values().get()
    form = pe_team.get("/admin/opportunities/same/facts/").context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, datetime.date):
            parts = {"day": value.day, "month": value.month, "year": value.year}
            sent |= {f"{bound.name}_{part}": number for part, number in parts.items()}
        elif value not in (None, False):
            sent[bound.name] = getattr(value, "pk", value)

    pe_team.post("/admin/opportunities/same/facts/", sent)

    assert Opportunity.objects.values().get() == before


# --- The overview ------------------------------------------------------------------------------
def test_the_overview_says_what_is_missing_on_both_sides(pe_team):
    OpportunityFactory(draft=True, slug="new", contact_email="", contact_phone="")

    context = pe_team.get("/admin/opportunities/new/").context

    assert context["facts"].missing[:2] == ["the kind of activity", "the level of involvement"]
    assert (context["words"].state, context["words"].address) == ("No page yet", None)
    assert [step.name for step in context["steps"]] == []


def test_an_administrator_is_led_to_write_the_page(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    opportunity = OpportunityFactory(slug="new")

    context = client.get("/admin/opportunities/new/").context

    assert context["words"].address == (
        f"/admin/pages/add/opportunities/opportunitypage/{index_page().pk}/"
        f"?opportunity={opportunity.pk}"
    )
    assert [step.name for step in context["steps"]] == ["draft", "close"]


def test_the_overview_leads_to_a_page_that_there_is(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    page = OpportunityPageFactory(live=False, purpose="", opportunity__slug="new")

    half = client.get("/admin/opportunities/new/").context["words"]

    assert (half.state, half.address) == ("Draft", f"/admin/pages/{page.pk}/edit/")
    assert half.missing == ["purpose"]


@pytest.mark.parametrize(
    ("step", "before", "after", "words"),
    [
        ("ready", "draft", "open", "The facts are ready."),
        ("draft", "open", "draft", "The facts are being prepared again."),
        ("close", "open", "closed", "It is closed. Nobody can apply any more."),
        ("reopen", "closed", "open", "It is open again."),
        ("close", "draft", "draft", "Only an opportunity that is open can be closed."),
    ],
)
def test_each_button_is_one_step(pe_team, step, before, after, words):
    OpportunityFactory(slug="it", status=before)

    response = pe_team.post(f"/admin/opportunities/it/status/{step}/")

    assert (response.url, told(response)) == ("/admin/opportunities/it/", [words])
    assert Opportunity.objects.get().status == after


def test_a_step_is_never_taken_by_a_get(pe_team):
    OpportunityFactory(slug="it")

    assert pe_team.get("/admin/opportunities/it/status/close/").status_code == 405
    assert pe_team.post("/admin/opportunities/it/status/explode/").status_code == 404
    assert pe_team.get("/admin/opportunities/it/cancel/").context["opportunity"].slug == "it"
    assert Opportunity.objects.get().status == "open"


def test_cancelling_is_asked_twice(pe_team):
    OpportunityFactory(slug="it")

    response = pe_team.post("/admin/opportunities/it/cancel/")

    assert told(response) == ["It is cancelled."]
    assert pe_team.get("/admin/opportunities/it/cancel/").status_code == 403
    assert pe_team.get("/admin/opportunities/it/facts/").status_code == 403


def test_a_lead_sees_only_their_own(lead):
    OpportunityFactory(slug="own", service=lead.service)
    OpportunityFactory(slug="other")

    statuses = {
        (slug, place): lead.get(f"/admin/opportunities/{slug}/{place}").status_code
        for slug in ("own", "other")
        for place in ("", "facts/", "asks/", "cancel/")
    }

    assert {key for key, status in statuses.items() if status == 200} == {
        ("own", ""), ("own", "facts/"), ("own", "asks/"), ("own", "cancel/"),
    }  # fmt: skip
    assert {status for key, status in statuses.items() if key[0] == "other"} == {404}


def test_a_lead_whose_role_ended_sees_nothing_from_that_day(lead):
    OpportunityFactory(slug="own", service=lead.service)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    lead.service.servicerole_set.update(from_date=yesterday, to_date=yesterday)

    assert lead.get("/admin/opportunities/own/").status_code == 404
    assert lead.get("/admin/opportunities/").status_code == 403


# --- What it asks ------------------------------------------------------------------------------
def rows(*given, stored=0):
    data = {"form-TOTAL_FORMS": len(given), "form-INITIAL_FORMS": stored}
    for number, row in enumerate(given):
        usual = {"importance": "helps", "weight": "1", "asks": ""}
        data |= {f"form-{number}-{name}": value for name, value in (usual | row).items()}
    return data


def test_what_is_asked_is_saved_row_by_row(pe_team):
    opportunity, skill = OpportunityFactory(slug="it"), TermFactory()

    response = pe_team.post(
        "/admin/opportunities/it/asks/",
        rows(
            {"asks": f"skill:{skill.pk}", "importance": "must", "weight": "5"},
            {"asks": "availability", "slots": ["1", "8"]},
            {"asks": "level", "remove": "on"},
            {},
        ),
    )

    assert response.url == "/admin/opportunities/it/"
    assert set(opportunity.criteria.values_list("kind", "term", "weight", "slots")) == {
        ("skill", skill.pk, 5, 0),
        ("availability", None, 1, 9),
    }


def test_more_rows_come_without_a_script(pe_team):
    criterion = CriterionFactory(opportunity__slug="it")

    response = pe_team.post(
        "/admin/opportunities/it/asks/",
        rows({"asks": f"skill:{criterion.term_id}"}, stored=1) | {"more": "1"},
        follow=True,
    )

    assert len(response.context["rows"].forms) == 4
    assert response.context["rows"].forms[0]["asks"].value() == f"skill:{criterion.term_id}"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"asks": "availability"}, "Choose at least one time when people should be free"),
        ({"asks": "level", "slots": ["1"]}, "Times only go with “Is free at one of these times”"),
        ({"asks": "skill:0"}, "Select one of the answers shown on this page"),
        ({"asks": "level", "weight": "9"}, "Select one of the answers shown on this page"),
        ({"asks": "availability", "slots": ["3"]}, "Select one of the answers shown on this page"),
    ],
)
def test_wrong_rows_come_back_with_a_sentence(pe_team, row, words):
    opportunity = OpportunityFactory(slug="it")

    response = pe_team.post("/admin/opportunities/it/asks/", rows(row))

    assert [message for _, message in response.context["rows"].error_list] == [words]
    assert not opportunity.criteria.exists()


def test_asking_twice_for_the_same_is_refused_in_a_sentence(pe_team):
    OpportunityFactory(slug="it")

    response = pe_team.post(
        "/admin/opportunities/it/asks/", rows({"asks": "level"}, {"asks": "level"})
    )

    assert response.context["refusal"] == (
        "“Likes this level of involvement” is asked for twice. Ask for it once."
    )


def test_a_form_without_its_rows_is_shown_again(pe_team):
    CriterionFactory(opportunity__slug="it")

    response = pe_team.post("/admin/opportunities/it/asks/", {})

    assert "There is a problem" in response.content.decode()
