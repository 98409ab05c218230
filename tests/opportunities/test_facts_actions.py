"""Making an opportunity, changing its facts and what it asks."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from opportunities import actions
from opportunities.models import Opportunity
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.organisation import LocalityFactory, ServiceFactory
from tests.factories.people import TermFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Opportunity.Status
TODAY = timezone.now()
LATER = TODAY + datetime.timedelta(days=9)


def log_of(opportunity):
    return [
        (entry.action, entry.data)
        for entry in ModelLogEntry.objects.for_instance(opportunity).order_by("pk")
    ]


def create(title="Help choose a name", **facts):
    return actions.create_opportunity(
        title=title, service=facts.pop("service", None) or ServiceFactory(), by=None, **facts
    )


def change(opportunity, **facts):
    return actions.change_facts(opportunity=opportunity, facts=facts, by=None)


def test_what_is_made_takes_its_cost_centre_and_contact_from_the_service():
    service = ServiceFactory(
        cost_centre="C123", contact_name="Jo", contact_email="jo@example.org", contact_phone=""
    )
    user = UserFactory()

    opportunity = actions.create_opportunity(title="Help us", service=service, by=user)

    assert opportunity.status == Status.DRAFT
    assert (opportunity.cost_centre, opportunity.contact_name) == ("C123", "Jo")
    assert opportunity.activities.get().title == "Help us"
    assert log_of(opportunity) == [("opportunities.create", {"service": service.slug})]
    assert opportunity.status_changed_by == user


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Help choose a name", ["help-choose-a-name", "help-choose-a-name-2"]),
        ("名前", ["opportunity", "opportunity-2"]),
    ],
)
def test_every_opportunity_has_an_address_of_its_own(title, slugs):
    assert [create(title).slug, create(title).slug] == slugs


def test_the_address_follows_the_title_until_the_public_has_seen_it():
    opportunity = create("Old title")

    assert change(opportunity, title="New title").slug == "new-title"
    opportunity = OpportunityFactory(slug="stays")
    assert change(opportunity, title="Newer title").slug == "stays"
    page = OpportunityPageFactory(opportunity=OpportunityFactory(slug="seen"), live=False)
    page.first_published_at = TODAY
    page.save()
    Opportunity.objects.filter(slug="seen").update(status=Status.DRAFT)
    assert change(page.opportunity, title="Newest title").slug == "seen"


def test_only_what_changes_is_written_down():
    opportunity = OpportunityFactory()

    change(opportunity, title=opportunity.title, capacity=5)
    change(opportunity, capacity=5)

    assert [data for name, data in log_of(opportunity) if "change" in name] == [
        {"facts": ["capacity", "first_activity"]}
    ]


def test_the_first_activity_keeps_the_date_and_follows_the_place():
    opportunity = create(starts_at=TODAY, ends_at=LATER)

    change(opportunity, online=True, starts_at=LATER, ends_at=LATER + datetime.timedelta(hours=1))

    activity = opportunity.activities.get()
    assert (activity.starts_at, activity.online) == (LATER, True)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"opens_at": LATER, "closes_at": TODAY}, "The day it closes must be after the day it"),
        ({"starts_at": TODAY, "ends_at": None}, "Say both when the first activity starts and"),
        ({"starts_at": LATER, "ends_at": TODAY}, "The first activity must end after it starts."),
    ],
)
def test_facts_that_contradict_each_other_are_refused(facts, sentence):
    with pytest.raises(actions.CannotCreateOpportunity, match=sentence):
        create(**facts)
    assert Opportunity.objects.count() == 0
    with pytest.raises(actions.CannotChangeFacts, match=sentence):
        change(OpportunityFactory(draft=True), **facts)


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (1, "1 person already has a place, so there cannot be fewer places than 1."),
        (2, "2 people have a place, so there cannot be fewer places than 2."),
    ],
)
def test_places_that_are_taken_stay(places, sentence):
    opportunity = OpportunityFactory(places_taken=places, capacity=3)

    with pytest.raises(actions.CannotChangeFacts, match=sentence):
        change(opportunity, capacity=places - 1)
    assert change(opportunity, capacity=places).capacity == places


def test_more_places_open_what_was_full():
    opportunity = OpportunityFactory(places_taken=3, capacity=3, status=Status.FILLED)
    assert change(opportunity, capacity=4).status == Status.OPEN


def test_what_is_ready_keeps_the_facts_it_needs():
    with pytest.raises(
        actions.CannotChangeFacts, match=r"An opportunity that is ready needs where it happens\."
    ):
        change(OpportunityFactory(), locality=None)
    assert change(OpportunityFactory(draft=True), locality=LocalityFactory()).status == Status.DRAFT


@pytest.mark.parametrize(
    ("status", "facts", "sentence"),
    [
        (Status.CLOSED, {"closes_at": LATER}, "closed early. Open it again before you change"),
        (Status.CANCELLED, {"title": "New"}, "was cancelled, so it can no longer be changed"),
    ],
)
def test_what_is_closed_or_cancelled_stays_as_it_was(status, facts, sentence):
    opportunity = OpportunityFactory(status=status)

    with pytest.raises(actions.CannotChangeFacts, match=sentence):
        change(opportunity, **facts)
    assert log_of(opportunity) == []


def test_a_fact_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="not facts of an opportunity: colour"):
        create(colour="blue")


# --- What it asks ------------------------------------------------------------------------------
def ask(opportunity, *criteria):
    usual = {"importance": "helps", "weight": 1}
    return actions.set_criteria(
        opportunity=opportunity, criteria=[usual | c for c in criteria], by=None
    )


def test_what_is_asked_replaces_what_was_asked():
    opportunity, skill = OpportunityFactory(), TermFactory()
    ask(opportunity, {"kind": "level"}, {"kind": "place"})

    ask(opportunity, {"kind": "skill", "term": skill, "weight": 5, "importance": "must"})

    assert list(opportunity.criteria.values_list("kind", "term", "weight", "importance")) == [
        ("skill", skill.pk, 5, "must")
    ]
    assert log_of(opportunity)[-1] == ("opportunities.set_criteria", {"criteria": 1})


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ([{"kind": "skill"}], "Choose which skill is asked for."),
        ([{"kind": "availability"}], "Choose at least one time when people should be free."),
        ([{"kind": "availability", "slots": 1 << 21}], "Choose at least one time when people"),
        ([{"kind": "level", "slots": 1}], "Only availability has times."),
        ([{"kind": "level", "weight": 6}], "Each weight is a number from 1 to 5."),
        ([{"kind": "level"}, {"kind": "level"}], "“Likes this level of involvement” is asked for"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_the_old_stays(criteria, sentence):
    opportunity = OpportunityFactory()
    ask(opportunity, {"kind": "place"})

    with pytest.raises(actions.CannotSetCriteria, match=sentence):
        ask(opportunity, *criteria)
    assert [c.kind for c in opportunity.criteria.all()] == ["place"]


def test_a_term_of_another_kind_is_refused():
    interest = TermFactory(kind="interest", code="gardens")
    with pytest.raises(actions.CannotSetCriteria, match="Choose which skill is asked for"):
        ask(OpportunityFactory(), {"kind": "skill", "term": interest})
