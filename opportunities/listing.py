"""The public list of opportunities as one visitor asked for it."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils import timezone

from design_system.listings import no_such_page, page_number, pagination
from design_system.teasers import Teaser
from opportunities.filters import Filters
from opportunities.models.opportunities import Opportunity
from opportunities.wording import when_it_closes, where

PER_PAGE = 20
Standing = Opportunity.Standing


class Listing:
    """The list below `address`, narrowed and sorted as `data` (a QueryDict) asks, at `now`."""

    def __init__(self, address, data, now=None):
        self.address, self.data, self.now = address, data, now or timezone.now()
        listed = Opportunity.objects.listed(self.now)
        self.filters = Filters(data, listed)
        self.found = self.filters.narrow(listed)
        counts = self.found.aggregate(all=Count("pk"), open=Count("pk", filter=Q(rank=0)))
        self.count, self.open_count = counts["all"], counts["open"]

    @cached_property
    def page(self):
        """The page asked for, or the first where there is no such page."""
        paginator = Paginator(self.found.by_closing_date(self.filters.latest_first), PER_PAGE)
        paginator.count = self.count
        number = page_number(self.data.get("page"))
        return paginator.page(number if number in paginator.page_range else 1)

    @cached_property
    def teasers(self):
        return [teaser(opportunity, self.address, self.now) for opportunity in _told(self.page)]

    def problems(self):
        """Sentences about what in the address we do not know, as a list."""
        sentences = self.filters.problems()
        asked = self.data.get("page", "")
        if asked and page_number(asked) != self.page.number:
            sentences.append(no_such_page(asked))
        return sentences

    def count_in_words(self):
        """How many there are and how many of them are open, as one or two sentences."""
        fit = " that fits what you chose" if self.filters.active else ""
        fits = " that fit what you chose" if self.filters.active else ""
        open_ones = (
            f"There is 1 opportunity open{fit}."
            if self.open_count == 1
            else f"There are {self.open_count or 'no'} opportunities open{fits}."
        )
        others = self.count - self.open_count
        if not others:
            return open_ones
        if others == 1:
            return f"{open_ones} 1 more opens later or has closed."
        return f"{open_ones} {others} more open later or have closed."

    def pagination(self):
        """Parameters of the NHS.UK pagination component, or None for a single page."""
        return pagination(self.page, self._to, "Pages of opportunities")

    def _to(self, number):
        return self.address + (
            self.filters.query(page=number) if number > 1 else self.filters.query()
        )


def teasers(address, limit, now=None):
    """The first `limit` open opportunities, the soonest to close on top, as a list of Teaser."""
    moment = now or timezone.now()
    open_ones = Opportunity.objects.listed(moment).filter(rank=0).by_closing_date()
    return [teaser(opportunity, address, moment) for opportunity in _told(open_ones[:limit])]


def teaser(opportunity, address, now):
    """What a list tells of `opportunity`, whose page stands below `address`, at `now`."""
    standing = opportunity.standing(now)
    kind, note = opportunity.activity_kind, when_it_closes(opportunity, now)
    facts = [
        ("What", kind.label if kind else ""),
        ("Where", where(opportunity)),
        ("Time", opportunity.time_commitment),
    ]
    return Teaser(
        url=f"{address}{opportunity.page.slug}/",
        title=opportunity.page.title,
        text=opportunity.page.summary,
        facts=[(name, words) for name, words in facts if words],
        note="" if note == standing.label else note,
        tag="" if standing == Standing.OPEN else standing.label,
    )


def _told(opportunities):
    """The same, with all that a teaser tells fetched at once."""
    query = getattr(opportunities, "object_list", opportunities)
    return query.select_related("activity_kind", "locality", "page").only(
        "status",
        "online",
        "time_commitment",
        "opens_at",
        "closes_at",
        "activity_kind__label",
        "locality__name",
        "page__opportunity",
        "page__summary",
        "page__title",
        "page__slug",
    )
