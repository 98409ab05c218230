"""Whatever changes a public page, the next visitor reads the new one."""

import contextlib
import datetime
import time

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from design_system.caching import public_until
from home.models import ContentPage, HelpSettings, HomePage
from opportunities import actions
from outbox.actions import enqueue
from people.actions import answer_terms, change_term
from people.models import TaskAnswer, Term
from portal.models import Change
from portal.page_cache import changes
from portal.page_cache.changes import NEVER_SHOWN, generation, stop_watching, watch
from portal.page_cache.middleware import PageCache
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory, UserFactory
from tests.public.checks import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(kept):
    return OpportunityPageFactory(title="Help choose a name", opportunity__capacity=1)


def publish(page):
    page.title = "Something new"
    page.save_revision().publish()


def publish_on_schedule(page):
    page.title = "Something new"
    page.go_live_at = timezone.now() + datetime.timedelta(seconds=0.3)
    page.save_revision().publish()
    time.sleep(0.3)
    call_command("publish_scheduled")


def close(page):
    actions.close(opportunity=page.opportunity, by=None)


def take_the_last_place(page):
    actions.place(opportunity=page.opportunity, person=MemberFactory().person, by=None)


def change_facts(page):
    facts = {"time_commitment": "Something new"}
    actions.change_facts(opportunity=page.opportunity, facts=facts, by=None)


def change_vocabulary(page):
    term = page.opportunity.activity_kind
    change_term(term=term, label="Something new", description="", position=1, by=None)


def change_settings_on_their_screen(page):
    staff = signed_in(UserFactory(is_staff=True, is_superuser=True))
    help_settings = HelpSettings.load()
    data = {
        field.name: getattr(help_settings, field.name) for field in HelpSettings._meta.fields[1:]
    }
    answer = staff.post(
        f"/admin/settings/home/helpsettings/{help_settings.pk}/",
        data | {"pals_text": "Something new"},
    )
    assert answer.status_code == 302


def change_rows_behind_everyones_back(page):
    Page.objects.filter(pk=page.pk).update(title="Something new")


