"""Forms and buttons that were open since before a sign-out: nothing lost, nothing left unsaid."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opportunities import actions
from tests.factories.opportunities import ApplicationFactory, OpportunityPageFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db

PRESS_AGAIN = "You are signed in now. Press the button again."
NOTE = "I know the building."


@pytest.fixture
def member():
    later = timezone.localdate() + datetime.timedelta(days=30)
    return MemberFactory(person__signs_in=True, status="paused", paused_until_date=later)


def sent_while_signed_out(client, path, member, **answers):
    """The answer that a member gets to what they sent to `path` before they signed in again."""
    asked_to_sign_in = client.post(path, answers)
    assert asked_to_sign_in["Location"] == f"/accounts/login/?next={path}"
    client.force_login(member.person.user)
    return client.get(path)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("name", ["home:involvement-resume", "opportunities:interest-withdraw"])
def test_a_button_is_asked_for_once_more(client, member, name):
    application = ApplicationFactory(
        opportunity=OpportunityPageFactory().opportunity, person=member.person
    )
    withdraw = name.startswith("opportunities")
    path = reverse(name, args=[application.opportunity.slug] if withdraw else [])

    response = sent_while_signed_out(client, path, member)

    assert (response.status_code, response["Location"]) == (302, "/my-involvement/")
    assert said(response) == [PRESS_AGAIN]
    assert PRESS_AGAIN in client.get("/my-involvement/").content.decode()
    member.refresh_from_db()
    application.refresh_from_db()
    assert (member.status, application.status) == ("paused", "interested")


def test_a_button_s_address_that_was_only_opened_says_nothing(client, member):
    client.force_login(member.person.user)

    response = client.get("/my-involvement/back/")

    assert (response.status_code, response["Location"]) == (302, "/my-involvement/")
    assert said(response) == []


@pytest.mark.parametrize("letter", ["x", "ક", "ع", "🦽"])
def test_long_answers_are_kept_in_every_script(client, letter):
    member = MemberFactory(person__signs_in=True)
    path = "/my-involvement/details/needs/"
    name = list(_signed_in(member).get(path).context["form"].fields)[-1]

    response = sent_while_signed_out(client, path, member, **{name: letter * 10_000})

    assert response.context["form"].data[name] == letter * 10_000


def test_what_is_longer_than_any_form_is_not_kept(client):
    member = MemberFactory(person__signs_in=True)

    response = sent_while_signed_out(client, "/my-involvement/name/", member, name="x" * 40_000)

    assert response.context["form"]["name"].value() == member.person.name


def _signed_in(member):
    client = Client()
    client.force_login(member.person.user)
    return client


def _close(opportunity, person):
    actions.close(opportunity=opportunity, by=None)


def _unpublish(opportunity, person):
    opportunity.page.unpublish()


def _tell_us_before(opportunity, person):
    ApplicationFactory(opportunity=opportunity, person=person)


@pytest.mark.parametrize(
    ("meanwhile", "heading"),
    [
        (_close, "Sorry, we cannot take this"),
        (_unpublish, "Sorry, we cannot take this"),
        (_tell_us_before, "You have told us already"),
    ],
)
def test_a_note_that_cannot_be_taken_any_more_is_shown_back(client, meanwhile, heading):
    opportunity = OpportunityPageFactory().opportunity
    member = MemberFactory(person__signs_in=True)
    path = reverse("opportunities:interest-create", args=[opportunity.slug])
    client.post(path, {"note": NOTE})
    meanwhile(opportunity, member.person)
    client.force_login(member.person.user)

    response = client.get(path)

    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert f"<p>{NOTE}</p>" in response.content.decode()
    assert said(response) == []


def test_what_is_gone_is_not_found_by_who_wrote_nothing(client):
    opportunity = OpportunityPageFactory().opportunity
    path = reverse("opportunities:interest-create", args=[opportunity.slug])
    client.post(path, {"note": NOTE, "form_of": "somebody else"})
    opportunity.page.unpublish()
    client.force_login(MemberFactory(person__signs_in=True).person.user)

    assert client.get(path).status_code == 404
