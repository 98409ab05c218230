"""Who may see what is not on a page itself."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from design_system.permissions import why_not_use_editor


def why_not_see_document(user, document):
    """None where a published page leads to `document`; until then for those who write pages.

    Wagtail by itself hands every document to everybody, published or not.
    """
    if _is_on_a_published_page(document) or why_not_use_editor(user) is None:
        return None
    return "No published page leads to this document."


def _is_on_a_published_page(document):
    pages = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = [int(key) for key in pages.values_list("object_id", flat=True)]
    return Page.objects.live().public().filter(pk__in=keys).exists()
