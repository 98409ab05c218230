"""The two halves of an opportunity, facts and words: how far each is, and who does what next."""

from dataclasses import dataclass, field

from django.urls import reverse

from opportunities.models import Opportunity, OpportunityIndexPage, OpportunityPage


@dataclass
class Half:
    """How far one half is. `address` leads to where it is written, for those who may."""

    state: str
    ready: bool
    missing: list = field(default_factory=list)
    address: str | None = None
    words: str = ""
    published: bool = False


def facts_half(opportunity):
    """The facts: ready once someone said so, which needs them complete."""
    missing = opportunity.missing_facts()
    if opportunity.status == Opportunity.Status.DRAFT:
        state = "Some facts are missing" if missing else "Complete, but not marked as ready"
        return Half(state, False, missing)
    return Half(opportunity.get_status_display(), True)


def words_half(opportunity, user):
    """The words on its page, with the way there if `user` may write them."""
    page = OpportunityPage.objects.filter(opportunity=opportunity).first()
    if page is None:
        return Half("No page yet", False, **_way_to_add(user, opportunity))
    draft = page.get_latest_revision_as_object()
    missing = [str(draft._meta.get_field(name).verbose_name) for name in draft.missing_words()]
    half = Half(_state_of(page), not missing, missing, published=page.live)
    if page.permissions_for_user(user).can_edit():
        half.address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        half.words = "Edit the page"
    return half


def _state_of(page):
    if page.live:
        return (
            "Published, with changes that are not" if page.has_unpublished_changes else "Published"
        )
    return "Waiting for a publisher" if page.workflow_in_progress else "Draft"


def _way_to_add(user, opportunity):
    index = OpportunityIndexPage.objects.first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return {}
    parts = ["opportunities", "opportunitypage", index.pk]
    address = reverse("wagtailadmin_pages:add", args=parts)
    return {"address": f"{address}?opportunity={opportunity.pk}", "words": "Write the page"}
