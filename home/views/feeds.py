"""Following what is new: the feeds, and a page that says in plain words what they are."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from design_system.addresses import absolute
from design_system.caching import public_until
from design_system.dated import dated_models
from design_system.news import news_models
from home import feeds
from home.models import SiteSettings


@require_safe
def explain(request):
    """What a feed is, and the address of each."""
    indexes = _indexes().values_list("slug", "title").order_by("title")
    addresses = [(title, absolute(_address(slug))) for slug, title in indexes]
    context = {"feeds": addresses, "calendar": absolute(reverse("home:calendar-show"))}
    return public_until(render(request, "home/feed_list.html", context), None)


@require_safe
def atom(request, name):
    """The feed of the index page whose slug is `name`."""
    now = timezone.now()
    index = _indexes().filter(slug=name).specific().first()
    if index is None:
        raise Http404
    items = index.news(request, now)
    words = feeds.atom(index, items, _address(name), _site_name())
    return public_until(HttpResponse(words, content_type=feeds.ATOM), index.next_change(now))


@require_safe
def calendar(request):
    """Everything public that has a date and is still to come."""
    now = timezone.now()
    things = [thing for model in dated_models() for thing in model.dated(request, now)]
    response = HttpResponse(feeds.calendar(things, _site_name()), content_type=feeds.CALENDAR)
    return public_until(response, min((thing.leaves_at for thing in things), default=None))


def _indexes():
    return Page.objects.live().type(tuple(news_models()))


def _address(slug):
    return reverse("home:feed-show", args=[slug])


def _site_name():
    return SiteSettings.load().organisation_name or "Involvement"
