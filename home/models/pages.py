"""The home page and the pages of plain content that editors arrange from NHS.UK blocks."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from design_system.addresses import absolute
from design_system.public_pages import PublicPage, StandingPagePermissions
from home.blocks import PAGE_BLOCKS

LARGEST = "width-1280"


class ArrangedPage(PublicPage):
    """Mixin of pages whose `body` an editor arranges from blocks."""

    def shared_image(self):
        """The first picture of the page, in the largest size that pages show."""
        pictures = [block.value["image"] for block in self.body if block.block_type == "image"]
        if not any(pictures):
            return ""
        return absolute(get_rendition_or_not_found(next(filter(None, pictures)), LARGEST).url)

    def changes_at(self, context):
        told = [
            block.value.told(context["request"])
            for block in self.body
            if block.block_type == "featured"
        ]
        return min(filter(None, (one.changes_at for one in told if one)), default=None)


class HomePage(ArrangedPage, Page):
    """The first page: what involvement is, what is featured, how to join."""

    heading = models.CharField(max_length=120)
    lead_text = models.CharField(max_length=300)
    body = StreamField(PAGE_BLOCKS, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead_text"),
        FieldPanel("body"),
    ]
    permission_tester = StandingPagePermissions
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    def description(self):
        return self.search_description or self.lead_text

    def shared_title(self):
        return self.seo_title or self.heading

    @classmethod
    def found_now(cls, pks, now):
        """Never: it tells a little of everything, and is one click from everywhere."""
        return {}


class ContentPage(ArrangedPage, Page):
    """A page of plain content, perhaps with pages below it."""

    summary = models.CharField(max_length=300, blank=True)
    body = StreamField(PAGE_BLOCKS)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    found_in = ["summary", "body"]

    def get_context(self, request, *args, **kwargs):
        below = ContentPage.objects.none()
        if self.numchild:
            below = ContentPage.objects.child_of(self).live().defer_streamfields()
        return super().get_context(request, *args, **kwargs) | {
            "contents": [(page.get_url(request), page.title, page.summary) for page in below]
        }
