"""Joining online: the questions, the code, and nothing that tells who has joined already."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from outbox.models import Message
from people.models import Consent, ConsentWording, Member, Person, User
from tests.browser import last_code
from tests.factories.people import ConsentWordingFactory, MemberFactory, PETeamUserFactory

pytestmark = pytest.mark.django_db

BY_EMAIL = {"reach": "email", "address": {"email": "zofia@example.org"}}
BY_POST = {"reach": "post", "address": {"postal_address": "1 A Street\nLeicester\nLE1 1ZZ"}}
BY_PHONE = {"reach": "phone", "address": {"phone": "07700 900123"}}


def step(name):
    return reverse("home:join-answer", args=[name])


def answer(client, name="Zofia Nowak", *, reach, address, age="yes", guardian=None):
    """Answer every question up to "check your answers"; the last response."""
    client.post(step("name"), {"name": name})
    client.post(step("reach"), {"preferred_channel": reach})
    client.post(step("address"), address)
    client.post(step("age"), {"over_minimum_age": age})
    if guardian:
        client.post(step("guardian"), guardian)
    return client.post(step("agree"), {"agrees": "on"})


def check(client):
    return client.post(reverse("home:join-check"))


def type_code(client, address):
    return client.post(
        reverse("account_confirm_login_code"),
        {"code": last_code(address), "next": reverse("home:join-done")},
    )


def page_text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


# --- The way through ---------------------------------------------------------------------------
def test_joining_by_email(client):
    assert answer(client, **BY_EMAIL).url == reverse("home:join-check")
    assert "zofia@example.org" in page_text(client.get(reverse("home:join-check")))

    sent = check(client)

    confirm = reverse("account_confirm_login_code")
    assert sent.url == f"{confirm}?next={reverse('home:join-done')}"
    member = Member.objects.get()
    assert member.status == Member.Status.JOINING
    assert Message.objects.count() == 0

    done = type_code(client, "zofia@example.org")

    assert done.url == reverse("home:join-done")
    assert f"Your reference is {member}" in page_text(client.get(done.url))
    member.refresh_from_db()
    assert (member.status, member.person.name) == (Member.Status.ACTIVE, "Zofia Nowak")
    assert list(member.person.consents.values_list("given", "how")) == [(True, "online")]
    assert list(Message.objects.values_list("purpose", "channel", "address")) == [
        ("welcome", "email", "zofia@example.org")
    ]
    assert "joining" not in client.session


@pytest.mark.parametrize(
    ("way", "address"),
    [(BY_PHONE, "07700900123"), (BY_POST, "1 A Street\nLeicester\nLE1 1ZZ")],
)
def test_joining_without_email_is_complete_at_once(client, way, address):
    answer(client, **way)

    done = check(client)

    member = Member.objects.get()
    assert (member.status, member.person.user) == (Member.Status.ACTIVE, None)
    assert list(Message.objects.values_list("purpose", "channel", "address")) == [
        ("welcome", way["reach"], address)
    ]
    assert done.url == reverse("home:join-done")
    assert "within 5 working days" in page_text(client.get(done.url))
    assert "joining" not in client.session


def test_someone_younger_joins_with_their_parent_or_carer(client):
    answer(client, **BY_POST, age="no")
    assert client.get(reverse("home:join-check")).url == step("guardian")
    agreement = {"guardian_name": "Maria", "guardian_contact": "07700 900456"}

    refused = client.post(step("guardian"), agreement)
    assert refused.context["form"].errors == {
        "guardian_agrees": ["Your parent or carer needs to tick the box to say that they agree"]
    }
    client.post(step("guardian"), agreement | {"guardian_agrees": "on"})
    check(client)

    member = Member.objects.get()
    assert (member.over_minimum_age, member.guardian_name, member.guardian_contact) == (
        False,
        "Maria",
        "07700 900456",
    )
    assert set(Consent.objects.values_list("wording__purpose", flat=True)) == {
        "register",
        "guardian",
    }


def test_the_age_is_the_trusts_to_set(client, settings):
    settings.MINIMUM_AGE_WITHOUT_CONSENT = 18
    answer(client, **BY_POST)

    assert "Are you 18 or over?" in page_text(client.get(step("age")))
    assert "Are you 18 or over?" in page_text(client.get(reverse("home:join-check")))


# --- Half-way answers --------------------------------------------------------------------------
def test_half_way_answers_are_kept_and_shown(client):
    client.post(step("name"), {"name": "Zofia"})
    client.post(step("reach"), {"preferred_channel": "post"})

    assert client.get(reverse("home:join-check")).url == step("address")
    assert client.get(step("agree")).url == step("address")
    assert client.get(step("name")).context["form"].initial == {"name": "Zofia"}


def test_each_channel_keeps_its_own_address(client):
    answer(client, **BY_POST)
    client.post(step("reach"), {"preferred_channel": "phone"})
    client.post(step("address"), {"phone": "07700 900123"})
    changed = client.post(step("reach"), {"preferred_channel": "post"})

    assert changed.url == reverse("home:join-check")
    assert "LE1 1ZZ" in page_text(client.get(changed.url))


def test_new_words_are_agreed_to_anew(client):
    answer(client, **BY_POST)
    ConsentWordingFactory(version=2, text="New words")

    assert client.get(reverse("home:join-check")).url == step("agree")
    assert check(client).url == step("agree")
    assert Person.objects.count() == 0


def test_answers_can_be_deleted_from_a_shared_device(client):
    answer(client, **BY_POST)

    client.post(reverse("home:join-forget"))

    assert client.get(step("name")).context["form"].initial == {}


def test_an_unknown_step_is_not_found(client):
    assert client.get(step("shoe-size")).status_code == 404
    assert client.get(step("guardian")).url == step("age")
    assert client.get(step("address")).url == step("name")
    assert client.post(step("address"), {}).url == step("reach")


# --- Twice -------------------------------------------------------------------------------------
def test_sending_it_twice_is_joining_once(client):
    answer(client, **BY_POST)
    kept = client.session["joining"]

    check(client)
    assert check(client).url == reverse("home:join-done")
    session = client.session
    session["joining"] = kept  # the second of two requests that were under way at once
    session.save()
    check(client)

    assert (Person.objects.count(), Consent.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_sending_it_twice_by_email_sends_one_code(client):
    answer(client, **BY_EMAIL)

    first, second = check(client), check(client)

    assert first.url == second.url
    assert (Person.objects.count(), User.objects.count(), len(mail.outbox)) == (1, 1, 1)
    assert type_code(client, "zofia@example.org").url == reverse("home:join-done")


def test_a_mistyped_address_is_put_right_before_the_code(client):
    answer(client, **(BY_EMAIL | {"address": {"email": "zofai@example.org"}}))
    check(client)

    client.post(step("address"), {"email": "zofia@example.org"})
    check(client)

    assert type_code(client, "zofia@example.org").url == reverse("home:join-done")
    member = Member.objects.get()
    assert (member.status, member.person.email) == ("active", "zofia@example.org")
    assert list(User.objects.values_list("email", flat=True)) == ["zofia@example.org"]


# --- Who has joined already is nobody's business -------------------------------------------------
def walk(client, address):
    """Everything a visitor sees from "check your answers" on, with the address taken out."""
    answer(client, **(BY_EMAIL | {"address": {"email": address}}))
    sent = check(client)
    page = client.get(sent.url)
    csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    return sent.url, csrf.sub("", page.content.decode()).replace(address, "ADDRESS")


def test_an_address_that_is_known_shows_the_same_pages(client):
    known = MemberFactory(person__email="known@example.org", person__signs_in=True)
    other = type(client)()

    assert walk(client, "known@example.org") == walk(other, "new@example.org")
    assert Person.objects.filter(email="known@example.org").count() == 1

    type_code(client, "known@example.org")
    page = client.get(reverse("home:join-done"), follow=True)

    assert page.redirect_chain[-1][0] == reverse("home:involvement-show")
    assert "You have joined already" in page_text(page)
    known.refresh_from_db()
    assert known.person.name != "Zofia Nowak"
    assert "joining" not in client.session


def test_an_address_that_was_switched_off_shows_the_same_pages(client):
    gone = MemberFactory(person__email="gone@example.org", person__signs_in=True)
    User.objects.filter(pk=gone.person.user_id).update(is_active=False)
    other = type(client)()

    assert walk(client, "gone@example.org") == walk(other, "new@example.org")
    assert Person.objects.count() == 2
    assert "not on our list" in mail.outbox[0].subject


def test_a_colleague_who_joins_completes_it_after_the_code(client):
    colleague = PETeamUserFactory(email="colleague@example.org")
    answer(client, **(BY_EMAIL | {"address": {"email": "colleague@example.org"}}))
    check(client)
    assert Person.objects.count() == 0

    type_code(client, "colleague@example.org")
    page = client.get(reverse("home:join-done"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("home:join-check")
    assert "You are signed in now" in page_text(page)
    done = client.post(reverse("home:join-check"), follow=True)

    member = Member.objects.get()
    assert (member.status, member.person.user) == (Member.Status.ACTIVE, colleague)
    assert f"Your reference is {member}" in page_text(done)


def test_someone_who_left_joins_again_as_the_same_person(client):
    left = MemberFactory(status=Member.Status.LEFT, person__signs_in=True)
    client.force_login(left.person.user)
    answer(client, **BY_PHONE)

    check(client)

    member = Member.objects.get()
    assert (member, member.status) == (left, Member.Status.ACTIVE)
    assert (member.person.name, member.person.preferred_channel, member.person.phone) == (
        "Zofia Nowak",
        "phone",
        "07700900123",
    )


def test_a_member_is_led_to_what_is_theirs(client):
    client.force_login(MemberFactory(person__signs_in=True).person.user)

    assert client.get(step("name")).url == reverse("home:involvement-show")


def test_too_many_codes_are_refused_and_nothing_is_lost(client):
    for _ in range(4):
        other = type(client)()
        answer(other, **BY_EMAIL)
        last = check(other)

    assert "Wait a few minutes" in page_text(last)
    assert "zofia@example.org" in page_text(last)


def test_a_machine_cannot_fill_the_register(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask_by_hand": "2/h/ip"}

    for _ in range(3):
        other = type(client)()
        answer(other, **BY_POST)
        last = check(other)

    assert "Wait an hour" in page_text(last)
    assert (Member.objects.count(), Message.objects.count()) == (2, 2)


# --- The start page ----------------------------------------------------------------------------
def test_the_start_page_is_public(client):
    response = client.get(reverse("home:join-start"))

    assert response.cookies == {}
    assert "public" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    for way in ["Join online", "Ask us to ring you", "Post me a form"]:
        assert page_text(response).count(way) >= 1


def test_the_wording_is_there_to_read(client):
    answer(client, **BY_POST)
    words = ConsentWording.objects.current("register").text

    assert words in page_text(client.get(step("agree")))
    assert words in page_text(client.get(reverse("home:join-check")))
