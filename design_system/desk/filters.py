"""Filters with a fixed set of answers: whatever else an address asks for is left aside."""

from django.contrib.admin import SimpleListFilter
from django.db.models import OuterRef, Subquery


class ChoiceFilter(SimpleListFilter):
    """Subclasses give `title`, `parameter_name` and `field`, a field of the desk's rows.

    The answers are the choices of that field. A filter with others gives `lookups`, and where
    they are no values of one field, `chosen_rows`.
    """

    field = None

    def lookups(self, request, desk):
        return desk.model._meta.get_field(self.field).choices

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


class StatusFilter(ChoiceFilter):
    title = parameter_name = field = "status"


class KindFilter(ChoiceFilter):
    title = parameter_name = field = "kind"


class RelatedFilter(ChoiceFilter):
    """The answers are what the rows that someone may see point to.

    Its `field` is like "service__slug": the foreign key, and the field of the other model that
    stands in addresses. `words` is the field of the other model that people read.
    """

    words = "name"

    def lookups(self, request, desk):
        name, key = self.field.split("__")
        related = desk.model._meta.get_field(name).related_model
        of_one = desk.rows(request.user).order_by().filter(**{name: OuterRef("pk")})
        # The first row of each, not EXISTS: PostgreSQL would read every row there is for that.
        pointed_to = related.objects.alias(row=Subquery(of_one.values("pk")[:1])).exclude(row=None)
        return pointed_to.values_list(key, self.words)


class ServiceFilter(RelatedFilter):
    title = parameter_name = "service"
    field = "service__slug"
