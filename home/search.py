"""The search over everything public: Wagtail's index of the database, and words that forgive.

Every search is a handful of queries however much it finds: the pages that match (numbers and
titles only), what each kind of page says of them, and the words of one page of results.
"""

import difflib
from functools import cached_property, lru_cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.query import PlainText

from design_system.searching import findable_models, plain, stem

MOST_WORDS = 12  # a question in a sentence; more would only cost time
LONGEST_WORD = 40
REMEMBERED = 4096  # titles and descriptions whose words are kept in memory: some two megabytes
ALIKE = 0.75  # of 1: "volenteer" and "volunteer", not "cat" and "cart"


class Found:
    """The published pages that have all of `words` (or only some of them), best first.

    `pages` is a list of (model, pk, state).
    """

    def __init__(self, words, now, *, some=False):
        self.words, self.now, self.some = words, now, some

    @cached_property
    def pages(self):
        models = {ContentType.objects.get_for_model(model).pk: model for model in findable_models()}
        rows = [row for row in self._rows() if row[1] in models]
        states = {}
        for number, model in models.items():
            if pks := [pk for pk, kind, _ in rows if kind == number]:
                states |= model.found_now(pks, self.now)
        found = [
            (self._in_title(title), (models[kind], pk, states[pk]))
            for pk, kind, title in rows
            if pk in states
        ]
        return [page for _, page in sorted(found, key=_words_in_title_then_open)]

    def _rows(self):
        """(pk, content type, title) of what the index has, in its own order."""
        if not self.words:
            return []
        query = PlainText(" ".join(self.words), operator="or" if self.some else "and")
        live = Page.objects.live().filter(depth__gt=1).search(query).get_queryset()
        # A page whose time is over is not found, even before the next run takes it down.
        live = live.filter(Q(expire_at=None) | Q(expire_at__gt=self.now))
        return list(live.values_list("pk", "content_type_id", "title"))

    def _in_title(self, title):
        return len({stem(word) for word in _words_in(title)} & set(self.words))


def _words_in_title_then_open(ranked):
    """More of the words in the title first; of equal ones, those in the best of their states."""
    in_title, (model, _, state) = ranked
    best = next(iter(model.found_as.states), ("", ""))[0]
    return -in_title, state != best


class Search:
    """What a visitor asked for, and what was found. `asked` is one cleaned line of text.

    `spelled` are the words searched for instead where what was asked is found nowhere.
    """

    def __init__(self, asked, now=None):
        self.asked, self.now = asked, now or timezone.now()
        words = [word for word in plain(asked).split() if len(word) <= LONGEST_WORD]
        self.words, self.left_out = words[:MOST_WORDS], words[MOST_WORDS:]
        self.spelled, self.some = [], False
        self.pages = self._find()

    def _find(self):
        if pages := self._pages(self.words):
            return pages
        better = self._better_words()
        if better != self.words and (pages := self._pages(better)):
            self.spelled = better
            return pages
        if len(self.words) > 1 and (pages := self._pages(better, some=True)):
            self.some = True
            self.spelled = better if better != self.words else []
            return pages
        return []

    def _pages(self, words, **how):
        return Found([stem(word) for word in words], self.now, **how).pages

    def _better_words(self):
        """Each word as it is, or as the nearest word of the titles and descriptions published."""
        told = Page.objects.live().filter(depth__gt=1).values_list("title", "search_description")
        known = {word for texts in told for text in texts for word in _words_in(text)}
        stems, spellings = {stem(word) for word in known}, sorted(known)
        return [word if stem(word) in stems else _nearest(word, spellings) for word in self.words]


@lru_cache(REMEMBERED)
def _words_in(text):
    """The plain words of a title or description, which every search asks for again."""
    return tuple(plain(text).split())


def _nearest(word, spellings):
    near = [known for known in spellings if abs(len(known) - len(word)) <= 2]
    return next(iter(difflib.get_close_matches(word, near, n=1, cutoff=ALIKE)), word)
