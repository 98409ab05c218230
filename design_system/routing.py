"""From an address to a page in three queries, however deep the page stands.

Wagtail asks twice for each page on the way, and for the home page in full on every visit.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from wagtail.models import Page, Site
from wagtail.views import serve

from design_system.prepared import Prepared

SITES = Prepared(lambda: Site.objects.order_by().select_related("root_page")[:2])
DEEPEST = 62  # pages on the way to one: what Wagtail's paths have room for, below the root


def serve_page(request, path):
    """Wagtail's own view of a page, which finds what was found already."""
    request._wagtail_route_for_request = route(request, path)
    return serve(request, path)


def route(request, path):
    """Wagtail's RouteResult for `path` below the site's home page; None if nothing is there.

    The deepest page on the way decides what stands below it. It comes as its own type, and knows
    the pages above it, so that breadcrumbs need no query.
    """
    site = site_of(request)
    if site is None:
        return None
    slugs = [part for part in path.split("/") if part][:DEEPEST]
    *above, last = way_to(site.root_page, slugs)
    page = specific(last)
    if page is None:
        return None
    if above:
        page._cached_parent_obj = above[-1]
    try:
        return page.route(request, slugs[len(above) :])
    except Http404:
        return None


def site_of(request):
    """The Site that `request` is for, or None, with its home page, kept on the request.

    A single site answers to whatever name it is asked by, so that there is nothing to compare.
    """
    sites = SITES.objects()
    if len(sites) == 1 and sites[0].is_default_site:
        request._wagtail_site = sites[0]
    return Site.find_for_request(request)


def way_to(home, slugs):
    """The pages from `home` down along `slugs`, as far as there are any, each with its parent."""
    wanted = Q()
    for depth, slug in enumerate(slugs, start=home.depth + 1):
        wanted |= Q(depth=depth, slug=slug)
    found = Page.objects.filter(wanted) if slugs else []
    pages = {(page.path[: -Page.steplen], page.slug): page for page in found}
    way = [home]
    for slug in slugs:
        page = pages.get((way[-1].path, slug))
        if page is None:
            break
        page._cached_parent_obj = way[-1]
        way.append(page)
    return way


def specific(page):
    """The same page as its own type; None if it was deleted meanwhile."""
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return _one_of(model).first(page.pk)


@cache
def _one_of(model):
    """The page of a number as its type is read."""
    return Prepared(lambda pk: model.objects.filter(pk=pk).order_by())
