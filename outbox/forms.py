"""Which letters somebody chose."""

from django import forms

from design_system.forms import Form

NONE_CHOSEN = "Choose at least one letter."
NOT_WAITING = "The letters you chose do not wait any more. Someone else may have posted them."


class ChosenLettersForm(Form):
    """`letters` are those chosen among a queryset; ones that wait no more are left out."""

    letters = forms.Field(required=False)
    as_page = forms.BooleanField(required=False)

    def __init__(self, data, *, letters):
        super().__init__(data)
        self.choices = letters

    def clean_letters(self):
        chosen = {key for key in self.data.getlist("letters") if key.isascii() and key.isdigit()}
        if not chosen:
            raise forms.ValidationError(NONE_CHOSEN)
        keys = [int(key) for key in chosen if len(key) < 19]  # longer than any key of ours
        letters = list(self.choices.filter(pk__in=keys))
        if not letters:
            raise forms.ValidationError(NOT_WAITING)
        return letters
