"""The search finds what the public can read, forgives, and never shows anything else."""

import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.rich_text import RichText

from design_system.searching import Findable, findable_models, plain, stem
from home.models import ContentPage, HomePage
from opportunities.models import Opportunity, OpportunityPage
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.people import MemberFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


def results(query, **narrowed):
    response = Client().get("/search/", {"q": query, **narrowed})
    assert response.status_code == 200
    return response.context["results"]


def titles(query, **narrowed):
    return [teaser.title for teaser in results(query, **narrowed).teasers]


def words_of(query, **narrowed):
    return Client().get("/search/", {"q": query, **narrowed}).content.decode()


def content_page(title, words="Zebras.", **kwargs):
    body = [("text", RichText(f"<p>{words}</p>"))]
    return HomePage.objects.get().add_child(instance=ContentPage(title=title, body=body, **kwargs))


def choices(found):
    return [(choice.label, choice.count, choice.chosen) for choice in found]


# --- What is found -----------------------------------------------------------------------------
@pytest.mark.parametrize("name", OpportunityPage.NEEDED_WORDS)
def test_every_text_of_an_opportunity_is_searched(name):
    OpportunityPageFactory(title="The one", **{name: "<p>We keep zebras.</p>"})

    assert titles("zebra") == ["The one"]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Recovery café", "recovery cafes"),
        ("Recovery cafe", "CAFÉ"),
        ("Carers\u2019 stories", "carer story"),
        ("A review of complaints", "complaint review"),
        ("Volunteering at the hospital", "volunteer"),
        ("ગુજરાતી ચર્ચા", "ગુજરાતી"),
        ("Łódź and Zürich", "zurich"),
    ],
)
def test_endings_accents_and_capitals_do_not_matter(title, asked):
    content_page(title)

    assert titles(asked)[0] == title


def test_a_page_with_the_words_in_its_title_comes_first():
    content_page("First", "About zebras and zebras, and a zebra.")
    content_page("Zebras")
    content_page("Last", "About zebras.")

    assert titles("zebra")[0] == "Zebras"
    assert set(titles("zebra")) == {"Zebras", "First", "Last"}


def test_of_pages_that_are_alike_those_that_are_open_come_first():
    OpportunityPageFactory(title="Zebras now")
    OpportunityPageFactory(title="Zebras then", opportunity__over=True)

    assert titles("zebra") == ["Zebras now", "Zebras then"]


@pytest.mark.parametrize(
    ("asked", "spelled"), [("recovry cafe", "recovery cafe"), ("volenteer", "volunteer")]
)
def test_a_word_that_is_not_there_is_read_as_the_nearest(asked, spelled):
    content_page("Volunteer at the recovery café")

    html = words_of(asked)

    assert "Volunteer at the recovery café</a>" in html
    assert f"1 result for “{spelled}”" in html
    assert f"We found nothing for “{asked}”, so we looked for words that are" in html


def test_where_no_page_has_all_words_those_with_some_are_shown():
    content_page("Zebras")
    content_page("Giraffes", "None.")

    html = words_of("zebras giraffes")

    assert "No page has all of your words. These have some of them." in html
    assert set(titles("zebras giraffes")) == {"Zebras", "Giraffes"}


def test_each_result_says_what_it_is_and_when_it_closes():
    page = OpportunityPageFactory(title="Count zebras")
    content_page("About zebras", summary="They have stripes.")

    found = {teaser.title: teaser for teaser in results("zebras").teasers}

    assert found["Count zebras"].url == page.get_url()
    assert found["Count zebras"].facts[0] == ("In", "Opportunities")
    assert found["Count zebras"].note.startswith("Closes on ")
    about = found["About zebras"]
    assert (about.facts, about.text) == ([("In", "Information")], "They have stripes.")


# --- Narrowing ---------------------------------------------------------------------------------
def test_results_are_narrowed_by_kind_and_by_what_is_open():
    OpportunityPageFactory(title="Open zebras")
    OpportunityPageFactory(title="Zebras that closed", opportunity__over=True)
    content_page("About zebras")

    every = results("zebra")
    narrowed = results("zebra", kind="opportunity", state="open")

    assert choices(every.kind_choices) == [
        ("Everything", 3, True),
        ("Information", 1, False),
        ("Opportunities", 2, False),
    ]
    assert every.state_choices == []
    assert choices(narrowed.state_choices) == [
        ("All", 2, False),
        ("Open now", 1, True),
        ("Not open now", 1, False),
    ]
    assert [teaser.title for teaser in narrowed.teasers] == ["Open zebras"]
    assert narrowed.count_in_words() == "1 result"


def test_pages_of_ten_keep_what_was_chosen():
    for number in range(12):
        content_page(f"Zebra {number}")
    OpportunityPageFactory(title="Zebra")

    html = words_of("zebra", kind="information", page=2)

    assert len(titles("zebra", kind="information", page=2)) == 2
    assert 'href="?q=zebra&amp;kind=information"' in html
    assert "12 results for “zebra”" in html


def test_nothing_found_says_what_to_do():
    html = words_of("xylophone")

    assert "No results for “xylophone”" in html
    for link in ["/opportunities/", "/contact/", "#get-help"]:
        assert f'<a href="{link}">' in html


