"""The shortlist page of one opportunity: filters, pages, rows with their reasons."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator

from opportunities import matching
from opportunities.models import Application
from people.models import Member

PER_PAGE = 25
EVERYONE = "everyone"
FILTERS = {
    EVERYONE: ("Everyone who can be asked", {}),
    "applied": ("Only people who applied", {"applied": True}),
    "suitable": ("Only people who miss no must", {"musts_missed": 0}),
    "invited": ("Only people who were invited", {"application_status": "invited"}),
    "accepted": ("Only people who said yes", {"application_status": "accepted"}),
    "reserve": ("Only the reserve list", {"application_status": "reserve"}),
}


@dataclass(frozen=True)
class Row:
    """One person on the shortlist. `standing` says in words where they stand."""

    member: Member
    standing: str
    reasons_for: list[str]
    reasons_against: list[str]


class Shortlist:
    """The shortlist of `opportunity` as `data` (a QueryDict: `show`, `page`) asks for it.

    Unknown filters and page numbers mean everyone and the first page.
    """

    def __init__(self, opportunity, data):
        self.opportunity = opportunity
        self.asks = matching.asked_of(opportunity)
        self.show = data.get("show") if data.get("show") in FILTERS else EVERYONE
        self._asked_page = data.get("page", "")

    @property
    def criteria(self):
        return matching.describe_criteria(self.asks)

    @property
    def filters(self):
        """What can be shown, as (name, words, whether it is shown now)."""
        return [(name, words, name == self.show) for name, (words, _) in FILTERS.items()]

    @cached_property
    def page(self):
        _, condition = FILTERS[self.show]
        people = matching.shortlist(self.opportunity, self.asks).filter(**condition)
        paginator = Paginator(people, PER_PAGE)
        asked = self._asked_page
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
        return paginator.page(number if number in paginator.page_range else 1)

    @cached_property
    def rows(self):
        return [self._row(member) for member in self.page]

    @cached_property
    def away(self):
        """Applications in hand of people who cannot be asked today, so are not on the list."""
        here = Member.objects.available_for_matching().values("person")
        in_hand = self.opportunity.applications.in_hand().exclude(person__in=here)
        return list(in_hand.select_related("person"))

    def address(self, number):
        """Where page `number` of what is shown now is, relative to the shortlist."""
        return f"?show={self.show}&page={number}"

    def pagination(self):
        """Parameters of the NHS.UK pagination component, or None for a single page."""
        page, pages = self.page, self.page.paginator
        if pages.num_pages == 1:
            return None
        return {
            "previous": {"href": self.address(page.number - 1)} if page.has_previous() else {},
            "next": {"href": self.address(page.number + 1)} if page.has_next() else {},
            "items": [
                {"ellipsis": True}
                if number == pages.ELLIPSIS
                else {
                    "number": str(number),
                    "href": self.address(number),
                    "current": number == page.number,
                }
                for number in pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
            ],
        }

    def _row(self, member):
        status = member.application_status
        standing = Application.Status(status).label if status else "Not asked yet"
        said = matching.reasons(self.opportunity, member, self.asks)
        return Row(member, standing, *said)
