"""The public list of opportunities as one visitor asked for it."""

import datetime
from dataclasses import dataclass
from functools import cache, cached_property

from django.utils import timezone

from design_system.listings import page_of, page_problems, pagination
from design_system.prepared import Prepared
from design_system.teasers import Featured, Teaser
from opportunities.filters import Filters
from opportunities.groups import groups
from opportunities.models.opportunities import Opportunity, Totals
from opportunities.wording import place_or_online, when_it_closes

PER_PAGE = 20
Standing = Opportunity.Standing


class Listing:
    """The list below `address`, narrowed and sorted as `data` (a QueryDict) asks, at `now`."""

    def __init__(self, address, data, now=None):
        self.address, self.data, self.now = address, data, now or timezone.now()
        every = groups(self.now)
        self.filters = Filters(data, every)
        self.found = self.filters.narrow(Opportunity.objects.listed())
        self.totals = Totals.together([one.totals for one in every if self.filters.fits(one)])
        self.count, self.open_count = self.totals.count, self.totals.open_count

    @cached_property
    def page(self):
        """The page asked for, or the first where there is no such page."""
        in_order = self.found.by_closing_date(self.filters.latest_first, self.now)
        return page_of(in_order, PER_PAGE, self.data.get("page", ""), self.count)

    @cached_property
    def teasers(self):
        as_it_stands = not self.filters.active and not self.filters.latest_first
        if as_it_stands and self.page.number == 1:
            rows = self._first_page().rows(self.now)
        else:
            rows = self.page.object_list.values_list(*TOLD)
        return [Listed(*row).teaser(self.address, self.now) for row in rows]

    def _first_page(self):
        """Where a page is full of what is open, nobody needs to put the whole list in order."""
        return _soonest(PER_PAGE) if self.open_count >= PER_PAGE else FIRST_PAGE

    def problems(self):
        """Sentences about what in the address we do not know, as a list."""
        return self.filters.problems() + page_problems(self.data.get("page", ""), self.page)

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


@dataclass(frozen=True)
class Listed:
    """What a list tells of an opportunity. It stands as an Opportunity does."""

    status: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    online: bool
    time_commitment: str
    kind: str | None
    place: str | None
    title: str
    slug: str
    summary: str

    Status, Standing, standing = Opportunity.Status, Opportunity.Standing, Opportunity.standing

    def teaser(self, address, now):
        """Its Teaser in the list at `address`, at the moment `now`."""
        standing, note = self.standing(now), when_it_closes(self, now)
        facts = [
            ("What", self.kind),
            ("Where", place_or_online(self.place, self.online)),
            ("Time", self.time_commitment),
        ]
        return Teaser(
            url=f"{address}{self.slug}/",
            title=self.title,
            text=self.summary,
            facts=[(name, words) for name, words in facts if words],
            note="" if note == standing.label else note,
            tag="" if standing == Standing.OPEN else standing.label,
        )


TOLD = ("status", "opens_at", "closes_at", "online", "time_commitment")
TOLD += ("activity_kind__label", "locality__name", "page__title", "page__slug", "page__summary")


# What nearly everybody asks for: nothing chosen, the first page.
FIRST_PAGE = Prepared(
    lambda now: Opportunity.objects.listed().by_closing_date(now=now).values_list(*TOLD)[:PER_PAGE]
)


@cache
def _soonest(limit):
    """The first `limit` open opportunities, the soonest to close on top."""
    return Prepared(
        lambda now: (
            Opportunity.objects.published()
            .open(now)
            .order_by("closes_at", "pk")
            .values_list(*TOLD)[:limit]
        )
    )


def soonest_to_close(address, limit, now=None):
    """The first `limit` open opportunities of the list at `address`, as a Featured."""
    moment = now or timezone.now()
    shown = [Listed(*row) for row in _soonest(limit).rows(moment)]
    opens_at = Totals.together([group.totals for group in groups(moment)]).opens_at
    moments = [one.closes_at for one in shown] + ([opens_at] if opens_at else [])
    return Featured(
        teasers=[one.teaser(address, moment) for one in shown],
        changes_at=min(moments, default=None),
    )
