"""The database's ranking and the sentences, held against matching as one would do it on paper."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opportunities import matching
from tests.factories.opportunities import OpportunityPageFactory
from tests.opportunities import reference, registers

pytestmark = pytest.mark.django_db

# Each example is rolled back, so the words of the fixture serve all of them.
thorough = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def words():
    return registers.store_words()


@thorough
@given(
    opportunity=registers.opportunities(),
    members=st.lists(registers.members, min_size=3, max_size=9),
)
def test_ranking_and_sentences_are_those_of_the_slow_reference(words, opportunity, members):
    with transaction.atomic():
        row = registers.store_opportunity(opportunity, words)
        stored = [(registers.store_member(member, row, words), member) for member in members]

        asks = matching.asked_of(row)
        found = [
            (
                found.pk,
                found.score,
                found.musts_missed,
                [getattr(found, ask.key) for ask in asks],
                found.applied,
                found.application_status,
                found.parts,
                *matching.reasons(row, found),
            )
            for found in matching.shortlist(row)
        ]

        assert found == _ranked_by_hand(stored, opportunity)
        transaction.set_rollback(True)


@thorough
@given(opportunity=registers.opportunities(), member=registers.members)
def test_what_suits_a_member_is_what_the_slow_reference_says(words, opportunity, member):
    with transaction.atomic():
        row = registers.store_opportunity(opportunity, words)
        OpportunityPageFactory(opportunity=row)
        stored = registers.store_member(member, row, words)

        found = [
            (found.opportunity.pk, found.score, found.reasons_for, found.reasons_against)
            for found in matching.suitable_for(stored)
        ]

        suits = (
            member["status"] == "active"
            and member["application"] is None
            and reference.musts_missed(member, opportunity) == 0
        )
        said = reference.reasons(member, opportunity, to_them=True)
        expected = (row.pk, reference.score(member, opportunity), *said)
        assert found == ([expected] if suits else [])
        transaction.set_rollback(True)


def _ranked_by_hand(stored, opportunity):
    rows = []
    for row, member in stored:
        if member["status"] != "active":
            continue
        origin, status = member["application"] or (None, None)
        rows.append(
            (
                row.pk,
                reference.score(member, opportunity),
                reference.musts_missed(member, opportunity),
                [reference.meets(member, c, opportunity) for c in reference.asked(opportunity)],
                origin == "member" and status != "withdrawn",
                status,
                member["parts"],
                *reference.reasons(member, opportunity, to_them=False),
            )
        )
    return sorted(rows, key=lambda row: (row[2], -row[1], not row[4], row[0]))
