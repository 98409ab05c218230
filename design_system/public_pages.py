"""What every page of the public site has in common."""

import datetime
from html import unescape

from django.utils.html import strip_tags
from wagtail.models import PagePermissionTester, PageViewRestriction, Site

from design_system.caching import public_until
from design_system.searching import Findable

LONG_AGO = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class StandingPagePermissions(PagePermissionTester):
    """A page that the site stands on is edited, and never copied, moved or taken away."""

    def can_copy(self):
        return False

    def can_delete(self, ignore_bulk=False):
        return False

    def can_unpublish(self):
        return False


class PublicPage(Findable):
    """Mixin of all our page types: the same bytes for everyone, kept until they change by time.

    A page says in `changes_at` when it will next change by itself. Nothing in its context or its
    templates may touch the session or the user; previews are never kept.
    """

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    private_page_options = []
    permission_tester = PagePermissionTester

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if response.status_code == 200 and request.method != "OPTIONS":
            public_until(response, self.changes_at(response.context_data))
        return response

    def changes_at(self, context):
        """The moment (aware datetime) at which time alone changes this page, or None for never.

        `context` is the dict that the page is rendered with.
        """
        return None

    def description(self):
        """One or two sentences about this page, for lists, search engines and shared links."""
        intro = unescape(strip_tags(getattr(self, "intro", "")))
        return self.search_description or getattr(self, "summary", "") or " ".join(intro.split())

    def shared_title(self):
        """What this page is called where its link is shared."""
        return self.seo_title or self.title

    def shared_image(self):
        """The full address of the picture shown where a link to this page is shared; "" if none."""
        return ""

    def dated_here(self, context):
        """The things with a date that this page tells of, as a list of DatedThing."""
        return []

    def published(self):
        """When this page was first and last published, as two moments.

        The pages that a new installation lays out were never published by anyone: for those, and
        the same for ever, the beginning of the year in which the first portal was built.
        """
        first = self.first_published_at or self.last_published_at or LONG_AGO
        return first, self.last_published_at or first

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"crumbs": self.crumbs(request)}

    def crumbs(self, request):
        """(address, title) of each page above this one, from the home page down."""
        site = Site.find_for_request(request)
        top = site.root_page.depth if site else 0
        page, crumbs = self, []
        while page.depth and page.depth > top:
            page = page.get_parent()
            crumbs.insert(0, (page.get_url(request), page.title))
        return crumbs

    def permissions_for_user(self, user):
        return self.permission_tester(user, self)

    def get_view_restrictions(self):
        """No public page is private, so there is nothing to look up for each visit."""
        return PageViewRestriction.objects.none()
