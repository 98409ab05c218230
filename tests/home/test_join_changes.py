"""What somebody changes between pressing "Join" and typing the code: what they say last counts."""

import pytest
from django.test import Client

from outbox.models import Message
from people.models import Consent, Member, Person
from tests.factories.people import MemberFactory, PETeamUserFactory
from tests.home.test_join import (
    BY_EMAIL,
    BY_PHONE,
    BY_POST,
    answer,
    check,
    page_text,
    step,
    type_code,
)

pytestmark = pytest.mark.django_db

MARIA = {"guardian_name": "Maria", "guardian_contact": "07700 900456", "guardian_agrees": "on"}


def consents():
    return list(Consent.objects.values_list("wording__purpose", "given"))


@pytest.mark.parametrize("way", [BY_PHONE, BY_POST])
def test_who_changes_from_email_to_another_way_has_joined_at_once(client, way):
    answer(client, **BY_EMAIL)
    check(client)

    client.post(step("reach"), {"preferred_channel": way["reach"]})
    client.post(step("address"), way["address"])
    done = check(client)

    assert "You have joined" in page_text(client.get(done.url))
    member = Member.objects.get()
    assert (member.status, member.person.preferred_channel) == ("active", way["reach"])
    assert list(Message.objects.values_list("purpose", "channel")) == [("welcome", way["reach"])]
    assert consents() == [("register", True)]


def test_an_address_that_was_never_confirmed_does_not_stay_with_who_chose_another_way(client):
    answer(client, **BY_EMAIL)
    check(client)
    client.post(step("reach"), {"preferred_channel": BY_PHONE["reach"]})
    client.post(step("address"), BY_PHONE["address"])
    check(client)
    stranger = Member.objects.get()
    assert (stranger.person.user, stranger.person.email) == (None, "")

    # The address is its owner's to join with.
    owner = Client()
    answer(owner, **BY_EMAIL | {"name": "Real Owner"})
    check(owner)
    type_code(owner, "zofia@example.org")
    assert [member.person.name for member in Member.objects.exclude(pk=stranger.pk)] == [
        "Real Owner"
    ]


def test_the_code_of_an_address_that_was_given_up_opens_nothing(client):
    answer(client, **BY_EMAIL)
    check(client)
    client.post(step("reach"), {"preferred_channel": BY_PHONE["reach"]})
    client.post(step("address"), BY_PHONE["address"])
    check(client)

    response = type_code(client, "zofia@example.org")

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    assert Member.objects.get().person.user is None


def test_an_age_that_was_put_right_before_the_code_counts(client):
    answer(client, **BY_EMAIL)
    check(client)

    client.post(step("age"), {"over_minimum_age": "no"})
    client.post(step("guardian"), MARIA)
    check(client)
    type_code(client, "zofia@example.org")

    member = Member.objects.get()
    assert (member.status, member.over_minimum_age, member.guardian_name) == (
        "active",
        False,
        "Maria",
    )
    assert consents() == [("register", True), ("guardian", True)]


def test_an_age_put_right_the_other_way_takes_the_parent_or_carer_out(client):
    answer(client, **BY_EMAIL, age="no", guardian=MARIA)
    check(client)

    client.post(step("age"), {"over_minimum_age": "yes"})
    check(client)
    type_code(client, "zofia@example.org")

    member = Member.objects.get()
    assert (member.over_minimum_age, member.guardian_name) == (True, "")
    assert consents() == [("register", True), ("guardian", True), ("guardian", False)]


def test_another_parent_or_carer_before_the_code_agrees_anew(client):
    answer(client, **BY_EMAIL, age="no", guardian=MARIA)
    check(client)

    client.post(step("guardian"), MARIA | {"guardian_name": "Jan"})
    check(client)
    type_code(client, "zofia@example.org")

    assert Member.objects.get().guardian_name == "Jan"
    assert consents()[1:] == [("guardian", True), ("guardian", False), ("guardian", True)]


