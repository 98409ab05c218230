"""Matching, one rule at a time. What random registers show is in test_matching_reference."""

import pytest

from opportunities import matching
from opportunities.models import Application, Opportunity
from people.availability import mask_of
from people.models import Member
from tests.factories.opportunities import (
    ApplicationFactory,
    CriterionFactory,
    OpportunityFactory,
    OpportunityPageFactory,
)
from tests.factories.people import MemberFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    return OpportunityPageFactory().opportunity


def ranked(opportunity):
    return list(matching.shortlist(opportunity).values_list("pk", flat=True))


def test_a_must_that_is_missed_outweighs_every_score(opportunity):
    must = CriterionFactory(opportunity=opportunity, importance="must", weight=1)
    helps = CriterionFactory(opportunity=opportunity, weight=5)
    meets_must = MemberFactory(terms=[must.term])
    scores_more = MemberFactory(terms=[helps.term])

    rows = matching.shortlist(opportunity)

    assert [(row.pk, row.musts_missed, row.score) for row in rows] == [
        (meets_must.pk, 0, 16),
        (scores_more.pk, 1, 83),
    ]


def test_those_who_applied_come_first_among_equals_then_the_lowest_reference(opportunity):
    first, second, third = MemberFactory.create_batch(3)
    ApplicationFactory(opportunity=opportunity, person=third.person)
    ApplicationFactory(opportunity=OpportunityFactory(), person=second.person)

    assert ranked(opportunity) == [third.pk, first.pk, second.pk]


def test_someone_who_withdrew_is_no_longer_ahead_but_still_shown_with_their_state(opportunity):
    first, second = MemberFactory.create_batch(2)
    ApplicationFactory(opportunity=opportunity, person=second.person, status="withdrawn")

    rows = matching.shortlist(opportunity)

    assert [(row.pk, row.applied, row.application_status) for row in rows] == [
        (first.pk, False, None),
        (second.pk, False, Application.Status.WITHDRAWN),
    ]


@pytest.mark.parametrize("status", ["joining", "paused", "left"])
def test_who_cannot_be_asked_today_is_absent(opportunity, status):
    MemberFactory(status=status)

    assert ranked(opportunity) == []


def test_where_nothing_is_asked_everyone_scores_100_and_there_is_nothing_to_say(opportunity):
    MemberFactory()

    row = matching.shortlist(opportunity).get()

    assert (row.score, row.musts_missed, matching.reasons(opportunity, row)) == (100, 0, ([], []))


def test_a_criterion_whose_fact_is_not_known_yet_asks_nothing():
    draft = OpportunityFactory(draft=True)
    for kind in ("activity_kind", "level", "place"):
        CriterionFactory(opportunity=draft, kind=kind, importance="must")
    MemberFactory()

    row = matching.shortlist(draft).get()

    assert (matching.asked_of(draft), row.score, row.musts_missed) == ([], 100, 0)


def test_reasons_read_as_sentences(opportunity):
    for label in ("Chairing meetings", "BSL", "A calm voice"):
        term = TermFactory(label=label)
        CriterionFactory(opportunity=opportunity, term=term)
    tuesday = mask_of([(1, 0)])
    CriterionFactory(opportunity=opportunity, kind="availability", slots=tuesday, importance="must")
    terms = [criterion.term for criterion in opportunity.criteria.filter(kind="skill")]
    member = MemberFactory(terms=terms, availability=mask_of([(2, 0)]))
    member.task_answers.create(task="when", answered_at=member.joined_at)

    assert matching.reasons(opportunity, matching.shortlist(opportunity).get()) == (
        ["Has: chairing meetings, BSL and a calm voice."],
        ["Must: not free on Tuesday mornings."],
    )


def test_criteria_are_described_in_words(opportunity):
    term = TermFactory(label="Dementia care", kind="interest")
    CriterionFactory(opportunity=opportunity, kind="interest", term=term, importance="must")
    CriterionFactory(opportunity=opportunity, kind="place", weight=5)
    CriterionFactory(opportunity=opportunity, kind="availability", slots=mask_of([(0, 0), (4, 2)]))

    assert matching.describe_criteria(matching.asked_of(opportunity)) == [
        ("Must", 1, "Interest: dementia care"),
        ("Would help", 5, f"Place: can meet in {opportunity.locality.name}"),
        ("Would help", 1, "Free on Monday mornings or Friday evenings"),
    ]


def test_needs_are_hinted_at_and_never_told(opportunity):
    MemberFactory(person__needs_note="Step-free, please")
    MemberFactory()

    assert [row.has_needs for row in matching.shortlist(opportunity)] == [True, False]


@pytest.mark.parametrize("members", [1, 3, 300])
def test_ranking_takes_two_queries_for_any_number_of_members(
    opportunity, members, django_assert_num_queries
):
    CriterionFactory(opportunity=opportunity)
    CriterionFactory(opportunity=opportunity, kind="place")
    MemberFactory.create_batch(members, terms=[TermFactory()])
    asks = matching.asked_of(opportunity)

    with django_assert_num_queries(2):  # the ranking; which tasks the members answered
        rows = list(matching.shortlist(opportunity, asks))
        said = [matching.reasons(opportunity, row, asks) for row in rows]

    assert len(said) == members


@pytest.mark.parametrize("number", [1, 3])
def test_what_suits_takes_five_queries_for_any_number_of_opportunities(
    number, django_assert_num_queries
):
    for page in OpportunityPageFactory.create_batch(number):
        CriterionFactory.create_batch(2, opportunity=page.opportunity)
    member = Member.objects.get(pk=MemberFactory().pk)

    with django_assert_num_queries(5):
        suggestions = matching.suitable_for(member)
        addresses = [suggestion.opportunity.page.pk for suggestion in suggestions]

    assert len(addresses) == number


@pytest.mark.parametrize(
    "change",
    [
        {"status": Opportunity.Status.CLOSED},
        {"status": Opportunity.Status.FILLED},
        {"over": True},
        {"opens_at": "2199-01-01T00:00Z", "closes_at": "2199-02-01T00:00Z"},
    ],
)
def test_only_what_is_open_now_is_suggested(change):
    OpportunityPageFactory(opportunity=OpportunityFactory(**change))

    assert matching.suitable_for(MemberFactory()) == []


def test_only_what_the_public_can_read_is_suggested():
    OpportunityPageFactory(live=False)
    OpportunityFactory()

    assert matching.suitable_for(MemberFactory()) == []
