"""The filters of the public list of stories: by topic, service and year."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, ExtractYear

from design_system.listings import Filter, FilterForm


class Filters(FilterForm):
    """What a visitor asks to see of `listed` (a QuerySet of StoryPage), as `data` says."""

    def __init__(self, data, listed):
        options = _options(listed)
        self.theme = Filter.read(data, "theme", "Topic", options["theme"])
        self.service = Filter.read(data, "service", "Service", options["service"])
        self.year = Filter.read(data, "year", "Year in which it was said", options["year"])
        self.questions = [self.theme, self.service, self.year]

    def narrow(self, stories):
        """Keep those that match every question answered; several answers to one are "or"."""
        asked = {
            "points__theme__code__in": self.theme.chosen,
            "points__service__slug__in": self.service.chosen,
            "points__heard_date__year__in": [int(year) for year in self.year.chosen],
        }
        for lookup, chosen in asked.items():
            if chosen:
                stories = stories.filter(**{lookup: chosen})
        return stories.distinct()


def _options(listed):
    """What the listed stories have, in one query: {filter's name: [(value, label), …]}."""
    year = Cast(ExtractYear("points__heard_date"), CharField())
    every = listed.order_by()
    rows = every.filter(points__theme__is_public=True).values_list(
        Value("theme"), F("points__theme__code"), F("points__theme__label")
    )
    rows = rows.union(
        every.exclude(points__service=None).values_list(
            Value("service"), F("points__service__slug"), F("points__service__name")
        ),
        every.exclude(points=None)
        .annotate(said=year)
        .values_list(Value("year"), F("said"), F("said")),
    )
    options = {"theme": [], "service": [], "year": []}
    for name, value, label in sorted(rows, key=lambda row: row[2]):
        options[name].append((value, label))
    options["year"].reverse()
    return options
