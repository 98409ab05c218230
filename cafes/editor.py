"""What an editor of a café's page sees and is told, beside Wagtail's own."""

from wagtail.admin.panels import Panel

from design_system.complete_pages import CompletePageForm


class CafePageForm(CompletePageForm):
    """Drafts may be half empty; what goes to a publisher or to the public may not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.fields["cafe"]
        chosen.label_from_instance = "{0.title} ({0.reference})".format
        if self.instance.pk:
            chosen.disabled = True  # a page keeps its café, and with it its address
            chosen.queryset = chosen.queryset.filter(pk=self.instance.cafe_id)
        else:
            chosen.queryset = chosen.queryset.filter(page=None)
            chosen.help_text = "Only cafés without a page are listed."
            chosen.error_messages["required"] = "Choose the café that this page is about."


class FactsPanel(Panel):
    """The facts beside the words, to be read here and changed elsewhere by those who may."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cafes/editor_facts.html"

        def get_context_data(self, parent_context=None):
            # Here, because these know the models, and the page's class knows this panel.
            from cafes.permissions import why_not_change_cafe
            from cafes.wording import where

            context = super().get_context_data(parent_context)
            cafe = getattr(self.instance, "cafe", None)
            if cafe is None:
                return context
            may_change = why_not_change_cafe(self.request.user, cafe) is None
            return context | {"cafe": cafe, "where": where(cafe), "may_change": may_change}