def write_sql(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_service SET name = 'Something new'")


CHANGES = [
    publish,
    publish_on_schedule,
    close,
    take_the_last_place,
    change_facts,
    change_vocabulary,
    change_settings_on_their_screen,
    change_rows_behind_everyones_back,
    write_sql,
]


def texts(visit, page):
    return [visit(url) for url in (page.get_url(), "/opportunities/")]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_next_visitor_reads_what_is_new(change, shown, visit):
    before = texts(visit, shown)
    assert texts(visit, shown) == before

    change(shown)

    after = texts(visit, shown)
    Change.objects.create()  # another generation: nothing that was kept is asked for
    assert after[0] != before[0]
    assert after == texts(visit, shown)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_if_nobody_noticed_the_old_page_would_stay(change, shown, visit):
    """The positive control: without `notice` each of these leaves a stale shown."""
    before = texts(visit, shown)
    stop_watching(connection)

    change(shown)

    assert texts(visit, shown) == before
    watch(connection)


def test_what_is_unpublished_is_gone(shown, visit):
    visit(shown.get_url())

    shown.unpublish()

    assert visit(shown.get_url(), raw=True).status_code == 404
    assert shown.title not in visit("/opportunities/")


def test_a_redirect_counts_at_once(shown, visit):
    assert visit("/old/", raw=True).status_code == 404

    Redirect.add_redirect("/old", shown)

    assert visit("/old/", raw=True).status_code == 301


def test_what_stands_below_a_page_changes_it(kept, visit):
    home = HomePage.objects.get()
    parent = home.add_child(instance=ContentPage(title="About", slug="about-us", body=[]))
    child = parent.add_child(instance=ContentPage(title="Below", slug="below", body=[]))
    assert "Below" in visit("/about-us/")

    child.move(home, pos="last-child")

    assert "Below" not in visit("/about-us/")


def test_another_home_page_counts_at_once(kept, visit):
    other = HomePage.objects.get().add_child(
        instance=ContentPage(title="Other home", slug="other", body=[])
    )
    assert "Other home</h1>" not in visit("/")

    Site.objects.update(root_page=other)

    assert "Other home</h1>" in visit("/")


def test_what_no_public_page_shows_leaves_the_pages_alone(shown, kept):
    member, client_user = MemberFactory(person__signs_in=True), UserFactory()
    skill = Term.objects.filter(kind=Term.Kind.SKILL).first()
    before = generation()

    signed_in(client_user)
    answer_terms(member=member, task=TaskAnswer.Task.SKILLS, terms=[skill], by=None)
    actions.express_interest(opportunity=shown.opportunity, person=member.person, by=None)
    enqueue(
        person=member.person,
        purpose="welcome",
        template="home/welcome",
        context={"member": member},
        dedupe_key="once",
        by=None,
    )

    assert generation() == before


class TakenBack(Exception):
    pass


def retitle(page, *, and_take_back):
    with contextlib.suppress(TakenBack), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(title="Something new")
        if and_take_back:
            raise TakenBack


def test_what_was_taken_back_changed_nothing(shown, visit):
    before = generation()

    retitle(shown, and_take_back=True)

    assert generation() == before


def test_a_write_after_one_that_was_taken_back_counts(shown, visit):
    before = generation()

    with transaction.atomic():
        retitle(shown, and_take_back=True)
        retitle(shown, and_take_back=False)

    assert generation() != before


def test_one_transaction_is_one_change(shown, kept):
    generation()
    before = Change.objects.count()
    with transaction.atomic():
        for title in "abc":
            Page.objects.filter(pk=shown.pk).update(title=title)

    assert Change.objects.count() == before + 1


def test_a_page_computed_before_a_change_is_never_served_after_it(shown, kept):
    words = iter(["old words", "new words"])

    def compute(request):
        response = public_until(HttpResponse(next(words)), None)
        if response.content == b"old words":  # what it read is overtaken while it is computed
            Page.objects.filter(pk=shown.pk).update(title="Something new")
        return response

    middleware = PageCache(compute)
    visits = [middleware(RequestFactory().get("/")).content for _ in range(3)]

    assert visits == [b"old words", b"new words", b"new words"]


def test_the_list_of_changes_does_not_grow_and_no_name_comes_twice(shown, kept, monkeypatch):
    monkeypatch.setattr(changes, "REMEMBERED", 4)
    names, rows = [generation()], []
    for number in range(20):
        Page.objects.filter(pk=shown.pk).update(title=f"Title {number}")
        names.append(generation())
        rows.append(Change.objects.count())

    assert len(set(names)) == len(names)
    assert max(rows) <= 2 * 4


def test_every_table_that_is_never_shown_exists():
    known = set(connection.introspection.table_names()) | {"django_cache", "limits", "page_cache"}

    assert NEVER_SHOWN - known == set()


def test_what_a_visitor_reads_changes_nothing(shown, visit):
    before = generation()
    for path in ("/", "/opportunities/", shown.get_url(), "/join/", "/sitemap.xml", "/nothing/"):
        visit(path, raw=True)

    assert generation() == before


def test_what_migrations_write_before_there_is_a_list_of_changes_is_not_noted(
    shown, kept, monkeypatch
):
    before = generation()
    monkeypatch.setattr(connection, "has_changes", False, raising=False)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["wagtailcore_page"])

    publish(shown)

    assert generation() == before


def test_a_cache_in_front_that_does_not_answer_stops_no_change(
    shown, kept, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def fail():
        asked.append(True)
        raise ConnectionError

    monkeypatch.setattr(changes, "purge", fail)
    generation()

    with django_capture_on_commit_callbacks(execute=True):
        publish(shown)

    assert asked == [True]
