"""What people read while they join, and in the letters they get, suits readers of 9 to 11."""

import re

import pytest
from django.urls import reverse

from home.actions import ask_for_form, welcome
from tests.factories.people import MemberFactory
from tests.reading import reading_age

pytestmark = pytest.mark.django_db

OLDEST_READER = 11


def words_of(page):
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    blocks = re.sub(r"</(p|li|h1|h2|h3|label|legend|div)>", ".\n", main)
    return re.sub(r"[\s.]*\n\s*", ".\n", re.sub("<[^>]+>", " ", blocks))


@pytest.mark.parametrize("name", ["join-start", "ring-ask", "post-ask", "ring-done", "post-done"])
def test_pages_of_joining_are_easy_to_read(client, name):
    assert reading_age(words_of(client.get(reverse(f"home:{name}")))) <= OLDEST_READER


@pytest.mark.parametrize(
    "address",
    ["/my-involvement/break/", "/my-involvement/leave/", "/my-involvement/details/needs/"],
)
def test_pages_of_members_are_easy_to_read(client, address):
    client.force_login(MemberFactory(person__signs_in=True).person.user)

    assert reading_age(words_of(client.get(address))) <= OLDEST_READER


def test_letters_are_easy_to_read():
    by_post = welcome(member=MemberFactory(person__by_post=True), by=None)
    by_email = welcome(member=MemberFactory(), by=None)
    form = ask_for_form(name="Sam", postal_address="1 A Street", join_key=None, by=None)

    for message in [by_post, by_email, form]:
        assert reading_age(re.sub(r"https?://\S+|_+", "", message.body)) <= OLDEST_READER
