"""The editor for rich text, with a name for whoever cannot see its label."""

from wagtail.admin.rich_text import DraftailRichTextArea


class NamedRichTextArea(DraftailRichTextArea):
    """Wagtail's own, whose label names a hidden field and not the box that people write in."""

    def get_context(self, name, value, attrs):
        # A new dict: the old one is shared with every other form that has this field.
        self.options = self.options | {"ariaLabelledBy": f"{attrs['id']}-label"}
        return super().get_context(name, value, attrs)
