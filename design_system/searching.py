"""How a page is found by the search of the site, declared on its page type.

`PublicPage` is findable; a page type says what it is to visitors (`found_as`), which of its fields
are searched (`found_in`), and may say what is true of its pages at a moment (`found_now`) and how
a result is told (`results`). The search itself needs to know no room.
"""

import re
import unicodedata
from dataclasses import dataclass

from wagtail.models import get_page_models
from wagtail.search.index import SearchField

from design_system.teasers import Teaser

_ACCENTS = re.compile("[\u0300-\u036f]")
_ENDINGS = [("ies", "y"), ("ss", "ss"), ("us", "us"), ("s", ""), ("ing", ""), ("ed", "")]
_LEFT = 3  # letters that must be left of a word for an ending to be taken off


@dataclass(frozen=True)
class Kind:
    """What visitors call pages of a kind: `code` in addresses, `label` in the words of a filter.

    `states` are (code, label) pairs that `found_now` tells apart, the most useful to find first.
    """

    code: str
    label: str
    states: tuple = ()


INFORMATION = Kind("information", "Information")


class Findable:
    """The part of a public page type by which the search finds its pages."""

    found_as = INFORMATION
    found_in = []

    @classmethod
    def get_search_fields(cls):
        """Wagtail's list of what is indexed, whatever a page type adds to it."""
        return [*super().get_search_fields(), SearchField("found_words")]

    def found_words(self):
        """All words by which this page is found: without accents, and each also as its stem."""
        texts = [self.title, self.search_description, *map(self._text_of, self.found_in)]
        text = plain(" ".join(texts))
        stems = {stem(word) for word in text.split()} - set(text.split())
        return " ".join([text, *sorted(stems)])

    def _text_of(self, name):
        field = self._meta.get_field(name)
        value = field.value_from_object(self)
        read = getattr(field, "get_searchable_content", lambda value: [value])
        return " ".join(read(value))

    @classmethod
    def found_now(cls, pks, now):
        """Those of the published pages `pks` that visitors may find at `now`: {pk: state or ""}."""
        return dict.fromkeys(pks, "")

    @classmethod
    def results(cls, pks, request, now):
        """What the search tells of the pages `pks`, however many in few queries: {pk: Teaser}."""
        pages = cls.objects.filter(pk__in=pks).defer_streamfields()
        return {
            page.pk: Teaser(page.get_url(request), page.title, page.description()) for page in pages
        }


def findable_models():
    """Our page types that can be found, as a list of models."""
    return [model for model in get_page_models() if issubclass(model, Findable)]


def plain(text):
    """`text` in lower case with a space between words, without accents and punctuation."""
    parts = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in parts)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def stem(word):
    """An English word without its plural, -ing or -ed: the same for a question as for a page."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            return word.removesuffix(ending) + instead
    return word
