"""What an editor of a story sees and is told, beside Wagtail's own."""

from django import forms
from wagtail.admin.panels import Panel

from design_system.complete_pages import CompletePageForm


class StoryPageForm(CompletePageForm):
    """Drafts may be half empty; what goes to a publisher or to the public may not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = [point.pk for point in self.instance.points.all()]
        points = self.fields["points"]
        fit = points.queryset.fit_to_publish() | points.queryset.filter(pk__in=chosen)
        points.queryset = fit.select_related("service", "theme").distinct()
        points.label_from_instance = _point_in_words
        actions = self.fields["actions"]
        actions.label_from_instance = _action_in_words
        for field in (points, actions):
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
        points.help_text = "Only what identifies nobody is listed."
        actions.help_text = "Whether it reads “We did” or “We will” follows from how it stands."

    def refuse_unless_complete(self):
        """Once the instance also has what was chosen, which Django would only set when saving."""
        for name in ("points", "actions"):
            if name in self.cleaned_data:
                setattr(self.instance, name, list(self.cleaned_data[name]))
        super().refuse_unless_complete()


class StoryFactsPanel(Panel):
    """What the public reads of the facts chosen, and what is still missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "feedback/editor_facts.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if not self.instance.pk:
                self._start_from_address()

        def _start_from_address(self):
            """A link from a point to its new story names it: ?point=12."""
            number = self.request.GET.get("point", "")
            offered = self.form.fields["points"].queryset
            if number.isdecimal() and len(number) < 19 and (p := offered.filter(pk=number).first()):
                answers = [action.pk for action in p.actions.all()]
                self.form.initial |= {"points": [p.pk], "actions": answers}

        def get_context_data(self, parent_context=None):
            # Here, because these know the models, and the page's class knows this panel.
            from feedback.checking import findings_in
            from feedback.identifying import in_words
            from feedback.permissions import why_not_publish

            context = super().get_context_data(parent_context)
            if not self.instance.pk:
                return context
            findings = findings_in(self.instance.words_to_read_again())
            return (
                context
                | self.instance.told()
                | {
                    "chosen": True,
                    "missing": self.instance.missing(),
                    "why_not_publish": why_not_publish(self.request.user, self.instance),
                    "named": in_words(findings) if findings else "",
                }
            )


def _point_in_words(point):
    about = ", ".join(filter(None, [point.theme.label, point.service and point.service.name]))
    return f"{point}: “{point.words}” ({point.get_role_display()}; {about})"


def _action_in_words(action):
    return f"{action}: {action.what} ({action.get_status_display()})"
