"""The blocks that editors arrange pages from.

Each is rendered on public pages: nothing in a block or its template may depend on who asks.
"""

from design_system.blocks.callouts import (
    CareCardBlock,
    DoBlock,
    DontBlock,
    InsetTextBlock,
    WarningCalloutBlock,
)
from design_system.blocks.cards import CardGroupBlock
from design_system.blocks.links import ActionLinkBlock
from design_system.blocks.media import ImageBlock
from design_system.blocks.sections import DetailsBlock, ExpanderGroupBlock
from design_system.blocks.tables import SummaryListBlock, TableBlock
from design_system.blocks.text import TextBlock

CONTENT_BLOCKS = [
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("action_link", ActionLinkBlock()),
    ("card_group", CardGroupBlock()),
    ("inset_text", InsetTextBlock()),
    ("warning_callout", WarningCalloutBlock()),
    ("care_card", CareCardBlock()),
    ("do_list", DoBlock()),
    ("dont_list", DontBlock()),
    ("details", DetailsBlock()),
    ("expander_group", ExpanderGroupBlock()),
    ("summary_list", SummaryListBlock()),
    ("table", TableBlock()),
]
