"""The pages: words that editors draft and publish, pointing to facts that stand elsewhere."""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from design_system.complete_pages import CompletePage
from design_system.news import news_of
from design_system.public_pages import PublicPage, StandingPagePermissions
from design_system.searching import Kind
from opportunities import found
from opportunities.editor import FactsPanel, OpportunityPageForm
from opportunities.listing import Listing, soonest_to_close
from opportunities.planned import warnings_about
from opportunities.wording import AS_TOLD, told_of

from .opportunities import Opportunity

WORDS = ["bold", "ol", "ul", "link"]

# Without the address: other pages, letters and the interest form rely on it.
FOR_SEARCH_ENGINES = [MultiFieldPanel(["seo_title", "search_description"], "For search engines")]


class OpportunityIndexPage(PublicPage, Page):
    """The list of opportunities, with filters."""

    intro = RichTextField(features=WORDS, blank=True)

    permission_tester = StandingPagePermissions
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = FOR_SEARCH_ENGINES
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["opportunities.OpportunityPage"]
    found_in = ["intro"]

    def get_context(self, request, *args, **kwargs):
        listing = Listing(self.get_url(request), request.GET)
        return super().get_context(request, *args, **kwargs) | {"listing": listing}

    def changes_at(self, context):
        return context["listing"].totals.changes_at

    def next_change(self, now=None):
        """The moment at which time alone changes what is listed, or None."""
        return Opportunity.objects.listed().next_change(now)

    def featured(self, request, limit):
        """The first `limit` open opportunities, the soonest to close on top."""
        return soonest_to_close(self.get_url(request), limit)

    def news(self, request, now):
        """What is open or will be, the newest first, as a list of NewsItem."""
        pages = OpportunityPage.objects.live().filter(opportunity__in=found.to_come(now))
        return news_of(pages, request)


class OpportunityPagePermissions(PagePermissionTester):
    """Two pages cannot tell of one opportunity, so a page of one is not copied."""

    def can_copy(self):
        return False


class OpportunityPage(CompletePage, PublicPage, Page):
    """The words of one opportunity."""

    opportunity = models.OneToOneField(Opportunity, models.PROTECT, related_name="page")
    summary = models.CharField(max_length=300)
    purpose = RichTextField(features=WORDS, blank=True)
    what_you_would_do = RichTextField(features=WORDS, blank=True)
    payment_and_expenses = RichTextField(features=WORDS, blank=True)
    support_and_access = RichTextField(features=WORDS, blank=True)
    how_you_will_hear_back = RichTextField(features=WORDS, blank=True)

    NEEDED_WORDS = [
        "summary",
        "purpose",
        "what_you_would_do",
        "payment_and_expenses",
        "support_and_access",
        "how_you_will_hear_back",
    ]

    permission_tester = OpportunityPagePermissions
    base_form_class = OpportunityPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("opportunity"),
        FactsPanel(heading="Facts of the opportunity"),
        FieldPanel("summary", help_text="One or two sentences, which lists show too."),
        *[FieldPanel(name) for name in NEEDED_WORDS[1:]],
    ]
    promote_panels = FOR_SEARCH_ENGINES
    parent_page_types = ["opportunities.OpportunityIndexPage"]
    subpage_types = []
    found_as = Kind(
        "opportunity", "Opportunities", (("open", "Open now"), ("other", "Not open now"))
    )
    found_in = NEEDED_WORDS

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        told = told_of(AS_TOLD.first(self.opportunity_id), now) if self.opportunity_id else {}
        context = super().get_context(request, *args, **kwargs) | {"now": now} | told
        context["list_url"] = context["crumbs"][-1][0] if context["crumbs"] else "/"
        return context

    def changes_at(self, context):
        return context["opportunity"].next_change(context["now"])

    @classmethod
    def found_now(cls, pks, now):
        return found.states(pks, now)

    @classmethod
    def results(cls, pks, request, now):
        return found.results(pks, request, now)

    def dated_here(self, context):
        """What is planned, while people can still join."""
        opportunity, planned = context.get("opportunity"), context.get("activities", [])
        if opportunity is None or context["standing"] not in ("open", "opens_later"):
            return []
        return [found.dated_thing(opportunity, self, activity) for activity in planned]

    @classmethod
    def dated(cls, request, now, pks=None):
        return found.dated(now, pks)

    def missing_facts(self):
        opportunity = getattr(self, "opportunity", None)
        if opportunity is None:
            return ["the opportunity"]
        if opportunity.status != Opportunity.Status.DRAFT:
            return []
        return [*opportunity.missing_facts(), "that its facts are marked as ready"]

    def warnings(self):
        opportunity = getattr(self, "opportunity", None)
        return warnings_about(opportunity) if opportunity else []

    def full_clean(self, *args, **kwargs):
        self._follow_opportunity()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._follow_opportunity()
        super().minimal_clean()

    def _follow_opportunity(self):
        """The address of the page is the opportunity's: the interest form stands below it."""
        if self.opportunity_id:
            self.slug = self.opportunity.slug
