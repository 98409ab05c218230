"""What an editor of an opportunity's page sees and is told, beside Wagtail's own."""

from django.utils import timezone
from wagtail.admin.panels import Panel

from design_system.complete_pages import CompletePageForm


class OpportunityPageForm(CompletePageForm):
    """Drafts may be half empty; what goes to a publisher or to the public may not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.fields["opportunity"]
        chosen.label_from_instance = "{0.title} ({0.reference})".format
        if self.instance.pk:
            chosen.disabled = True  # a page keeps its opportunity, and with it its address
            chosen.queryset = chosen.queryset.filter(pk=self.instance.opportunity_id)
        else:
            chosen.queryset = chosen.queryset.filter(page=None)
            chosen.help_text = "Only opportunities without a page are listed."
            chosen.error_messages["required"] = "Choose the opportunity that this page is about."


class FactsPanel(Panel):
    """The facts beside the words, to be read here and changed elsewhere by those who may."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "opportunities/editor_facts.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if not self.instance.pk:
                self._start_from_address()

        def _start_from_address(self):
            """A link from an opportunity to its new page names it: ?opportunity=12."""
            chosen = self.form.fields["opportunity"].queryset
            number = self.request.GET.get("opportunity", "")
            if number.isdecimal() and (opportunity := chosen.filter(pk=number).first()):
                self.form.initial |= {"opportunity": opportunity.pk, "title": opportunity.title}

        def get_context_data(self, parent_context=None):
            # Here, because these know the models, and the page's class knows this panel.
            from opportunities.permissions import why_not_change_facts, why_not_publish
            from opportunities.wording import told_of

            context = super().get_context_data(parent_context)
            opportunity = getattr(self.instance, "opportunity", None)
            if opportunity is None:
                return context
            return (
                context
                | told_of(opportunity, timezone.now())
                | {
                    "missing": self.instance.missing(),
                    "warnings": self.instance.warnings(),
                    "may_change": why_not_change_facts(self.request.user, opportunity) is None,
                    "why_not_publish": why_not_publish(self.request.user, self.instance),
                }
            )
