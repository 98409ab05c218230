"""Cards: a heading, a few words, perhaps a picture and a link."""

from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.images.blocks import ImageBlock

from design_system.blocks.links import LinkContext, check_one_link
from design_system.blocks.text import heading_level


class CardBlock(LinkContext, StructBlock):
    """One card. With a link, all of it leads there: so its words hold no links of their own."""

    heading = CharBlock(max_length=120)
    text = TextBlock(required=False, max_length=400, rows=3)
    internal_page = PageChooserBlock(label="Page of this website", required=False)
    external_url = URLBlock(label="Address on another website", required=False)
    image = ImageBlock(required=False)

    def clean(self, value):
        value = super().clean(value)
        check_one_link(value, required=False)
        return value

    class Meta:
        icon = "doc-full"
        label = "Card"
        template = "blocks/card.html"


class CardGroupBlock(StructBlock):
    """Cards side by side, under each other on a small screen."""

    columns = ChoiceBlock(
        choices=[("full", "One"), ("one-half", "Two"), ("one-third", "Three")],
        default="one-half",
        label="Cards in a row",
    )
    heading_level = heading_level()
    cards = ListBlock(CardBlock())

    class Meta:
        icon = "duplicate"
        label = "Cards"
        group = "Links"
        description = "Cards side by side, each with a heading and perhaps a link"
        template = "blocks/card_group.html"
        preview_value = {
            "columns": "one-half",
            "heading_level": "2",
            "cards": [
                {"heading": "Find an opportunity", "text": "See what you can do."},
                {"heading": "Join us", "text": "Tell us what you like to do."},
            ],
        }
