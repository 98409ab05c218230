"""What the public reads of sessions to come: those of one café by the page, and teasers of all."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from cafes.models.cafes import Cafe
from cafes.models.sessions import Session, Totals
from cafes.wording import clocks, places, rhythm, when, where
from design_system.listings import page_of, page_problems
from design_system.prepared import Prepared
from design_system.teasers import Featured, Teaser

PER_PAGE = 10


@dataclass(frozen=True)
class Row:
    """One session in a list. `book_url` is "" where nobody can book; `note` says why.

    `clocks` is a sentence, "" where no clock has changed.
    """

    when: str
    clocks: str
    where: str
    note: str
    book_url: str


class Dates:
    """The sessions of `cafe` that are not over at `now`, as `data` (a QueryDict) asks."""

    def __init__(self, cafe, address, data, now):
        self.address, self.now = address, now
        totals = Totals(*TO_COME.rows(cafe.pk, now)[0])
        self.changes_at = totals.changes_at
        asked = data.get("page", "")
        self.page = page_of(_told(cafe.pk, now), PER_PAGE, asked, totals.count)
        self.problems = page_problems(asked, self.page)
        first = self.page.number == 1
        self.sessions = FIRST_PAGE.objects(cafe.pk, now) if first else list(self.page)
        self.rows = [row_of(session, now) for session in self.sessions]

    def pagination(self):
        """Addresses of the earlier and the later dates (or None), or None for a single page."""
        if not self.page.has_other_pages():
            return None
        page = self.page
        return {
            "previous": self._to(page.number - 1) if page.has_previous() else None,
            "next": self._to(page.number + 1) if page.has_next() else None,
        }

    def _to(self, number):
        return f"{self.address}?page={number}" if number > 1 else self.address


def _told(cafe, now):
    """The sessions of the café numbered `cafe` that are not over at `now`, as its page tells."""
    return Session.objects.filter(cafe=cafe).not_over(now).select_related("activity__site")


# What every visit of a café's page asks for.
AS_TOLD = Prepared(
    lambda pk: Cafe.objects.filter(pk=pk).order_by().select_related("series", "service", "site")
)
TO_COME = Prepared(lambda cafe, now: Session.objects.filter(cafe=cafe).totals(now))
FIRST_PAGE = Prepared(lambda cafe, now: _told(cafe, now)[:PER_PAGE])


def row_of(session, now):
    """A session of a café whose page is public, as a Row at the moment `now`."""
    free = not (session.is_cancelled or session.has_started(now) or session.is_full)
    return Row(
        when=when(session),
        clocks=clocks(session),
        where=where(session.activity),
        note=places(session, now),
        book_url=reverse("cafes:booking-create", args=[session.pk]) if free else "",
    )


# What a teaser tells of a session.
TEASED = ["capacity", "places_taken", "status", "cafe__page__title", "cafe__page__slug"]
TEASED += ["cafe__page__summary", "activity__starts_at", "activity__ends_at", "activity__online"]
TEASED += ["activity__site__name"]


@cache
def _soonest(limit):
    """The next `limit` sessions of all cafés that have not started."""
    return Prepared(
        lambda now: (
            Session.objects.coming(now).filter(activity__starts_at__gt=now).only(*TEASED)[:limit]
        )
    )


def next_sessions(address, limit, now=None):
    """The next `limit` sessions of all cafés below `address`, which change as one starts."""
    moment = now or timezone.now()
    sessions = _soonest(limit).objects(moment)
    return Featured(
        teasers=[_teaser(session, address, moment) for session in sessions],
        changes_at=sessions[0].activity.starts_at if sessions else None,
    )


def cafes_with_next(address, now):
    """Every published café with its next session, as a list of Teaser; the soonest first."""
    first = Session.objects.coming(now).filter(activity__starts_at__gt=now, cafe=OuterRef("pk"))
    cafes = (
        Cafe.objects.published()
        .select_related("page", "series", "site")
        .annotate(next_key=Subquery(first.values("pk")[:1]))
    )
    cafes = list(cafes)
    keys = [cafe.next_key for cafe in cafes]
    sessions = Session.objects.filter(pk__in=keys).with_facts().in_bulk()
    late = max((s.activity.starts_at for s in sessions.values()), default=now) + timedelta(days=1)

    def soonest(cafe):
        session = sessions.get(cafe.next_key)
        return (session.activity.starts_at if session else late, cafe.page.title)

    cafes.sort(key=soonest)
    return [_cafe_teaser(cafe, sessions.get(cafe.next_key), address) for cafe in cafes]


def _teaser(session, address, now):
    page = session.cafe.page
    return Teaser(
        url=f"{address}{page.slug}/",
        title=page.title,
        text=page.summary,
        facts=[("When", when(session)), ("Where", where(session.activity))],
        note="" if session.is_full else places(session, now),
        tag="Full" if session.is_full else "",
    )


def _cafe_teaser(cafe, session, address):
    page, kind = cafe.page, cafe.get_kind_display()
    facts = [("How often", rhythm(cafe.series)), ("Where", where(cafe))]
    if session:
        facts.insert(0, ("Next", when(session)))
    return Teaser(
        url=f"{address}{page.slug}/",
        title=page.title,
        text=page.summary,
        facts=facts,
        note="" if session else "No dates yet",
        tag="" if kind.lower() == page.title.lower() else kind,
    )
