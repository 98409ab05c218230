"""Answers that are not there any more: people are told, and nothing that they typed is lost."""

import pytest
from django.urls import reverse

from people.models import Member, Person
from tests.factories.people import ConsentWordingFactory
from tests.home.test_join import BY_EMAIL, BY_PHONE, BY_POST, answer, check, page_text, step

pytestmark = pytest.mark.django_db

NOT_JOINED = "We do not have all your answers any more. You have not joined yet."


def test_joining_with_the_session_gone_says_that_nothing_was_done(client):
    page = client.post(reverse("home:join-check"), follow=True)

    assert page.redirect_chain[-1][0] == step("name")
    assert NOT_JOINED in page_text(page)


def test_joining_after_the_words_changed_says_that_nothing_was_done(client):
    answer(client, **BY_POST)
    ConsentWordingFactory(version=2, text="New words")

    page = client.post(reverse("home:join-check"), follow=True)

    assert page.redirect_chain[-1][0] == step("agree")
    assert NOT_JOINED in page_text(page)
    assert Person.objects.count() == 0


def test_joining_once_more_ends_on_the_same_page(client):
    answer(client, **BY_PHONE)
    check(client)

    page = client.post(reverse("home:join-check"), follow=True)

    assert "You have joined" in page_text(page)
    assert Member.objects.count() == 1


def test_a_second_person_on_the_same_device_is_not_told_that_they_joined(client):
    answer(client, **BY_PHONE)
    check(client)
    client.post(step("name"), {"name": "Second"})
    client.post(reverse("home:join-forget"))

    page = client.post(reverse("home:join-check"), follow=True)

    assert page.redirect_chain[-1][0] == step("name")
    assert NOT_JOINED in page_text(page)


@pytest.mark.parametrize("way", [BY_EMAIL, BY_PHONE, BY_POST])
def test_an_address_typed_while_the_session_went_is_kept(client, way):
    page = client.post(step("address"), way["address"], follow=True)

    assert page.redirect_chain[-1][0] == step("name")
    assert NOT_JOINED in page_text(page)
    client.post(step("name"), {"name": "Zofia"})
    assert client.get(step("reach")).context["form"].initial == {"preferred_channel": way["reach"]}
    assert client.get(step("age")).status_code == 200  # nothing before it is missing


def test_a_wrong_address_typed_while_the_session_went_is_shown_again(client):
    page = client.post(step("address"), {"phone": "123"})

    assert page.context["form"]["phone"].value() == "123"
    assert list(page.context["form"].errors) == ["phone"]
    assert NOT_JOINED in page_text(page)


def test_an_age_that_the_trust_changed_meanwhile_is_asked_for_again(client, settings):
    settings.MINIMUM_AGE_WITHOUT_CONSENT = 16
    answer(client, **BY_POST)
    settings.MINIMUM_AGE_WITHOUT_CONSENT = 18

    page = client.post(reverse("home:join-check"), follow=True)

    assert page.redirect_chain[-1][0] == step("age")
    assert NOT_JOINED in page_text(page)
    assert page.context["form"].initial == {}  # nobody has said whether they are 18
    assert Person.objects.count() == 0
    assert client.post(step("age"), {"over_minimum_age": "yes"}).url == reverse("home:join-check")
    assert client.get(step("age")).context["form"].initial["over_minimum_age"] == "yes"


def test_the_check_page_says_where_answers_are_kept(client):
    answer(client, **BY_POST)

    said = page_text(client.get(reverse("home:join-check")))

    assert "We keep your answers for two weeks, so that you can come back on this device." in said
    assert "kept on this device" not in said


@pytest.mark.parametrize("way", [BY_PHONE, BY_POST])
def test_who_joins_without_email_is_shown_the_way_back_too(client, way):
    path = "/opportunities/readers/interest/"
    answer(client, **way)
    session = client.session
    session["opportunity_waiting"] = {"path": path, "title": "Readers wanted"}
    session.save()

    done = client.get(check(client).url)

    assert "You were looking at “Readers wanted”." in page_text(done)
    assert f'<a href="{path}">Go back to it</a>' in done.content.decode()


def test_who_was_looking_at_nothing_is_shown_no_way_back(client):
    answer(client, **BY_PHONE)

    assert "You were looking at" not in page_text(client.get(check(client).url))
