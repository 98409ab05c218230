"""`{% load complete_pages %}`: what to read before pages are published together."""

from django import template

from design_system.complete_pages import CompletePage

register = template.Library()


@register.simple_tag
def warnings_of(items):
    """Pairs of a title and sentences, for the `items` of Wagtail's list and the drafts below."""
    pages = []
    for item in items:
        page = item["item"].specific
        pages += [page, *page.get_descendants().not_live().specific()]
    warned = [(p.title, p.warnings()) for p in pages if isinstance(p, CompletePage)]
    return [(title, sentences) for title, sentences in warned if sentences]