# --- Whoever types in the code owns the address --------------------------------------------------
def someone_else_joins(with_address="x@example.org"):
    stranger = Client()
    way = {"reach": "email", "address": {"email": with_address}}
    answer(stranger, "Someone Else", **way, age="no", guardian=MARIA)
    check(stranger)
    return stranger


def test_the_answers_of_whoever_types_in_the_code_count(client):
    stranger = someone_else_joins()
    way = {"reach": "email", "address": {"email": "x@example.org"}}
    answer(client, "Real Owner", **way)
    check(client)

    done = type_code(client, "x@example.org")

    member = Member.objects.get()
    assert f"Your reference is {member}" in page_text(client.get(done.url))
    assert (member.status, member.person.name) == ("active", "Real Owner")
    assert (member.over_minimum_age, member.guardian_name) == (True, "")
    assert consents() == [
        ("register", True),
        ("guardian", True),
        ("register", False),
        ("guardian", False),
        ("register", True),
    ]
    assert [m.body.count("Real Owner") for m in Message.objects.all()] == [1]

    check(stranger)  # what the other browser sends afterwards changes nothing
    member.person.refresh_from_db()
    assert member.person.name == "Real Owner"


def test_nothing_that_the_stranger_wrote_stays(client):
    stranger = someone_else_joins()
    stranger.post(step("reach"), {"preferred_channel": "email"})
    Person.objects.update(phone="07700900123", postal_address="1 A Street")
    wrong = {"reach": "email", "address": {"email": "y@example.org"}}
    answer(client, "Real Owner", **wrong)
    check(client)  # the owner mistypes first, so that their own entry is there too
    client.post(step("address"), {"email": "x@example.org"})
    check(client)

    type_code(client, "x@example.org")

    person = Member.objects.get(status="active").person
    assert (person.email, person.name) == ("x@example.org", "Real Owner")
    assert (person.phone, person.postal_address) == ("", "")


def test_who_has_joined_already_keeps_what_they_said(client):
    known = MemberFactory(person__email="x@example.org", person__signs_in=True)
    way = {"reach": "email", "address": {"email": "x@example.org"}}
    answer(client, "Other Name", **way, age="no", guardian=MARIA)
    check(client)

    type_code(client, "x@example.org")

    kept = Member.objects.get()
    assert (kept.person.name, kept.over_minimum_age) == (known.person.name, True)
    assert consents() == []


# --- Who is signed in already --------------------------------------------------------------------
def test_a_colleague_sees_the_address_that_will_be_kept(client):
    client.force_login(PETeamUserFactory(email="colleague@example.org"))
    client.post(step("name"), {"name": "Zofia"})

    after_reach = client.post(step("reach"), {"preferred_channel": "email"})
    opened = client.get(step("address"), follow=True)
    sent = client.post(step("address"), {"email": "other@example.org"}, follow=True)

    assert after_reach.url == step("age")
    for page in (opened, sent):
        assert page.redirect_chain[-1][0] == step("age")
        assert "we use the address that you sign in with: colleague@example.org" in page_text(page)
    assert opened.context["back_url"] == step("reach")
    client.post(step("age"), {"over_minimum_age": "yes"})
    client.post(step("agree"), {"agrees": "on"})
    assert "colleague@example.org" in page_text(client.get("/join/check/"))
    check(client)
    assert Member.objects.get().person.email == "colleague@example.org"


def test_an_address_typed_before_signing_in_gives_way_to_that_of_the_login(client):
    answer(client, **BY_EMAIL)
    client.force_login(PETeamUserFactory(email="colleague@example.org"))

    page = page_text(client.get("/join/check/"))

    assert ("colleague@example.org" in page, "zofia@example.org" in page) == (True, False)


def test_a_colleague_may_choose_another_way(client):
    client.force_login(PETeamUserFactory(email="colleague@example.org"))
    answer(client, **BY_PHONE)

    assert client.get(step("address")).context["form"].initial["phone"] == "07700900123"
    check(client)
    assert Member.objects.get().person.phone == "07700900123"
