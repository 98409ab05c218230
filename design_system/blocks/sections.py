"""Sections that open when a reader asks for them."""

from wagtail.blocks import ListBlock, StreamBlock
from wagtailnhsukfrontend import blocks as nhsuk

from design_system.blocks.callouts import InsetTextBlock
from design_system.blocks.links import ActionLinkBlock
from design_system.blocks.text import short_text

_GROUP = "Sections that open"
_PREVIEW = {
    "title": "Will I be paid?",
    "body": [("text", "<p>We pay back what it costs you to take part.</p>")],
}


class _Section(nhsuk.DetailsBlock):
    class BodyStreamBlock(StreamBlock):
        text = short_text()
        action_link = ActionLinkBlock()
        inset_text = InsetTextBlock()

    body = BodyStreamBlock()


class DetailsBlock(_Section):
    """A short aside behind a small arrow."""

    class Meta:
        icon = "collapse-down"
        label = "Details"
        group = _GROUP
        description = "Something that only some readers need, behind a small arrow"
        template = "wagtailnhsukfrontend/details.html"
        preview_value = _PREVIEW


class ExpanderBlock(_Section):
    """One question of a group of them."""

    class Meta:
        icon = "plus-inverse"
        label = "Question"
        template = "wagtailnhsukfrontend/expander.html"


class ExpanderGroupBlock(nhsuk.ExpanderGroupBlock):
    """Questions and answers."""

    expanders = ListBlock(ExpanderBlock(), label="Questions")

    class Meta:
        icon = "list-ul"
        label = "Questions and answers"
        group = _GROUP
        description = "Questions, each of which opens to show its answer"
        preview_value = {"expanders": [_PREVIEW]}
