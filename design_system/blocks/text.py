"""Formatted text, with no more formatting than NHS.UK pages use."""

from wagtail.blocks import ChoiceBlock, RichTextBlock

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]  # inside a box with its own heading


class TextBlock(RichTextBlock):
    """Paragraphs, headings, lists and links."""

    def __init__(self, features=TEXT_FEATURES, **kwargs):
        super().__init__(features=features, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        group = "Words and pictures"
        description = "Paragraphs, headings, lists and links"
        preview_value = (
            "<h2>Who can be involved</h2><p>Anyone who has used our services, and anyone who "
            "cares for someone who has.</p><ul><li>You do not need any experience.</li></ul>"
        )


def short_text(**kwargs):
    """Return a block for text inside a box: no headings of its own."""
    return RichTextBlock(features=SHORT_FEATURES, **kwargs)


def heading_level():
    """Return a block that says where a heading stands in the page's outline."""
    return ChoiceBlock(
        choices=[("2", "Straight under the page's title"), ("3", "Under another heading")],
        default="2",
        label="Where the heading stands",
        help_text="People who use screen readers find their way by this.",
    )
