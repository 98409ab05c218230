"""The team's shortlist page, what can be decided on it, and the list of people placed."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from opportunities import actions
from opportunities.models import Application
from outbox.models import Message
from people.models import PersonNeed
from tests.factories.opportunities import (
    ApplicationFactory,
    CriterionFactory,
    OpportunityPageFactory,
)
from tests.factories.people import (
    MemberFactory,
    PersonFactory,
    PETeamUserFactory,
    ServiceRoleFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    return OpportunityPageFactory().opportunity


@pytest.fixture
def team(client):
    user = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def address(opportunity, name="shortlist-show"):
    return reverse(f"opportunities:{name}", args=[opportunity.slug])


def decide(client, opportunity, people, decision, **more):
    data = {"people": [person.pk for person in people], "decision": decision} | more
    return client.post(address(opportunity, "shortlist-act"), data)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def rows(response):
    return [row.member.person for row in response.context["shortlist"].rows]


def test_rows_carry_reasons_standing_and_a_hint_at_needs(client, opportunity, team):
    CriterionFactory(opportunity=opportunity, term=TermFactory(label="Chairing meetings"))
    member = MemberFactory(person__name="Ada Example", person__needs_note="Large print")
    ApplicationFactory(opportunity=opportunity, person=member.person)

    words = client.get(address(opportunity)).content.decode()
    cells = re.findall(r'role="cell">(.*?)</td>', words, re.DOTALL)

    assert [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells] == [
        f"Person Ada Example {member.person} Ada Example "
        "Has access or communication needs: see them before you invite",
        "Score 0",
        "Where it stands Interested Applied: they told us",
        "For Nothing yet",
        "Against Has not said which skills they have.",
    ]
    assert "Large print" not in words
    assert "<li><strong>Would help:</strong> Skill: chairing meetings (weight 1)</li>" in words


@pytest.mark.parametrize("members", [1, 3, 300])
def test_the_page_asks_as_little_for_300_members_as_for_one(
    client, opportunity, team, members, django_assert_num_queries
):
    CriterionFactory(opportunity=opportunity)
    for member in MemberFactory.create_batch(members):
        if member.pk % 2:
            ApplicationFactory(opportunity=opportunity, person=member.person)
    client.get(address(opportunity))

    with django_assert_num_queries(13):
        response = client.get(address(opportunity))

    assert len(rows(response)) == min(members, 25)


def test_filters_and_pages_and_nonsense_in_their_place(client, opportunity, team):
    must = CriterionFactory(opportunity=opportunity, importance="must")
    suits = MemberFactory(terms=[must.term]).person
    applied = MemberFactory().person
    ApplicationFactory(opportunity=opportunity, person=applied)

    def shown(query):
        return rows(client.get(f"{address(opportunity)}{query}"))

    assert shown("") == [suits, applied]
    assert shown("?show=applied") == [applied]
    assert shown("?show=suitable") == [suits]
    for nonsense in ("?show=x%00", "?page=0", "?page=-1", "?page=99999999999", "?page=²"):
        assert shown(nonsense) == [suits, applied]


def test_page_two_goes_on_where_page_one_stops(client, opportunity, team):
    people = [member.person for member in MemberFactory.create_batch(27)]

    assert rows(client.get(f"{address(opportunity)}?page=2")) == people[25:]


def test_applicants_who_are_away_are_named_beside_the_list(client, opportunity, team):
    away = MemberFactory(status="paused").person
    ApplicationFactory(opportunity=opportunity, person=away)
    ApplicationFactory(opportunity=opportunity, person=PersonFactory(), status="withdrawn")

    shortlist = client.get(address(opportunity)).context["shortlist"]

    assert (shortlist.rows, [one.person for one in shortlist.away]) == ([], [away])


def test_the_check_page_says_who_is_told_how_and_changes_nothing(client, opportunity, team):
    people = [MemberFactory(person=PersonFactory()).person for _ in range(3)]
    people.append(MemberFactory(person=PersonFactory(by_post=True)).person)
    people.append(MemberFactory(person=PersonFactory(by_phone=True)).person)
    away = MemberFactory(status="paused").person

    response = decide(client, opportunity, [*people, away], "invite")

    assert response.context["ways"] == "3 by email, 1 by letter, 1 phone call"
    assert [sample.channel for sample in response.context["samples"]] == ["email", "post", "phone"]
    rehearsal = response.context["rehearsal"]
    assert [application.person for application in rehearsal.done] == people
    assert rehearsal.refused == [(away, "This person is taking a break.")]
    assert (Application.objects.count(), Message.objects.count()) == (0, 0)


def test_confirming_does_it_once_however_often_it_is_sent(client, opportunity, team):
    people = [member.person for member in MemberFactory.create_batch(2)]

    for _ in range(2):
        response = decide(client, opportunity, people, "invite", confirmed="yes")

    assert response["Location"] == address(opportunity)
    assert told(response)[-1] == "2 people are invited."
    assert list(Application.objects.values_list("status", "status_changed_by")) == [
        ("invited", team.pk),
        ("invited", team.pk),
    ]
    assert Message.objects.count() == 2


def test_the_best_get_the_last_places_and_the_others_are_named(client, opportunity, team):
    must = CriterionFactory(opportunity=opportunity)
    others = [MemberFactory(person__name=f"Person {number}").person for number in range(3)]
    best = MemberFactory(terms=[must.term]).person
    in_order = rows(client.get(address(opportunity)))

    response = decide(client, opportunity, in_order, "place", confirmed="yes")

    assert in_order == [best, *others]
    assert told(response) == [
        "3 people have a place.",
        f"Person 2 ({others[2]}): All places are taken. Add a place, or use the reserve list.",
    ]


def test_a_yes_by_phone_is_written_down(client, opportunity, team):
    person = MemberFactory(person=PersonFactory(by_phone=True)).person
    actions.invite(opportunity=opportunity, person=person, by=team)

    decide(client, opportunity, [person], "said-yes", confirmed="yes")

    assert Application.objects.get().status == "accepted"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "invite"}, "Select at least one person."),
        ({"decision": "invite", "people": ["x"]}, "Select one of the answers shown on this page."),
        (
            {"decision": "invite", "people": ["9" * 30]},
            "Select one of the answers shown on this page.",
        ),
        ({"people": ["MEMBER"]}, "Choose what to do with the people that you selected."),
        (
            {"decision": "<b>", "people": ["MEMBER"]},
            "Choose what to do with the people that you selected.",
        ),
    ],
)
def test_choices_that_are_none_are_refused_in_a_sentence(client, opportunity, team, data, sentence):
    member = MemberFactory()
    data = data | {
        "people": [str(member.person_id) if p == "MEMBER" else p for p in data.get("people", [])]
    }

    response = client.post(address(opportunity, "shortlist-act"), data | {"confirmed": "yes"})

    assert (response["Location"], told(response)) == (address(opportunity), [sentence])
    assert Application.objects.count() == 0


def test_nothing_can_be_decided_about_what_was_cancelled(client, opportunity, team):
    actions.cancel(opportunity=opportunity, by=team)
    person = MemberFactory().person

    response = decide(client, opportunity, [person], "invite", confirmed="yes")

    assert told(response) == ["This opportunity was cancelled, so nobody can be asked any more."]
    assert "<button" not in client.get(address(opportunity)).content.decode().split("<table")[1]


def test_opening_the_address_of_decisions_goes_to_the_shortlist(client, opportunity, team):
    assert client.get(address(opportunity, "shortlist-act"))["Location"] == address(opportunity)


@pytest.mark.parametrize("name", ["shortlist-show", "shortlist-act"])
def test_a_lead_sees_no_shortlist_not_even_of_their_own_service(client, opportunity, name):
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead, service=opportunity.service)
    client.force_login(lead)
    person = MemberFactory().person

    responses = [
        client.get(address(opportunity, name)),
        decide(client, opportunity, [person], "invite", confirmed="yes"),
    ]

    assert [response.status_code for response in responses] == [403, 403]
    assert Application.objects.count() == 0


def test_a_lead_sees_who_has_a_place_and_only_what_they_need(client, opportunity):
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead, service=opportunity.service)
    client.force_login(lead)
    person = PersonFactory(
        by_phone=True, name="Ada Example", email="ada@example.org", needs_note="Quiet room"
    )
    PersonNeed.objects.create(person=person, term=TermFactory(kind="access_need", label="No steps"))
    MemberFactory(person=person)
    actions.place(opportunity=opportunity, person=person, by=None)
    ApplicationFactory(opportunity=opportunity, person=PersonFactory(name="Not Placed"))

    words = client.get(address(opportunity, "placed-list")).content.decode()
    cells = re.findall(r'role="cell">(.*?)</td>', words, re.DOTALL)

    assert [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells] == [
        "Name Ada Example",
        "How to reach them Phone call 07700900123",
        "What helps them take part No steps Quiet room",
    ]
    for private in ("Not Placed", "ada@example.org", str(person)):
        assert private not in words


def test_another_service_s_opportunity_is_not_there_for_a_lead(client, opportunity):
    lead = UserFactory(permissions=["wagtailadmin.access_admin"])
    ServiceRoleFactory(user=lead)
    client.force_login(lead)

    for name in ("placed-list", "shortlist-show", "shortlist-act"):
        assert client.get(address(opportunity, name)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_people_placed_asks_as_little_for_three_as_for_one(
    client, opportunity, team, people, django_assert_num_queries
):
    for member in MemberFactory.create_batch(people):
        actions.place(opportunity=opportunity, person=member.person, by=None)
    client.get(address(opportunity, "placed-list"))

    with django_assert_num_queries(9):
        response = client.get(address(opportunity, "placed-list"))

    assert len(response.context["people"]) == people
