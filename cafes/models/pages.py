"""The pages: words that editors draft and publish, pointing to facts that stand elsewhere."""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from cafes.editor import CafePageForm, FactsPanel
from cafes.found import dated, dated_thing, states
from cafes.listing import AS_TOLD, Dates, cafes_with_next, next_sessions
from cafes.wording import rhythm, where
from design_system.complete_pages import CompletePage
from design_system.news import news_of
from design_system.public_pages import PublicPage, StandingPagePermissions
from design_system.searching import Kind

from .cafes import Cafe
from .sessions import Session

WORDS = ["bold", "ol", "ul", "link"]

# Without the address: other pages and letters rely on it.
FOR_SEARCH_ENGINES = [MultiFieldPanel(["seo_title", "search_description"], "For search engines")]


class CafeIndexPage(PublicPage, Page):
    """All cafés, each with its next date."""

    intro = RichTextField(features=WORDS, blank=True)

    permission_tester = StandingPagePermissions
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = FOR_SEARCH_ENGINES
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["cafes.CafePage"]
    found_in = ["intro"]

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        cafes = cafes_with_next(self.get_url(request), now)
        return super().get_context(request, *args, **kwargs) | {"now": now, "cafes": cafes}

    def changes_at(self, context):
        return self.next_change(context["now"])

    def next_change(self, now=None):
        """The moment at which time alone changes what is listed, or None."""
        return Session.objects.filter(cafe__in=Cafe.objects.published()).next_change(now)

    def featured(self, request, limit):
        """The next `limit` sessions of all cafés."""
        return next_sessions(self.get_url(request), limit)

    def news(self, request, now):
        """Cafés that were begun, the latest first, as a list of NewsItem."""
        return news_of(CafePage.objects.live().filter(cafe__in=Cafe.objects.published()), request)


class CafePagePermissions(PagePermissionTester):
    """Two pages cannot tell of one café, so a page of one is not copied."""

    def can_copy(self):
        return False


class CafePage(CompletePage, PublicPage, Page):
    """The words of one café."""

    cafe = models.OneToOneField(Cafe, models.PROTECT, related_name="page")
    summary = models.CharField(max_length=300)
    what_it_is = RichTextField(features=WORDS, blank=True)
    who_is_welcome = RichTextField(features=WORDS, blank=True)
    help_on_the_day = RichTextField(features=WORDS, blank=True)

    NEEDED_WORDS = ["summary", "what_it_is", "who_is_welcome", "help_on_the_day"]

    permission_tester = CafePagePermissions
    base_form_class = CafePageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("cafe"),
        FactsPanel(heading="Facts of the café"),
        FieldPanel("summary", help_text="One or two sentences, which lists show too."),
        *[FieldPanel(name) for name in NEEDED_WORDS[1:]],
    ]
    promote_panels = FOR_SEARCH_ENGINES
    parent_page_types = ["cafes.CafeIndexPage"]
    subpage_types = []
    found_as = Kind("cafe", "Cafés", (("dates", "With dates"), ("none", "No dates now")))
    found_in = NEEDED_WORDS

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        cafe = AS_TOLD.first(self.cafe_id) if self.cafe_id else None
        context = super().get_context(request, *args, **kwargs) | {"now": now, "cafe": cafe}
        if cafe is None:
            return context
        return context | {
            "dates": Dates(cafe, self.get_url(request), request.GET, now),
            "rhythm": rhythm(cafe.series) if hasattr(cafe, "series") else "",
            "where": where(cafe),
            "runs": cafe.status == Cafe.Status.RUNNING,
        }

    def changes_at(self, context):
        return context["dates"].changes_at

    @classmethod
    def found_now(cls, pks, now):
        return states(pks, now)

    @classmethod
    def results(cls, pks, request, now):
        """As the list of cafés tells of them; of what it leaves out, what any page says."""
        index = CafeIndexPage.objects.live().first()
        listed = cafes_with_next(index.get_url(request), now) if index else []
        told = {one.url: one for one in listed}
        results = super().results(pks, request, now)
        return {pk: told.get(one.url, one) for pk, one in results.items()}

    def dated_here(self, context):
        """The sessions that this page lists."""
        sessions = context["dates"].sessions if context.get("runs") else []
        return [dated_thing(session, self) for session in sessions]

    @classmethod
    def dated(cls, request, now, pks=None):
        return dated(now, pks)

    def missing_facts(self):
        return [] if getattr(self, "cafe", None) else ["the café"]

    def full_clean(self, *args, **kwargs):
        self._follow_cafe()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._follow_cafe()
        super().minimal_clean()

    def _follow_cafe(self):
        """The address of the page is the café's."""
        if self.cafe_id:
            self.slug = self.cafe.slug
