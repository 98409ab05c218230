"""Applications of someone who asks for their data, is erased, or was entered twice."""

import itertools

import pytest

from involvement.models import Involvement
from opportunities import actions
from opportunities.models import Application
from people.actions import erase_person, export_person, merge_people
from people.personal_data import models_without_handler
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import ApplicationFactory, OpportunityPageFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    opportunity = OpportunityPageFactory().opportunity
    opportunity.activities.add(ActivityFactory(service=opportunity.service))
    return opportunity


def test_no_table_of_this_room_is_without_a_handler():
    assert Application not in models_without_handler()


def test_an_export_tells_what_we_know_in_words(opportunity):
    person = MemberFactory().person
    actions.express_interest(opportunity=opportunity, person=person, note="I know it.", by=None)

    (row,) = export_person(person=person, by=None)["application"]

    assert {name: row[name] for name in ("opportunity", "how", "stands", "invited")} == {
        "opportunity": opportunity.title,
        "how": "They told us",
        "stands": "Interested",
        "invited": None,
    }
    assert row["what they would like us to know"] == "I know it."


def test_erasing_takes_out_the_words_frees_the_place_and_keeps_the_count(opportunity):
    person = MemberFactory().person
    actions.express_interest(opportunity=opportunity, person=person, note="I know it.", by=None)
    actions.place(opportunity=opportunity, person=person, by=None)

    erase_person(person=person, by=None)

    opportunity.refresh_from_db()
    application = Application.objects.get()
    assert (application.note, application.status) == ("", "withdrawn")
    assert opportunity.places_taken == 0


@pytest.mark.parametrize(
    ("one", "other"),
    list(itertools.product(["interested", "placed", "withdrawn", None], repeat=2)),
)
def test_merging_keeps_what_has_come_further_and_counts_places_once(opportunity, one, other):
    kept, gone = MemberFactory().person, MemberFactory().person
    for person, status in ((kept, one), (gone, other)):
        if status == "placed":
            actions.place(opportunity=opportunity, person=person, by=None)
        elif status:
            ApplicationFactory(
                opportunity=opportunity, person=person, status=status, note=f"was {status}"
            )

    merge_people(kept=kept, gone=gone, by=None)

    opportunity.refresh_from_db()
    found = list(Application.objects.values_list("person", "status"))
    furthest = next((s for s in ("placed", "interested", "withdrawn") if s in (one, other)), None)
    assert found == ([(kept.pk, furthest)] if furthest else [])
    assert opportunity.places_taken == (furthest == "placed")
    assert Involvement.objects.current().count() == (furthest == "placed")
