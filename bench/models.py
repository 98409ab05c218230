"""What everything is compared with: the least that a Wagtail page can be."""

from wagtail.models import Page


class BarePage(Page):
    """A title in our base template, served the way Wagtail serves any page."""

    template = "bench/bare_page.html"
