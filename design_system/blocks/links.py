"""Links to a page of this site or to another site."""

from django.core.exceptions import ValidationError
from wagtail.blocks import PageChooserBlock, URLBlock
from wagtailnhsukfrontend import blocks as nhsuk


def link_address(value):
    """Return where `value` (with internal_page and external_url) leads; "" if nowhere now.

    A page that was deleted or is not published leads nowhere, rather than to "not found".
    """
    page = value.get("internal_page")
    if page is not None:
        return (page.url or "") if page.live else ""
    return value.get("external_url") or ""


def check_one_link(value, *, required):
    """Raise ValidationError unless `value` has one link at most, and one at least if required."""
    links = [value.get("internal_page"), value.get("external_url")]
    given = sum(bool(link) for link in links)
    if given > 1:
        raise ValidationError("Choose a page or give an address, not both.")
    if required and not given:
        raise ValidationError("Choose a page or give an address.")


class LinkContext:
    """Gives a block's template `href`, the address of its link."""

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"href": link_address(value)}


class ActionLinkBlock(LinkContext, nhsuk.ActionLinkBlock):
    """The one thing that a reader is asked to do next."""

    external_url = URLBlock(label="Address on another website", required=False)
    internal_page = PageChooserBlock(label="Page of this website", required=False)
    new_window = None  # a reader decides about windows

    class Meta:
        icon = "link"
        label = "Action link"
        group = "Links"
        description = "A large link with a green arrow, for the next thing to do"
        help_text = "Choose a page of this website, or give an address on another."
        preview_value = {"text": "See what you can be involved in", "external_url": "/"}
