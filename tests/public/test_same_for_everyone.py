"""A public page is byte for byte the same for everyone, without a cookie, and may be kept."""

import pytest
from django.contrib.messages import success
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from wagtail.models import Page

from design_system.caching import public_until
from portal.urls import urlpatterns as our_urls
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.public.checks import why_not_public

pytestmark = pytest.mark.django_db


def touches_user(request):
    return public_until(HttpResponse(f"Hello {request.user}"), None)


def touches_session(request):
    request.session["seen"] = True
    return public_until(HttpResponse("Hello"), None)


def asks_for_a_token(request):
    get_token(request)
    return public_until(HttpResponse("Hello"), None)


def leaves_a_message(request):
    success(request, "Hello")
    return public_until(HttpResponse("Hello"), None)


urlpatterns = [
    path("bad/user/", touches_user),
    path("bad/session/", touches_session),
    path("bad/token/", asks_for_a_token),
    path("bad/message/", leaves_a_message),
    path("bad/kept/", lambda request: HttpResponse("Hello")),
    *our_urls,
]


@pytest.fixture
def users():
    return [
        MemberFactory(person__signs_in=True).person.user,
        UserFactory(is_staff=True, is_superuser=True),
    ]


def test_every_public_page_is_the_same_for_everyone(users):
    for number in range(3):
        OpportunityPageFactory(opportunity__online=number == 1)
    pages = [page.specific.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    assert {"/", "/opportunities/", "/accessibility/", "/privacy/"} < set(pages)
    urls = [
        *pages,
        "/opportunities/?place=online&sort=latest",
        "/opportunities/?kind=unknown&page=9999",
        "/join/",
        "/sitemap.xml",
        "/robots.txt",
        "/search/",
    ]

    faults = {url: faults for url in urls if (faults := why_not_public(url, users))}

    assert faults == {}


@pytest.mark.urls("tests.public.test_same_for_everyone")
@pytest.mark.parametrize(
    ("url", "faults"),
    [
        ("/bad/user/", ["differs", "varies by cookie"]),
        ("/bad/session/", ["sets a cookie", "varies by cookie"]),
        ("/bad/token/", ["sets a cookie", "varies by cookie"]),
        ("/bad/message/", ["sets a cookie"]),
        ("/bad/kept/", ["may not be kept", "has no ETag"]),
    ],
)
def test_a_page_that_is_not_is_caught(url, faults, users):
    found = why_not_public(url, users)

    assert [fault for fault in faults if not any(words.startswith(fault) for words in found)] == []


@pytest.mark.urls("tests.public.test_same_for_everyone")
@pytest.mark.parametrize("path", ["/bad/user/", "/bad/session/", "/bad/token/", "/bad/message/"])
def test_what_is_for_one_visitor_is_kept_by_nobody_whatever_it_says(path):
    assert Client().get(path)["Cache-Control"] == "private, no-store"


def test_a_page_may_be_asked_for_its_headers_alone():
    page = OpportunityPageFactory()
    got, head = Client().get(page.get_url()), Client().head(page.get_url())

    assert head.content == b""
    assert (head.status_code, head["Cache-Control"], head["Content-Type"]) == (
        got.status_code,
        got["Cache-Control"],
        got["Content-Type"],
    )


def test_a_page_takes_no_post():
    assert Client().post("/opportunities/").status_code == 405


def test_someone_who_has_it_is_told_that_nothing_changed():
    page = OpportunityPageFactory()
    first = Client().get(page.get_url())
    again = Client().get(page.get_url(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]

    page.summary = "Other words."
    page.save()
    changed = Client().get(page.get_url(), headers={"if-none-match": first["ETag"]})

    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
