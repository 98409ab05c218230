"""Pages in every state."""

from wagtail.models import Page

from cafes.models import CafePage
from opportunities.models import OpportunityPage
from tests.factories.opportunities import OpportunityPageFactory


def make(users):
    live = Page.objects.get(slug="own-open").specific
    draft = OpportunityPageFactory(
        live=False,
        opportunity__slug="draft-page",
        opportunity__service=live.opportunity.service,
    )
    index = live.get_parent()
    return {
        "published page": _page(live, users),
        "unpublished page": _page(draft, users),
        "list of opportunities": {"parent_page_id": index.pk, "page_id": index.pk},
        "front page": _page(Page.objects.get(depth=2).specific, users),
        "page that waits": _waiting(users),
        "content page": _page(Page.objects.get(slug="contact").specific, users),
        "address of a published page": {"0": "opportunities/own-open/"},
        "address of an unpublished page": {"0": "opportunities/draft-page/"},
    }


def _waiting(users):
    """A page that an editor has sent to the publishers."""
    page = OpportunityPageFactory(live=False, opportunity__slug="waiting-page")
    facts = _page(page, users)
    state = page.get_workflow().start(page, users["comms editor"])
    return facts | {
        "workflow_state_id": state.pk,
        "task_state_id": state.current_task_state.pk,
        "task_id": state.current_task_state.task_id,
    }


def _page(page, users):
    revision = page.save_revision(user=users["comms editor"])
    home = Page.objects.get(depth=2)
    return {
        "pk": page.pk,
        "page_id": page.pk,
        "page_pk": page.pk,
        "page_to_move_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "destination_id": home.pk,
        "revision_id": revision.pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "content_type_app_name": "opportunities",
        "content_type_model_name": "opportunitypage",
        "app_label": "opportunities",
        "model_name": "opportunitypage",
        "object_id": page.pk,
    }


def of_cafe(users):
    """The page of a café."""
    return {"page of a café": _page(CafePage.objects.get(slug="own-cafe"), users)}


def draft():
    """The unpublished page itself."""
    return OpportunityPage.objects.get(slug="draft-page")
