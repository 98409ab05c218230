"""`manage.py setup` makes a portal out of an empty database and keeps what staff changed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage

from home.models import ContentPage, HelpSettings, HomePage, SiteSettings
from organisation.models import Locality
from people.models import ConsentWording, Term, User

pytestmark = pytest.mark.django_db


def set_up(**options):
    call_command("setup", verbosity=0, **{"administrator": False, **options})


def everything():
    """How many rows there are of all that setup makes."""
    models = [Page, Site, Group, GroupPagePermission, Workflow, WorkflowPage, Term, Locality]
    return {model.__name__: model.objects.count() for model in [*models, ConsentWording]}


def test_the_pages_whose_addresses_are_promised():
    assert [page.url for page in Page.objects.live().filter(depth__gt=1).order_by("path")] == [
        "/",
        "/opportunities/",
        "/cafes/",
        "/you-said-we-did/",
        "/about/",
        "/levels/",
        "/contact/",
        "/accessibility/",
        "/privacy/",
    ]


def test_the_numbers_of_get_help_now_are_there_from_the_first_day():
    numbers = HelpSettings.objects.values_list("crisis_phone", "urgent_phone")

    assert list(numbers) == [("111", "116 123")]
    assert SiteSettings.objects.count() == 1


def test_running_it_again_adds_nothing():
    before = everything()

    set_up()

    assert everything() == before


def test_what_staff_changed_is_kept():
    Term.objects.filter(kind="skill", code="chairing").update(label="Leading meetings")
    ContentPage.objects.filter(slug="about").update(title="About us")
    Group.objects.get(name="Service lead").permissions.add(Permission.objects.first())
    WorkflowPage.objects.all().delete()
    own = Workflow.objects.create(name="Two people read it")
    WorkflowPage.objects.create(workflow=own, page=HomePage.objects.get())

    set_up()

    assert Term.objects.get(kind="skill", code="chairing").label == "Leading meetings"
    assert ContentPage.objects.get(slug="about").title == "About us"
    assert Group.objects.get(name="Service lead").permissions.count() == 2
    assert [page.workflow for page in WorkflowPage.objects.all()] == [own]


def test_a_promised_page_that_was_deleted_comes_back():
    ContentPage.objects.get(slug="privacy").delete()

    set_up()

    assert ContentPage.objects.get(slug="privacy").url == "/privacy/"


def test_wagtails_samples_are_gone():
    assert list(Group.objects.values_list("name", flat=True).order_by("name")) == [
        "Budget holder",
        "Comms editor",
        "Comms publisher",
        "Finance",
        "PE team",
        "Service lead",
    ]
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["home"]


@pytest.mark.parametrize(
    ("group", "rights"),
    [
        ("Comms editor", {"add_page", "change_page"}),
        (
            "Comms publisher",
            {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
        ),
        ("PE team", set()),
        ("Service lead", set()),
        ("Budget holder", set()),
        ("Finance", set()),
    ],
)
def test_what_each_group_may_do_with_pages(group, rights):
    held = GroupPagePermission.objects.filter(group__name=group)

    assert {permission.permission.codename for permission in held} == rights


def test_a_terminal_less_run_must_say_who_administers():
    with pytest.raises(CommandError, match="Give --administrator-email ADDRESS, or"):
        set_up(administrator=True)


def test_at_a_terminal_it_asks_who_administers(monkeypatch):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda words: asked.append(words) or "ada@example.org ")

    call_command("setup", verbosity=0)

    assert asked == ["Email address of the first administrator: "]
    assert User.objects.get(is_superuser=True).email == "ada@example.org"


def test_an_address_that_is_none_is_refused_and_nothing_is_made():
    with pytest.raises(CommandError, match="'nonsense' is not an email address"):
        set_up(administrator=True, administrator_email="nonsense")

    assert not User.objects.exists()


def test_the_administrator_signs_in_by_code_only():
    set_up(
        administrator=True,
        administrator_email="Ada@example.org",
        administrator_name="Ada King Lovelace",
    )

    ada = User.objects.get()
    assert (ada.email, ada.first_name, ada.last_name) == ("ada@example.org", "Ada", "King Lovelace")
    assert (ada.is_superuser, ada.is_staff, ada.has_usable_password()) == (True, True, False)


def test_a_later_run_does_not_ask_for_an_administrator_again():
    User.objects.create_superuser("ada@example.org")

    set_up(administrator=True)

    assert User.objects.count() == 1


def test_an_emptied_database_is_laid_out_again(transactional_db):
    assert HomePage.objects.get().url == "/"
    assert Site.objects.get().root_page.slug == "home"
