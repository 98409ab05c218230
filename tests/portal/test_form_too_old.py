"""A form that was open for too long: nothing lost, nothing sent that its writer did not see."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

OURS = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def test_answers_are_shown_and_sent_again(browser):
    address = reverse("home:post-ask")
    words = {"name": "<b>Zofia</b>", "postal_address": "1 A Street\nLE1 1ZZ"}
    key = "1b671a64-40d5-491e-99b0-da01ff1f3341"

    page = browser.post(address, words | {"key": key}, **OURS)

    assert page.status_code == 403
    assert page.context["shown"] == list(words.values())
    assert "&lt;b&gt;Zofia&lt;/b&gt;" in page.content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    again = dict(page.context["answers"]) | {"csrfmiddlewaretoken": token}
    assert browser.post(address, again, **OURS).url == reverse("home:post-done")
    assert Person.objects.get().name == "<b>Zofia</b>"


def test_a_form_from_elsewhere_is_not_offered_again(browser):
    page = browser.post(
        reverse("home:post-ask"), {"name": "Zofia"}, HTTP_ORIGIN="https://evil.example.org"
    )

    assert (page.status_code, page.context["answers"]) == (403, [])


def test_a_form_that_somebody_else_wrote_is_not_offered_again(browser):
    member = MemberFactory(person__signs_in=True)
    browser.force_login(member.person.user)

    page = browser.post(reverse("home:name-edit"), {"name": "Zofia", "form_of": "U-99999"}, **OURS)

    assert (page.status_code, page.context["answers"]) == (403, [])
    assert "Zofia" not in page.content.decode()


def test_codes_are_never_shown(browser):
    page = browser.post(reverse("account_login"), {"code": "ABCD-EFGH", "email": "a@example.org"})

    assert "ABCD" not in page.content.decode()
