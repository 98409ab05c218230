"""Answering by the signed link: it works without signing in, and only where it should."""

import datetime
import re

import pytest
from django.utils import timezone

from opportunities import actions, invitations
from opportunities.models import Application, Opportunity
from outbox.models import Message
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.people import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    return OpportunityPageFactory().opportunity


@pytest.fixture
def invited(opportunity):
    person = MemberFactory(person__name="Ada Somebody").person
    return actions.invite(opportunity=opportunity, person=person, by=None)


def heading(response):
    return re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", response.content.decode(), re.DOTALL)[1]


def status_of(application):
    return Application.objects.get(pk=application.pk).status


def test_opening_the_link_tells_what_and_changes_nothing(client, invited):
    response = client.get(invitations.path_of(invited))
    words = response.content.decode()

    assert (response.status_code, heading(response)) == (200, "Would you like to take part?")
    assert re.findall(r'name="answer" value="(\w+)"', words) == ["yes", "no"]
    assert status_of(invited) == "invited"
    for private in ("Ada", "Somebody", invited.person.email, str(invited.person)):
        assert private not in words


def test_the_link_is_in_the_message_and_says_nothing_about_its_person(invited):
    path = invitations.path_of(invited)

    assert f"http://localhost:8000{path}\n" in Message.objects.get().body
    assert re.fullmatch(r"/invitations/\d+-\d{16}~[\w-]{43}/", path)


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [("yes", "accepted", "You said yes"), ("no", "declined", "You said no")],
)
def test_a_post_answers_once_and_the_page_then_says_so(client, invited, answer, status, said):
    path = invitations.path_of(invited)

    for _ in range(2):
        response = client.post(path, {"answer": answer}, follow=True)

    assert (response.redirect_chain, heading(response)) == ([(path, 302)], said)
    assert status_of(invited) == status
    assert Message.objects.filter(purpose="accepted").count() == (answer == "yes")


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "perhaps"}, {"answer": "\x00"}])
def test_an_answer_that_is_none_is_asked_for_again(client, invited, data):
    response = client.post(invitations.path_of(invited), data)

    assert heading(response) == "Would you like to take part?"
    assert list(response.context["form"].errors.values()) == [["Choose yes or no"]]
    assert status_of(invited) == "invited"


def test_a_link_altered_by_one_character_is_no_link(client, invited):
    path = invitations.path_of(invited)
    for position in range(len("/invitations/"), len(path) - 1):
        other = "A" if path[position] != "A" else "B"
        altered = path[:position] + other + path[position + 1 :]
        assert (altered, client.get(altered).status_code) == (altered, 404)

    response = client.post(path[:-2] + "/", {"answer": "yes"})

    assert (response.status_code, heading(response)) == (404, "This link does not work")
    assert status_of(invited) == "invited"


def test_an_old_link_dies_when_its_person_is_invited_again(client, invited, opportunity):
    old = invitations.path_of(invited)
    actions.answer_invitation(application=invited, accepts=False, by=None)
    again = actions.invite(opportunity=opportunity, person=invited.person, by=None)

    assert heading(client.get(old)) == "This link does not work"
    assert heading(client.get(invitations.path_of(again))) == "Would you like to take part?"


def close(opportunity, invited):
    actions.close(opportunity=opportunity, by=None)


def cancel(opportunity, invited):
    Opportunity.objects.filter(pk=opportunity.pk).update(status="cancelled")


def fill(opportunity, invited):
    for _ in range(opportunity.capacity):
        actions.place(opportunity=opportunity, person=MemberFactory().person, by=None)


def withdraw(opportunity, invited):
    actions.withdraw(application=invited, by=None)


def turn_down(opportunity, invited):
    actions.say_not_this_time(opportunity=opportunity, person=invited.person, by=None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (close, "This opportunity has closed since we asked you."),
        (
            cancel,
            "This opportunity was cancelled. We are sorry. You do not need to do anything.",
        ),
        (
            fill,
            "All the places have been taken since we asked you. Thank you for thinking about it.",
        ),
        (withdraw, "You told us that you do not want to take part in this."),
        (turn_down, "This invitation is no longer open."),
    ],
)
def test_an_invitation_that_is_over_says_why_and_whom_to_ask(
    client, opportunity, invited, change, sentence
):
    change(opportunity, invited)
    before = status_of(invited)
    path = invitations.path_of(invited)

    responses = [client.get(path), client.post(path, {"answer": "yes"})]

    for response in responses:
        assert heading(response) == "This invitation is no longer open"
        assert response.context["refusal"] == sentence
        assert "01632 960001" in response.content.decode()
    assert status_of(invited) == before


def test_whoever_is_asked_after_an_early_closing_can_answer(client, opportunity):
    actions.close(opportunity=opportunity, by=None)
    invited = actions.invite(opportunity=opportunity, person=MemberFactory().person, by=None)

    client.post(invitations.path_of(invited), {"answer": "yes"})

    assert status_of(invited) == "accepted"


@pytest.mark.parametrize(("closes_in", "days"), [(30, 30), (90, 60), (3, 14), (-5, 14)])
def test_time_to_answer_is_until_closing_but_at_least_14_and_at_most_60_days(
    invited, closes_in, days
):
    invited.invited_at = datetime.datetime(2026, 3, 20, 9, 48, tzinfo=datetime.UTC)
    invited.opportunity.closes_at = invited.invited_at + datetime.timedelta(days=closes_in)
    last = datetime.date(2026, 3, 20) + datetime.timedelta(days=days)

    end_of_that_day = timezone.localtime(invitations.answer_by(invited))

    assert end_of_that_day.date() == last + datetime.timedelta(days=1)
    assert end_of_that_day.time() == datetime.time(0)


def test_an_opportunity_that_closes_at_midnight_can_be_answered_until_then(invited):
    midnight = datetime.datetime(2026, 6, 30, 23, tzinfo=datetime.UTC)  # in England, in summer
    invited.invited_at = midnight - datetime.timedelta(days=30)
    invited.opportunity.closes_at = midnight

    assert invitations.answer_by(invited) == midnight


def test_too_late_is_said_with_the_day(client, invited):
    Application.objects.filter(pk=invited.pk).update(
        invited_at=timezone.now() - datetime.timedelta(days=61)
    )
    invited.refresh_from_db()

    response = client.post(invitations.path_of(invited), {"answer": "yes"})

    assert response.context["refusal"].startswith("This invitation ended on ")
    assert status_of(invited) == "invited"


def test_the_link_stays_out_of_caches_search_engines_and_other_sites_logs(client, invited):
    for path in (invitations.path_of(invited), "/invitations/nonsense/"):
        response = client.get(path)
        assert {
            name: response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
        } == {
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "strict-origin",
            "X-Robots-Tag": "noindex, nofollow",
        }


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("by_phone", "Please write the answer down on the shortlist"),
        ("by_post", "[  ]  Yes, I would like to take part."),
    ],
)
def test_people_without_email_are_told_how_to_answer(opportunity, how, words):
    member = MemberFactory(person=PersonFactory(**{how: True}))
    actions.invite(opportunity=opportunity, person=member.person, by=None)

    body = Message.objects.get().body

    assert words in body
    assert "/invitations/" not in body
