"""The home page, content pages, their blocks, and the settings that stand on every page."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.admin.menu import admin_menu
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from design_system.teasers import index_page_models
from home.blocks import LevelsBlock
from home.models import ContentPage, HelpSettings, HomePage, SiteSettings
from opportunities.models import OpportunityIndexPage
from people.models import Term
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.people import UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def html_of(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).strip()


def content_page(parent=None, **kwargs):
    page = ContentPage(body=[("text", RichText("<p>Words.</p>"))], **kwargs)
    return (parent or HomePage.objects.get()).add_child(instance=page)


def test_the_home_page_of_a_new_installation_features_what_is_open():
    for number in range(4):
        OpportunityPageFactory(
            title=f"Number {number}", opportunity__closes_at=days_from_now(number + 1)
        )

    html = html_of("/")
    featured = re.findall(r'<h3[^>]*><a href="/opportunities/[^"]*">([^<]*)</a>', html)

    assert featured == ["Number 0", "Number 1", "Number 2"]
    assert '<a href="/opportunities/">See all opportunities</a>' in html
    assert "How to join Join us. It takes a few minutes." in words(html)


def test_the_home_page_of_a_new_installation_features_every_list_and_how_to_join():
    kinds = [block.block_type for block in HomePage.objects.get().body]
    lists = [
        type(block.value["index"].specific)
        for block in HomePage.objects.get().body
        if block.block_type == "featured"
    ]

    assert lists == [model for model in index_page_models() if model.objects.exists()]
    assert kinds == ["text", *["featured"] * len(lists), "how_to_join"]


def test_a_home_page_with_nothing_open_says_so():
    said = words(html_of("/"))

    assert "Nothing is open at the moment. Join us and we will tell you" in said


def test_a_list_that_is_not_published_is_not_featured():
    OpportunityPageFactory(title="Hidden")
    OpportunityIndexPage.objects.get().unpublish()

    html = html_of("/")

    assert "Hidden" not in html
    assert 'href="/opportunities/">See all' not in html
    assert "What you can do now" not in html
    assert "Nothing is open" not in html


def test_levels_are_told_as_the_vocabulary_has_them():
    Term.objects.filter(kind=Term.Kind.LEVEL).update(retired_at=days_from_now(-1))
    Term.objects.create(kind="level", code="b", label="Lead", description="Share it.", position=2)
    Term.objects.create(kind="level", code="a", label="Help", description="Come once.", position=1)

    assert "Help Come once. Lead Share it." in words(html_of("/levels/"))
    assert LevelsBlock().get_context(None)["levels"].count() == 2


def test_a_content_page_shows_its_way_up_and_what_is_below():
    parent = content_page(title="Being involved", slug="being-involved")
    below = content_page(parent, title="Your rights", slug="rights", summary="What you can expect.")
    content_page(parent, title="A draft", slug="draft", live=False)

    assert "Read more Your rights What you can expect." in words(html_of(parent.get_url()))
    assert "A draft" not in html_of(parent.get_url())
    html = html_of(below.get_url())
    crumbs = re.findall(r'breadcrumb__link" href="([^"]*)">([^<]*)<', html)
    assert crumbs == [("/", "Home"), ("/being-involved/", "Being involved")]
    assert '<span class="nhsuk-u-visually-hidden">Back to</span> Being involved' in html


def test_help_now_is_on_every_page_and_changes_at_once():
    publisher = UserFactory(is_staff=True)
    publisher.groups.add(Group.objects.get(name="Comms publisher"))
    fields = HelpSettings._meta.get_fields()
    data = {field.name: f"{field.name}"[:20] for field in fields if field.name != "id"}
    data |= {"crisis_phone": "01632 960111", "pals_email": "pals@example.org"}
    urls = [page.specific.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    assert {url for url in urls if "01632 960111" in html_of(url)} == set()

    row = HelpSettings.load()
    signed_in(publisher).post(f"/admin/settings/home/helpsettings/{row.pk}/", data)

    assert {url for url in urls if "01632 960111" not in html_of(url)} == set()


@pytest.mark.parametrize("setting", ["helpsettings", "sitesettings"])
def test_an_editor_does_not_change_the_settings(setting):
    editor = UserFactory(is_staff=True)
    editor.groups.add(Group.objects.get(name="Comms editor"))

    response = signed_in(editor).get(f"/admin/settings/home/{setting}/", follow=True)

    assert response.redirect_chain[-1][0] == "/admin/"


def test_the_trusts_name_is_in_every_title():
    SiteSettings.objects.update_or_create(pk=1, defaults={"organisation_name": "Example NHS Trust"})

    assert " Example NHS Trust</title>" in html_of("/accessibility/")


@pytest.mark.parametrize(
    ("group", "menu"),
    [
        ("Comms editor", ["explorer", "images", "documents"]),
        ("Comms publisher", ["explorer", "images", "documents", "settings"]),
    ],
)
def test_an_editors_menu_holds_an_editors_work(group, menu, rf):
    request = rf.get("/admin/")
    request.user = UserFactory(is_staff=True)
    request.user.groups.add(Group.objects.get(name=group))

    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    assert [item.name for item in items] == menu


def test_no_page_can_be_made_private():
    administrator = signed_in(UserFactory(is_staff=True, is_superuser=True))
    pages = Page.objects.filter(depth__gt=1)
    assert pages.count() > 5

    for page in pages:
        url = f"/admin/pages/{page.pk}/privacy/"
        administrator.post(url, {"restriction_type": "login", "password": "", "groups": []})

    assert PageViewRestriction.objects.count() == 0


@pytest.mark.parametrize("address", ["/about/", "/privacy/"])
def test_the_first_pages_name_no_age_for_it_is_the_trusts_to_set(address):
    said = words(html_of(address))

    assert "parent or carer" in said
    assert not re.search(r"\b(under )?(16|sixteen)\b", said)
