"""What is asked with SQL built once is what the QuerySet says, at every moment."""

import datetime

import pytest
from django.utils import timezone

from design_system.prepared import Prepared
from opportunities.listing import FIRST_PAGE, TOLD, TOTALS, _soonest
from opportunities.models import Opportunity
from tests.factories.opportunities import OpportunityPageFactory, days_from_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def moments():
    """Before, between and after the openings and closings of a few opportunities."""
    for day in (1, 3, 5):
        OpportunityPageFactory(
            opportunity__opens_at=days_from_now(day),
            opportunity__closes_at=days_from_now(day + 4),
            opportunity__online=day == 3,
        )
    OpportunityPageFactory(opportunity__status=Opportunity.Status.CLOSED)
    return [timezone.now() + datetime.timedelta(days=day) for day in range(12)]


def rows(prepared, moments):
    return [[tuple(row) for row in prepared.rows(moment)] for moment in moments]


def test_each_says_what_its_query_says_at_every_moment(moments):
    for prepared in (FIRST_PAGE, TOTALS, _soonest(2)):
        asked = [list(prepared.build(moment)) for moment in moments]

        assert rows(prepared, moments) == asked
        assert len({str(answer) for answer in asked}) > 3


def test_values_are_what_fields_hold(moments):
    prepared = Prepared(lambda now: Opportunity.objects.order_by("pk").values_list(*TOLD[:4]))
    first = Opportunity.objects.order_by("pk").first()

    assert tuple(prepared.rows(moments[0])[0]) == (
        first.status,
        first.opens_at,
        first.closes_at,
        first.online,
    )


def test_the_query_is_built_once(moments):
    built = []

    def build(now):
        built.append(now)
        return Opportunity.objects.open(now).values_list("pk")

    rows(Prepared(build), moments)

    assert len(built) == 1
