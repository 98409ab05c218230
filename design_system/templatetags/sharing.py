"""`{% load sharing %}`: what stands in a page's head for search engines and shared links."""

from django import template
from django.template import Variable, VariableDoesNotExist
from django.urls import reverse
from django.utils.html import format_html

from design_system import structured
from design_system.addresses import absolute
from design_system.public_pages import PublicPage

register = template.Library()


@register.simple_tag(takes_context=True)
def description(context, words=""):
    """The sentence that search engines show: `words`, or what the public page says of itself."""
    page = _public_page(context)
    said = words or (page.description() if page else "")
    return format_html('<meta name="description" content="{}">', said) if said else ""


@register.simple_tag(takes_context=True)
def address_on_paper(context):
    """The full address of what is printed and of the site: paper has no address bar."""
    request = context.get("request")
    return {"page": absolute(request.path), "site": absolute("/").rstrip("/")} if request else None


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context, title="", words=""):
    """The address of a public page, how it looks where its link is shared, and its feeds.

    `{% sharing %}` for a page of the tree; `{% sharing "Join us" "In a sentence." %}` for others.
    """
    page, request = _public_page(context), context.get("request")
    site_name = _site_name(context)
    if page is None:
        url = absolute(request.path) if request and title else ""
        return {"url": url, "title": title, "description": words, "site_name": site_name}
    path = page.get_url(request)
    crumbs = [*context.get("crumbs", []), (path, page.title)]
    if path == "/":
        things = [
            structured.website(site_name, reverse("home:search-show")),
            structured.organisation(site_name),
        ]
    else:
        things = [structured.breadcrumbs(crumbs)]
    things += [structured.event(thing, site_name) for thing in page.dated_here(context)]
    return {
        "url": absolute(path),
        "title": page.shared_title(),
        "description": page.description(),
        "image": page.shared_image(),
        "site_name": site_name,
        "structured": structured.as_json(things),
        "feed": reverse("home:feed-show", args=[page.slug]) if hasattr(page, "news") else "",
        "feed_title": page.title,
    }


def _public_page(context):
    """The public page that is shown, if one is: a draft that was never saved has no address."""
    page = context.get("page")
    return page if isinstance(page, PublicPage) and page.pk and page.get_url() else None


def _site_name(context):
    try:
        name = Variable("settings.home.SiteSettings.organisation_name").resolve(context)
    except VariableDoesNotExist:
        name = ""
    return f"Involvement - {name}" if name else "Involvement"
