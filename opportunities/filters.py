"""The filters of the public list, from what is in the address: unknown values are said, not hidden.

Only values that some listed opportunity has are offered.
"""

from design_system.listings import Filter, FilterForm

ONLINE = ("online", "Online")
SORTS = [("soonest", "Closing soonest"), ("latest", "Closing latest")]


class Filters(FilterForm):
    """What a visitor asks to see of `groups` (of the list), as `data` (a QueryDict) says."""

    def __init__(self, data, groups):
        places = _options(group.locality for group in groups)
        places += [ONLINE] if any(group.online for group in groups) else []
        self.kind = _read(data, "kind", "Kind of activity", [group.kind for group in groups])
        self.place = Filter.read(data, "place", "Place", places)
        self.level = _read(data, "level", "Level of involvement", [g.level for g in groups])
        self.service = _read(data, "service", "Service", [group.service for group in groups])
        self.sort = Filter.read(data, "sort", "Order", SORTS)
        self.questions = [self.kind, self.place, self.level, self.service]

    @property
    def latest_first(self):
        return self.sort.chosen[:1] == ["latest"]

    def narrow(self, opportunities):
        """Keep those that match every question answered; several answers to one are "or"."""
        places = [value for value in self.place.chosen if value != ONLINE[0]]
        if self.kind.chosen:
            opportunities = opportunities.filter(activity_kind__code__in=self.kind.chosen)
        if self.level.chosen:
            opportunities = opportunities.filter(level__code__in=self.level.chosen)
        if self.service.chosen:
            opportunities = opportunities.filter(service__slug__in=self.service.chosen)
        if ONLINE[0] in self.place.chosen:
            opportunities = opportunities.filter(online=True) | opportunities.filter(
                locality__slug__in=places
            )
        elif places:
            opportunities = opportunities.filter(locality__slug__in=places)
        return opportunities

    def fits(self, group):
        """Whether `narrow` keeps the opportunities of `group`."""
        places = [group.locality and group.locality.value, ONLINE[0] if group.online else None]
        given = [
            (self.kind, [group.kind and group.kind.value]),
            (self.place, places),
            (self.level, [group.level and group.level.value]),
            (self.service, [group.service.value]),
        ]
        return all(
            not question.chosen or set(values) & set(question.chosen) for question, values in given
        )


def _read(data, name, label, answers):
    return Filter.read(data, name, label, _options(answers))


def _options(answers):
    """(value, label) of each of some Answers (or None) once, in the order of the vocabulary."""
    known = {answer for answer in answers if answer}
    return [
        (answer.value, answer.label)
        for answer in sorted(known, key=lambda answer: (answer.position, answer.label))
    ]
