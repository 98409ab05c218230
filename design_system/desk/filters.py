"""A filter with a fixed set of answers: whatever else an address asks for is left aside."""

from django.contrib.admin import SimpleListFilter


class ChoiceFilter(SimpleListFilter):
    """Subclasses give `title`, `parameter_name`, `field` and `lookups`."""

    field = None

    def queryset(self, request, rows):
        chosen = self.chosen
        return rows if chosen is None else self.chosen_rows(rows, chosen)

    def chosen_rows(self, rows, chosen):
        """The rows left by the answer `chosen`, a string that `lookups` offered."""
        return rows.filter(**{self.field: chosen})

    @property
    def chosen(self):
        """The answer chosen, or None for all of them."""
        value = self.value()
        return value if value in {str(key) for key, _ in self.lookup_choices} else None

    @property
    def options(self):
        """What a list to choose from needs: dicts of value, text and selected."""
        chosen = self.chosen
        choices = [("", "All"), *self.lookup_choices]
        return [
            {"value": str(key), "text": words, "selected": str(key) == (chosen or "")}
            for key, words in choices
        ]
