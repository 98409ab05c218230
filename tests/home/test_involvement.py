"""My involvement: the task list, one page each, a break, leaving, and nothing lost on the way."""

import datetime
import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import slots
from people.models import Channel, Member, Person, TaskAnswer, Term
from tests.factories.organisation import LocalityFactory
from tests.factories.people import MemberFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db

OVERVIEW = "/my-involvement/"
TASKS = TaskAnswer.Task


def page_text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def task(name):
    return reverse("home:details-edit", args=[name])


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def member(client):
    member = MemberFactory(person__signs_in=True, person__name="Zofia Nowak")
    client.force_login(member.person.user)
    return member


@pytest.fixture
def terms():
    return {kind: TermFactory(kind=kind, code=f"{kind}-x") for kind in Term.Kind.values}


def answers(terms):
    return {
        TASKS.WHO_I_AM: {"roles": ["role-x"]},
        TASKS.SKILLS: {"skills": ["skill-x"]},
        TASKS.INTERESTS: {"interests": ["interest-x"]},
        TASKS.ACTIVITIES: {"activities": ["activity_kind-x"], "levels": ["level-x"]},
        TASKS.WHERE: {"locality": "charnwood", "ways": ["online"]},
        TASKS.WHEN: {"tuesday": ["morning", "evening"]},
        TASKS.CONTACT: {"preferred_channel": "phone", "phone": "07700 900123"},
        TASKS.NEEDS: {
            "communication": ["communication_need-x"],
            "access": ["access_need-x"],
            "note": "Large print, 18 point",
        },
    }


# --- Who may see it ----------------------------------------------------------------------------
def test_without_signing_in_one_is_asked_to(client):
    for address in [
        OVERVIEW,
        reverse("home:details-show"),
        task("skills"),
        "/my-involvement/break/",
    ]:
        assert client.get(address).url == f"/accounts/login/?next={address}"


def test_someone_who_has_not_joined_is_led_to_joining(client):
    client.force_login(UserFactory())
    page = client.get(OVERVIEW)

    assert page.status_code == 403
    assert "You have not joined yet" in page_text(page)
    assert 'href="/join/"' in page.content.decode()


def test_someone_who_left_can_join_again(client):
    gone = MemberFactory(status=Member.Status.LEFT, person__signs_in=True)
    client.force_login(gone.person.user)

    assert "You have left the register" in page_text(client.get(OVERVIEW))
    assert client.post(task("skills"), {"skills": ["none-of-these"]}).status_code == 403
    assert TaskAnswer.objects.count() == 0


# --- The task list -----------------------------------------------------------------------------
def test_every_task_is_answered_kept_and_shown(client, member, terms):
    LocalityFactory(slug="charnwood", name="Charnwood")
    assert page_text(client.get(OVERVIEW)).count("Not started") == 8

    for name, answer in answers(terms).items():
        response = client.post(task(name), answer)
        assert response.url == OVERVIEW, name
        assert sentences(response)[-1] == f"We have saved “{name.label}”."
        initial = client.get(task(name)).context["form"].initial
        for field, value in answer.items():
            expected = "07700900123" if field == "phone" else value
            assert initial[field] == expected

    page = page_text(client.get(OVERVIEW))
    assert "You have told us everything" in page
    details = page_text(client.get(reverse("home:details-show")))
    for words in [
        "Charnwood Online or by phone",
        "Tuesday: morning, evening",
        "By phone",
        "Large print, 18 point",
        *[term.label for term in terms.values()],
    ]:
        assert words in details


def test_none_of_these_is_an_answer_and_nothing_is_not(client, member, terms):
    empty = client.post(task("skills"), {})
    assert empty.context["form"].errors == {
        "skills": ["Select what you could bring, or select “None of these”"]
    }
    both = client.post(task("skills"), {"skills": ["skill-x", "none-of-these"]})
    assert list(both.context["form"].errors) == ["skills"]

    client.post(task("skills"), {"skills": ["none-of-these"]})

    assert list(member.task_answers.values_list("task", flat=True)) == ["skills"]
    assert client.get(task("skills")).context["form"].initial == {"skills": ["none-of-these"]}


def test_free_at_most_times_and_cannot_say_yet(client, member):
    client.post(task("when"), {"overall": ["most"], "monday": ["morning"]})
    assert Member.objects.get().availability == 2**21 - 1
    assert client.get(task("when")).context["form"].initial == {"overall": ["most"]}

    client.post(task("when"), {"overall": ["none-of-these"]})
    assert Member.objects.get().availability == 0

    for wrong in [{}, {"overall": ["most", "none-of-these"]}]:
        assert list(client.post(task("when"), wrong).context["form"].errors) == ["overall"]


def test_contact_needs_the_address_of_the_way_chosen(client, member):
    response = client.post(task("contact"), {"preferred_channel": "post", "phone": ""})

    assert response.context["form"].errors == {
        "postal_address": ["Enter your address, so that we can write to you"]
    }
    assert Person.objects.get().preferred_channel == Channel.EMAIL


