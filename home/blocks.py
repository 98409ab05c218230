"""The blocks that only the front door's pages hold; what all rooms use is the design system's."""

from copy import copy
from functools import cached_property
from weakref import WeakKeyDictionary

from django.db.models import Q
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StaticBlock,
    StructBlock,
    StructValue,
)
from wagtail.models import Page

from design_system.blocks import CONTENT_BLOCKS
from design_system.prepared import Prepared
from design_system.teasers import index_page_models
from people.models import Term

_GROUP = "From other parts of the site"


def index_pages():
    """Every page that offers teasers, as a QuerySet of Page; there are few."""
    kinds = Q()
    for model in index_page_models():
        label, name = model._meta.label_lower.split(".")
        kinds |= Q(content_type__app_label=label, content_type__model=name)
    return Page.objects.filter(kinds).order_by()


INDEX_PAGES = Prepared(index_pages)


class IndexPageChooserBlock(PageChooserBlock):
    """Chooses a page that offers teasers, whatever room it belongs to."""

    @cached_property
    def target_models(self):
        return index_page_models()

    def bulk_to_python(self, values):
        """The pages of a list of keys, in this order, each an object of its own; None for none."""
        pages = {page.pk: page for page in INDEX_PAGES.objects()}
        return [copy(pages.get(key)) for key in values]


class FeaturedValue(StructValue):
    """What an editor chose, and what that list says at the moment of one visit."""

    @cached_property
    def list_page(self):
        """The list as its own page type, or None if it is not published."""
        index = self.get("index")
        return index.specific_deferred if index and index.live else None

    @cached_property
    def _told(self):
        return WeakKeyDictionary()

    def told(self, request):
        """The Featured of the list, asked for once in a visit; None without a list."""
        if self.list_page and request not in self._told:
            self._told[request] = self.list_page.featured(request, self["limit"])
        return self._told.get(request)


class FeaturedBlock(StructBlock):
    """The first few of a list: the editor chooses the list, and the list chooses what is first."""

    heading = CharBlock(max_length=120)
    index = IndexPageChooserBlock(label="List")
    limit = IntegerBlock(label="How many", min_value=1, max_value=6, default=3)
    link_text = CharBlock(label="Words of the link to the whole list", max_length=120)
    empty_text = CharBlock(label="What to say when there is nothing", max_length=200)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        if value.list_page is None:
            return context
        return context | {
            "teasers": value.told(request).teasers,
            "index_url": value.list_page.get_url(request),
        }

    class Meta:
        icon = "pick"
        label = "Featured"
        group = _GROUP
        description = "The first few of a list, such as opportunities that close soon"
        template = "blocks/featured.html"
        value_class = FeaturedValue
        preview_value = {
            "heading": "Ways to be involved now",
            "limit": 3,
            "link_text": "See all opportunities",
            "empty_text": "Nothing is open at the moment.",
        }


class HowToJoinBlock(StructBlock):
    """What happens when someone joins, and the way in."""

    heading = CharBlock(max_length=120)
    steps = ListBlock(CharBlock(max_length=200), label="Steps, in order")
    button_text = CharBlock(label="Words on the button", max_length=40)

    class Meta:
        icon = "group"
        label = "How to join"
        group = _GROUP
        description = "The steps of joining, with a button that leads there"
        template = "blocks/how_to_join.html"
        preview_value = {
            "heading": "How to join",
            "steps": ["Tell us your name and how to reach you.", "Say what you like to do."],
            "button_text": "Join us",
        }


class LevelsBlock(StaticBlock):
    """The levels of involvement in plain words, as the vocabulary has them."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"levels": Term.objects.offered(Term.Kind.LEVEL)}

    class Meta:
        icon = "bars"
        label = "Levels of involvement"
        group = _GROUP
        description = "Each level of involvement with what it means, from the vocabulary"
        admin_text = "Each level of involvement and what it means. It follows the vocabulary."
        template = "blocks/levels.html"
        preview_value = None


PAGE_BLOCKS = [
    *CONTENT_BLOCKS,
    ("featured", FeaturedBlock()),
    ("how_to_join", HowToJoinBlock()),
    ("levels", LevelsBlock()),
]
