"""Boxes that make something stand out."""

from wagtail.blocks import CharBlock, ListBlock, StreamBlock
from wagtailnhsukfrontend import blocks as nhsuk

from design_system.blocks.links import ActionLinkBlock
from design_system.blocks.text import heading_level, short_text

_GROUP = "Boxes"


class InsetTextBlock(nhsuk.InsetTextBlock):
    """Something to notice, beside a blue line."""

    body = short_text()

    class Meta:
        icon = "openquote"
        label = "Inset text"
        group = _GROUP
        description = "A few words beside a blue line, to be noticed"
        preview_value = {"body": "<p>You can stop at any time. You do not have to say why.</p>"}


class WarningCalloutBlock(nhsuk.WarningCalloutBlock):
    """Something that a reader must not miss."""

    heading_level = heading_level()
    body = short_text()

    class Meta:
        icon = "warning"
        label = "Warning"
        group = _GROUP
        description = "A yellow box for something that a reader must not miss"
        preview_value = {
            "title": "Important",
            "heading_level": "2",
            "body": "<p>Tell us if you cannot come, so that we can ask someone else.</p>",
        }


class CareCardBlock(nhsuk.CareCardBlock):
    """What to do about one's health: without hurry, urgently or at once."""

    heading_level = heading_level()

    class BodyStreamBlock(StreamBlock):
        text = short_text()
        action_link = ActionLinkBlock()

    body = BodyStreamBlock()

    class Meta:
        icon = "help"
        label = "Care card"
        group = _GROUP
        description = "Where to get help: not urgent, urgent or an emergency"
        preview_value = {
            "type": "urgent",
            "heading_level": "2",
            "title": "Call 111 and choose option 2 if you need mental health help now",
            "body": [("text", "<p>You can call at any time, day or night.</p>")],
        }


class DoBlock(nhsuk.DoBlock):
    """A list of what to do."""

    heading_level = heading_level()
    label = CharBlock(label="Heading", required=False, help_text="“Do” if you leave this empty")
    do = ListBlock(short_text(), label="Things to do")

    class Meta:
        icon = "tick"
        label = "Do list"
        group = _GROUP
        description = "A list of things to do, each with a green tick"
        preview_value = {"heading_level": "2", "do": ["<p>ask for a break when you need one</p>"]}


class DontBlock(nhsuk.DontBlock):
    """A list of what not to do."""

    heading_level = heading_level()
    label = CharBlock(label="Heading", required=False, help_text="“Don't” if you leave this empty")
    dont = ListBlock(short_text(), label="Things not to do")

    class Meta:
        icon = "cross"
        label = "Don't list"
        group = _GROUP
        description = "A list of things not to do, each with a red cross"
        preview_value = {
            "heading_level": "2",
            "dont": ["<p>do not share what others said in the room</p>"],
        }
