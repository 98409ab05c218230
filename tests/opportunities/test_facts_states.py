"""From being prepared to ready, closed early, opened again, cancelled."""

import pytest
from wagtail.models import ModelLogEntry

from opportunities import actions
from opportunities.models import Opportunity
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
Status = Opportunity.Status

STEPS = [
    (actions.make_ready, Status.DRAFT, Status.OPEN),
    (actions.back_to_draft, Status.OPEN, Status.DRAFT),
    (actions.close, Status.OPEN, Status.CLOSED),
    (actions.close, Status.FILLED, Status.CLOSED),
    (actions.reopen, Status.CLOSED, Status.OPEN),
    (actions.cancel, Status.DRAFT, Status.CANCELLED),
    (actions.cancel, Status.OPEN, Status.CANCELLED),
    (actions.cancel, Status.FILLED, Status.CANCELLED),
    (actions.cancel, Status.CLOSED, Status.CANCELLED),
]


@pytest.mark.parametrize(("action", "before", "after"), STEPS)
def test_each_step_is_taken_once_and_written_down(action, before, after):
    opportunity, user = OpportunityFactory(status=before), UserFactory()

    for _ in range(2):
        action(opportunity=opportunity, by=user)

    opportunity.refresh_from_db()
    assert (opportunity.status, opportunity.status_changed_by) == (after, user)
    entry = ModelLogEntry.objects.for_instance(opportunity).get()
    assert (entry.action, entry.data, entry.user) == (
        f"opportunities.{action.__name__}",
        {"from": before, "to": after},
        user,
    )


def test_every_step_that_the_model_knows_is_an_action():
    by_hand = {(before, after) for _, before, after in STEPS}
    # Filling up and making room follow from placing people and from the number of places.
    by_itself = {(Status.OPEN, Status.FILLED), (Status.FILLED, Status.OPEN)}
    known = {(a, b) for a, after in Opportunity.TRANSITIONS.items() for b in after}
    assert by_hand | by_itself == known


@pytest.mark.parametrize(
    ("action", "refusal", "status", "sentence"),
    [
        (actions.make_ready, actions.CannotMakeReady, "closed", "Only facts that are being"),
        (actions.back_to_draft, actions.CannotGoBackToDraft, "filled", "Only facts that are"),
        (actions.close, actions.CannotClose, "draft", "Only an opportunity that is open"),
        (actions.reopen, actions.CannotReopen, "filled", "Only an opportunity that was closed"),
        (actions.make_ready, actions.CannotMakeReady, "cancelled", "This opportunity was"),
        (actions.reopen, actions.CannotReopen, "cancelled", "This opportunity was cancelled"),
    ],
)
def test_a_step_from_a_wrong_state_is_refused(action, refusal, status, sentence):
    opportunity = OpportunityFactory(status=status)

    with pytest.raises(refusal, match=sentence):
        action(opportunity=opportunity, by=None)
    opportunity.refresh_from_db()
    assert opportunity.status == status


def test_facts_are_not_ready_while_some_are_missing():
    with pytest.raises(actions.CannotMakeReady, match="These facts are still missing: the kind"):
        actions.make_ready(opportunity=OpportunityFactory(draft=True), by=None)


def test_facts_of_a_published_page_stay_ready():
    page = OpportunityPageFactory()

    with pytest.raises(actions.CannotGoBackToDraft, match="Its page is published"):
        actions.back_to_draft(opportunity=page.opportunity, by=None)


def test_what_is_full_is_not_opened_again():
    opportunity = OpportunityFactory(status=Status.CLOSED, places_taken=3, capacity=3)

    with pytest.raises(actions.CannotReopen, match="All places are taken"):
        actions.reopen(opportunity=opportunity, by=None)
