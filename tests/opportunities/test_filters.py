"""The filters of the public list: only what exists is offered, and nothing is hidden silently."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from opportunities.filters import Filters
from opportunities.groups import groups
from opportunities.models import Opportunity
from opportunities.models.opportunities import Totals
from organisation.models import Locality
from people.models import Term
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.organisation import LocalityFactory, ServiceFactory
from tests.factories.people import TermFactory

pytestmark = pytest.mark.django_db


def page(**facts):
    return OpportunityPageFactory(**{f"opportunity__{name}": fact for name, fact in facts.items()})


def filters(query=""):
    return Filters(QueryDict(query), groups(timezone.now()))


def found(query):
    """The numbers of those that fit, which must be what is counted."""
    narrowed, moment = filters(query).narrow(Opportunity.objects.listed()), timezone.now()
    counted = [group.totals for group in groups(moment) if filters(query).fits(group)]
    assert [Totals.together(counted)] == [Totals(*row) for row in narrowed.totals(moment)]
    return set(narrowed.values_list("pk", flat=True))


def test_only_values_that_exist_are_offered():
    talk = TermFactory(kind=Term.Kind.ACTIVITY_KIND, code="talk", label="Talk", position=2)
    read = TermFactory(kind=Term.Kind.ACTIVITY_KIND, code="read", label="Read", position=1)
    TermFactory(kind=Term.Kind.ACTIVITY_KIND, code="unused")
    level = TermFactory(kind=Term.Kind.LEVEL, code="once", label="Once")
    service = ServiceFactory(name="Community nursing", slug="nursing")
    leicester = Locality.objects.get(slug="leicester")
    for kind in (talk, read):
        page(activity_kind=kind, level=level, service=service, locality=leicester)
    page(activity_kind=talk, level=level, service=service, locality=None, online=True)
    page(locality=LocalityFactory(), status="cancelled", service=service)

    options = {question.name: question.options for question in filters().questions}

    assert options == {
        "kind": [("read", "Read"), ("talk", "Talk")],
        "place": [("leicester", "Leicester"), ("online", "Online")],
        "level": [("once", "Once")],
        "service": [("nursing", "Community nursing")],
    }


def test_each_question_narrows_and_answers_to_one_widen():
    first, second = page(), page(locality=None, online=True, opens_at=days_from_now(1))
    one, two = first.opportunity, second.opportunity

    assert found("") == {one.pk, two.pk}
    assert found(f"kind={one.activity_kind.code}") == {one.pk}
    assert found(f"level={two.level.code}") == {two.pk}
    assert found(f"service={one.service.slug}") == {one.pk}
    assert found(f"place={one.locality.slug}") == {one.pk}
    assert found("place=online") == {two.pk}
    assert found(f"place=online&place={one.locality.slug}") == {one.pk, two.pk}
    assert found(f"kind={one.activity_kind.code}&place=online") == set()


def test_unknown_values_are_said_and_left_out():
    known = page().opportunity

    chosen = filters("kind=zzz&place=&level=x&service=y&sort=odd&sort=latest&kind=zzz")

    assert chosen.problems() == [
        "We do not know the kind of activity “zzz”, so we left it out.",
        "We do not know the level of involvement “x”, so we left it out.",
        "We do not know the service “y”, so we left it out.",
        "We left out 1 more that we do not know.",
    ]
    assert chosen.latest_first is True
    assert found("kind=zzz&level=x") == {known.pk}


def test_a_long_unknown_value_is_cut():
    assert filters(f"place={'x' * 500}").problems() == [
        f"We do not know the place “{'x' * 60}…”, so we left it out."
    ]


def test_the_query_keeps_what_was_chosen_and_nothing_else():
    opportunity = page(online=True).opportunity
    slug = opportunity.locality.slug
    chosen = filters(f"place=online&place={slug}&kind=zzz&utm_source=mail&page=7&sort=latest")

    assert chosen.query() == f"?place=online&place={slug}&sort=latest"
    assert chosen.query(page=2) == f"?place=online&place={slug}&sort=latest&page=2"
    assert filters().query() == ""


def test_a_question_with_one_answer_is_not_asked():
    page()
    assert [question.is_asked for question in filters().questions] == [False] * 4

    page(online=True)
    assert [question.is_asked for question in filters().questions] == [True] * 4