# --- What is never found -----------------------------------------------------------------------
def hide_pages():
    """One page about zebras for each reason not to be found, by that reason."""
    past = timezone.now() - datetime.timedelta(hours=1)
    pages = {
        "draft": content_page("Draft", live=False),
        "scheduled": content_page("Scheduled", live=False, go_live_at=days_from_now(1)),
        "expired": content_page("Expired", expire_at=past),
        "unpublished": content_page("Unpublished"),
        "cancelled": OpportunityPageFactory(
            summary="Zebras.", opportunity__status=Opportunity.Status.CANCELLED
        ),
    }
    pages["unpublished"].unpublish()
    changed = content_page("Changed", "Nothing.")
    changed.body = [("text", RichText("<p>Zebras.</p>"))]
    changed.save_revision()
    return pages | {"draft of a published page": changed}


def found_pks(query="zebras"):
    return {page[1] for page in results(query).search.pages}


def test_what_the_public_cannot_read_is_not_found():
    hide_pages()
    shown = content_page("Shown")

    assert found_pks() == {shown.pk}


def test_a_search_that_forgot_what_is_live_would_be_caught(monkeypatch):
    pages = hide_pages()
    monkeypatch.setattr(PageQuerySet, "live", lambda self: self)

    assert found_pks() == {pages[name].pk for name in ("draft", "scheduled", "unpublished")}


def test_a_kind_that_forgot_what_is_listed_would_be_caught(monkeypatch):
    pages = hide_pages()
    monkeypatch.setattr(OpportunityPage, "found_now", Findable.__dict__["found_now"])

    assert found_pks() == {pages["cancelled"].pk}


def test_no_person_and_no_fact_for_staff_is_found():
    member = MemberFactory(person__name="Zebedee Zimmerman")
    page = OpportunityPageFactory(
        opportunity__contact_name="Zoe Zander", opportunity__cost_centre="ZZ99"
    )
    page.owner = UserFactory(first_name="Zelda")
    page.save()

    for word in ["Zebedee", "Zimmerman", "Zander", "ZZ99", "Zelda", member.person.reference]:
        assert results(word).search.pages == []


def test_every_kind_of_page_says_what_is_searched():
    silent = [model for model in findable_models() if not model.found_in]

    assert silent == [HomePage]  # it is never found


# --- Who asks, and what is kept ----------------------------------------------------------------
def test_what_was_looked_for_is_kept_nowhere_and_the_answer_is_for_everyone():
    content_page("Zebras")
    visitor = Client().get("/search/?q=zebra")
    administrator = signed_in(UserFactory(is_superuser=True)).get("/search/?q=zebra")

    assert visitor.content == administrator.content
    assert (visitor.cookies, visitor.get("Vary", "")) == ({}, "")
    assert visitor["Cache-Control"] == "private, no-store"
    assert visitor["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in visitor.content.decode()
    assert Client().get("/search/")["Cache-Control"] == "public, max-age=60"


LONG = "zebra " * 2_000


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\0",
        "\u202ezebra",
        "\ud7ff\uffff",
        '"zebra',
        "'zebra\\",
        "zebra AND OR NOT NEAR(",
        "zebra*",
        "title:zebra",
        "%s %n %(x)s",
        "{{ 7*7 }}",
        "a' | !b & <-> c:*",
        "-- ; DROP TABLE",
        "😀 👩‍🦽",
        "العربية 中文",
        "x" * 10_000,
        LONG,
    ],
)
@pytest.mark.parametrize("more", ["", "&kind=%00&state=open&page=٢", "&kind=no&page=-1&%FF=%FE"])
def test_whatever_is_asked_gets_a_page_with_the_question(query, more):
    content_page("Zebras")
    address = f"/search/?{urlencode({'q': query})}{more}"
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == 200
    assert "What are you looking for?" in response.content.decode()


def test_a_page_of_results_that_is_not_there_is_said():
    content_page("Zebras")

    assert "There is no page “9”. This is the first page." in words_of("zebra", page=9)
    assert "Nothing of the kind that you chose was found." in words_of("zebra", kind="cat")


def test_what_was_asked_is_shown_as_text():
    html = words_of("<script>alert(1)</script>")

    assert "<script>alert" not in html
    assert "for “&lt;script&gt;alert(1)&lt;/script&gt;”" in html


def test_of_a_long_question_the_first_words_count_and_this_is_said():
    content_page("Zebras")

    assert titles("zebra " * 20) == ["Zebras"]
    assert "We searched for your first 12 words." in words_of("zebra " * 20)


def test_a_search_takes_no_post():
    assert Client().post("/search/", {"q": "zebra"}).status_code == 405


# --- Words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don\u2019t  panic!", "don t panic"),
        ("CAFÉ", "cafe"),
        ("ગુજરાતી", "ગુજરાતી"),
        ("a_b-c", "a b c"),
    ],
)
def test_plain_words(text, words):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("stories", "story"),
        ("cafes", "cafe"),
        ("bus", "bus"),
        ("illness", "illness"),
        ("meeting", "meet"),
        ("king", "king"),
        ("needed", "need"),
    ],
)
def test_stems(word, found):
    assert stem(word) == found


def test_a_page_that_is_deleted_is_no_longer_found():
    page = content_page("Zebras")
    assert found_pks() == {page.pk}

    Page.objects.get(pk=page.pk).delete()

    assert found_pks() == set()
