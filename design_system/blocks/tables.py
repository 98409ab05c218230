"""Tables and lists of facts."""

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtailnhsukfrontend import blocks as nhsuk

from design_system.blocks.text import short_text

_GROUP = "Tables"


class SummaryListRowBlock(nhsuk.SummaryListRowBlock):
    value = short_text()


class SummaryListBlock(nhsuk.SummaryListBlock):
    """Facts: what each is called, and what it is."""

    rows = ListBlock(SummaryListRowBlock())

    class Meta:
        icon = "form"
        label = "Summary list"
        group = _GROUP
        description = "Facts in two columns, such as when and where"
        preview_value = {
            "rows": [{"key": "When", "value": "<p>The first Monday of each month</p>"}]
        }


class TableBlock(StructBlock):
    """A small table. The first column names each row."""

    caption = CharBlock(max_length=200, help_text="What the table shows, in a few words")
    columns = ListBlock(CharBlock(), label="Headings of the columns", min_num=2, max_num=6)
    rows = ListBlock(
        ListBlock(TextBlock(rows=1, required=False), label="Row", max_num=6), label="Rows"
    )

    def clean(self, value):
        value = super().clean(value)
        wanted = len(value["columns"])
        for number, row in enumerate(value["rows"], start=1):
            if len(row) != wanted:
                raise ValidationError(f"Row {number} must have {wanted} cells, one a column.")
        return value

    class Meta:
        icon = "table"
        label = "Table"
        group = _GROUP
        description = "A small table whose first column names each row"
        template = "blocks/table.html"
        preview_value = {
            "caption": "Where we meet",
            "columns": ["Place", "Day"],
            "rows": [["Leicester", "Monday"], ["Online", "Thursday"]],
        }
