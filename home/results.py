"""One visitor's search: what they asked, the kinds to choose from, and one page of results."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict

from design_system.listings import page_of, page_problems, pagination
from design_system.text import clean_line
from home.search import Search

PER_PAGE = 10
LONGEST = 200  # characters of a question that are read


@dataclass(frozen=True)
class Choice:
    """A link that narrows the results: its address, words, how many, and whether it is chosen."""

    url: str
    label: str
    count: int
    chosen: bool


class Results:
    """What `request` (a GET) asks of the search. All in it is safe for showing to anyone."""

    def __init__(self, request):
        self.request, self.data = request, request.GET
        self.asked = clean_line(self.data.get("q", ""))[:LONGEST].strip()
        self.search = Search(self.asked)
        self.kinds = {page[0].found_as.code: page[0].found_as for page in self.search.pages}
        self.kind = self.kinds.get(self.data.get("kind"))
        states = dict(self.kind.states) if self.kind else {}
        self.state = self.data.get("state") if self.data.get("state") in states else ""

    @cached_property
    def of_kind(self):
        pages = self.search.pages
        return [p for p in pages if p[0].found_as == self.kind] if self.kind else pages

    @cached_property
    def found(self):
        return [p for p in self.of_kind if p[2] == self.state] if self.state else self.of_kind

    @cached_property
    def page(self):
        return page_of(self.found, PER_PAGE, self.data.get("page", ""))

    @cached_property
    def teasers(self):
        """The Teasers of this page of results, each with the part of the site it is from."""
        told = {}
        for model in {model for model, _, _ in self.page}:
            pks = [pk for other, pk, _ in self.page if other is model]
            told |= model.results(pks, self.request, self.search.now)
        return [
            replace(told[pk], facts=[("In", model.found_as.label), *told[pk].facts])
            for model, pk, _ in self.page
            if pk in told
        ]

    @cached_property
    def kind_choices(self):
        """Links to all results and to those of each kind; none where there is a single kind."""
        if len(self.kinds) < 2:
            return []
        pages = self.search.pages
        every = Choice(self._to(), "Everything", len(pages), self.kind is None)
        return [every] + [
            Choice(
                self._to(kind=kind.code),
                kind.label,
                sum(page[0].found_as == kind for page in pages),
                kind == self.kind,
            )
            for kind in sorted(self.kinds.values(), key=lambda kind: kind.label)
        ]

    @cached_property
    def state_choices(self):
        """Links that narrow the chosen kind by its states, where there are several."""
        states = [page[2] for page in self.of_kind] if self.kind else []
        if len(set(states)) < 2:
            return []
        code = self.kind.code
        every = Choice(self._to(kind=code), "All", len(states), not self.state)
        return [every] + [
            Choice(
                self._to(kind=code, state=state), label, states.count(state), state == self.state
            )
            for state, label in self.kind.states
            if state in states
        ]

    @property
    def searched(self):
        """What the results are for: what was asked, or what was searched for instead."""
        return " ".join(self.search.spelled) or self.asked

    def count_in_words(self):
        """How many results there are, as the heading above them says it."""
        count = len(self.found)
        return "1 result" if count == 1 else f"{count or 'No'} results"

    def problems(self):
        """Sentences about what was asked and left out, as a list."""
        sentences = []
        if self.search.left_out:
            sentences.append(f"We searched for your first {len(self.search.words)} words.")
        if self.data.get("kind") and not self.kind and self.search.pages:
            sentences.append("Nothing of the kind that you chose was found. This is everything.")
        return sentences + page_problems(self.data.get("page", ""), self.page)

    def pagination(self):
        return pagination(self.page, self._to_page, "Pages of results")

    def _to_page(self, number):
        kind = self.kind.code if self.kind else ""
        return self._to(kind=kind, state=self.state, page=number if number > 1 else "")

    def _to(self, **narrowed):
        query = QueryDict(mutable=True)
        for name, value in ({"q": self.asked} | narrowed).items():
            if value:
                query[name] = value
        return f"?{query.urlencode()}"
