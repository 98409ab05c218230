"""What is asked with SQL built once is what the QuerySet says, at every moment."""

import datetime
from functools import partial

import pytest
from django.utils import timezone

from opportunities.groups import COUNTED, groups
from opportunities.listing import FIRST_PAGE, _soonest
from opportunities.models import Opportunity
from opportunities.wording import AS_TOLD, PLANNED
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


def test_each_says_what_its_query_says_at_every_moment(moments):
    for prepared in (FIRST_PAGE, COUNTED, _soonest(2)):
        in_order = partial(sorted, key=str) if prepared is COUNTED else list
        asked = [in_order(prepared.build(moment)) for moment in moments]

        assert [in_order(map(tuple, prepared.rows(moment))) for moment in moments] == asked
        assert len({str(answer) for answer in asked}) > 3


def test_each_group_is_named_as_the_vocabulary_has_it(moments):
    names = {
        (one.activity_kind.label, one.level.label, one.locality.name, one.service.slug, one.online)
        for one in Opportunity.objects.listed()
    }

    assert names == {
        (one.kind.label, one.level.label, one.locality.label, one.service.value, one.online)
        for one in groups(moments[0])
    }


def test_a_page_tells_of_its_own_opportunity_only(moments, django_assert_num_queries):
    one, other = Opportunity.objects.order_by("pk")[:2]
    meeting = one.activities.create(
        title="Meeting",
        service=one.service,
        category=one.category,
        starts_at=moments[1],
        ends_at=moments[2],
    )

    for opportunity, planned in ((one, [meeting]), (other, [])):
        (told,) = AS_TOLD.objects(opportunity.pk)

        assert (told, PLANNED.objects(opportunity.pk)) == (opportunity, planned)
        with django_assert_num_queries(0):
            assert told.level.pk == opportunity.level_id
            assert told.service.pk == opportunity.service_id