def test_an_unknown_task_is_not_found(client, member):
    assert client.get(task("shoe-size")).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_overview_asks_the_same_however_much_is_answered(
    client, member, terms, django_assert_num_queries, monkeypatch, size
):
    monkeypatch.setattr(slots.my_involvement, "_functions", [])  # each room counts its own
    for name, answer in list(answers(terms).items())[:size]:
        client.post(task(name), answer)
    client.get(OVERVIEW)

    with django_assert_num_queries(9):
        client.get(OVERVIEW)


def test_a_room_above_adds_a_card(client, member, monkeypatch):
    shown = [
        lambda member: None,
        lambda member: ("people/fact_row.html", {"key": "Card of", "value": str(member)}),
    ]
    monkeypatch.setattr(slots.my_involvement, "_functions", shown)

    assert f"Card of {member}" in page_text(client.get(OVERVIEW))


# --- Name, limit -------------------------------------------------------------------------------
def test_name_and_limit_change(client, member):
    client.post(reverse("home:name-edit"), {"name": "Zo"})
    client.post(reverse("home:limit-edit"), {"limit": "2"})
    assert (Person.objects.get().name, Member.objects.get().own_limit) == ("Zo", 2)

    client.post(reverse("home:limit-edit"), {"limit": ""})
    assert Member.objects.get().own_limit is None
    for wrong in ["0", "two", "9" * 30]:
        response = client.post(reverse("home:limit-edit"), {"limit": wrong})
        assert list(response.context["form"].errors) == ["limit"]


# --- A break, leaving --------------------------------------------------------------------------
def test_a_break_starts_and_ends(client, member):
    back = timezone.localdate() + datetime.timedelta(days=60)
    day = {"until_day": back.day, "until_month": back.month, "until_year": back.year}

    client.post(reverse("home:involvement-pause"), day)
    assert Member.objects.get().paused_until_date == back
    assert "You are taking a break until" in page_text(client.get(OVERVIEW))
    client.post(reverse("home:involvement-resume"))

    assert Member.objects.get().status == Member.Status.ACTIVE


@pytest.mark.parametrize("day", [("31", "2", "2030"), ("1", "1", "2020"), ("x", "y", "zzzz")])
def test_an_impossible_day_is_said_plainly(client, member, day):
    posted = dict(zip(["until_day", "until_month", "until_year"], day, strict=True))

    response = client.post(reverse("home:involvement-pause"), posted)

    assert list(response.context["form"].errors) == ["until"]
    assert Member.objects.get().status == Member.Status.ACTIVE
    assert day[0] in response.content.decode()


def test_leaving_asks_first(client, member):
    assert "Do you want to leave" in page_text(client.get(reverse("home:involvement-leave")))
    assert Member.objects.get().status == Member.Status.ACTIVE

    response = client.post(reverse("home:involvement-leave"))

    assert Member.objects.get().status == Member.Status.LEFT
    assert "You have left the register" in page_text(client.get(response.url))


# --- Signed out meanwhile ----------------------------------------------------------------------
def test_answers_are_kept_through_a_sign_in(client, member):
    user = member.person.user
    written = {"form_of": str(user), "note": "Please ring first", "communication": ["gone"]}
    client.logout()

    sent = client.post(task("needs"), written)
    assert sent.url == f"/accounts/login/?next={task('needs')}"
    client.force_login(user)
    page = client.get(task("needs"))

    assert "Please ring first" in page.content.decode()
    assert sentences(page) == [
        "You were signed out. Your answers are still here: check them and save again."
    ]
    assert "Please ring first" not in client.get(task("needs")).content.decode()


def test_answers_of_one_person_are_never_shown_to_another(client, member):
    other = MemberFactory(person__signs_in=True)
    client.logout()
    client.post(task("needs"), {"form_of": str(member.person.user), "note": "Private words"})

    client.force_login(other.person.user)

    assert "Private words" not in client.get(task("needs")).content.decode()


def test_a_nuisance_is_not_kept(client):
    client.post(task("needs"), {"note": "x" * 50_000})

    assert "answers_kept_through_sign_in" not in client.session


def test_the_pages_are_kept_by_nobody(client, member):
    for address in [OVERVIEW, reverse("home:details-show"), task("needs")]:
        assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_every_form_of_a_member_says_whose_it_is(client, member):
    for address in [task("skills"), reverse("home:name-edit"), reverse("home:involvement-pause")]:
        whose = f'name="form_of" value="{member.person.user}"'
        assert whose in client.get(address).content.decode()


def test_signing_out_is_one_button(client, member):
    browser = Client(enforce_csrf_checks=False)
    browser.force_login(member.person.user)

    assert browser.post(reverse("account_logout")).url == "/"
    assert "_auth_user_id" not in browser.session
