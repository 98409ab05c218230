"""The pages on which a member says that they are interested, or withdraws."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from opportunities import actions
from opportunities.models import Application, Opportunity
from tests.factories.opportunities import ApplicationFactory, OpportunityPageFactory
from tests.factories.people import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opportunity():
    return OpportunityPageFactory().opportunity


@pytest.fixture
def member(client):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    return member


def address(opportunity, name="interest-create"):
    return reverse(f"opportunities:{name}", args=[opportunity.slug])


def heading(response):
    return re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", response.content.decode(), re.DOTALL)[1]


def test_one_page_one_button_then_what_happens_next(client, opportunity, member):
    asked = client.get(address(opportunity))
    sent = client.post(address(opportunity), {"note": "I know the building."}, follow=True)

    assert heading(asked) == "Tell us that you are interested"
    assert asked.context["form"].fields.keys() == {"note"}
    assert sent.redirect_chain == [(address(opportunity, "interest-show"), 302)]
    assert heading(sent) == "Thank you for telling us"
    application = Application.objects.get()
    assert (application.person, application.note) == (member.person, "I know the building.")
    assert application.status_changed_by == member.person.user


def test_the_address_is_the_page_s_own_with_interest_behind_it(opportunity):
    assert address(opportunity) == f"{opportunity.page.url}interest/"


def test_whoever_told_us_before_sees_where_it_stands(client, opportunity, member):
    client.post(address(opportunity))

    response = client.get(address(opportunity))

    assert heading(response) == "You have told us already"
    assert response.context["application"].public_label == "You told us you are interested"


@pytest.mark.parametrize("signed_in", [False, True])
def test_who_has_not_joined_is_shown_how_and_led_back(client, opportunity, signed_in):
    if signed_in:
        client.force_login(UserFactory())

    response = client.get(address(opportunity))

    assert heading(response) == "Tell us that you are interested"
    assert re.findall(r'href="([^"]+)">(Sign in|Join us)<', response.content.decode()) == [
        *([] if signed_in else [(f"/accounts/login/?next={address(opportunity)}", "Sign in")]),
        (f"{address(opportunity)}?join=1", "Join us"),
    ]
    assert client.get(f"{address(opportunity)}?join=1")["Location"] == "/join/"
    assert client.session["opportunity_waiting"] == {
        "path": address(opportunity),
        "title": opportunity.title,
    }


def test_what_was_written_while_signed_out_is_kept_through_the_sign_in(client, opportunity):
    member = MemberFactory(person__signs_in=True)
    sent = client.post(address(opportunity), {"note": "I know the building."})
    client.force_login(member.person.user)

    response = client.get(address(opportunity))

    assert sent["Location"] == f"/accounts/login/?next={address(opportunity)}"
    assert response.context["form"]["note"].value() == "I know the building."
    assert Application.objects.count() == 0


@pytest.mark.parametrize("change", ["closed", "unpublished", "deleted"])
def test_closed_while_someone_writes_is_said_and_the_note_shown_back(
    client, opportunity, member, change
):
    path = address(opportunity)
    if change == "closed":
        actions.close(opportunity=opportunity, by=None)
    elif change == "unpublished":
        opportunity.page.unpublish()
    else:
        opportunity.page.delete()
        Opportunity.objects.all().delete()

    response = client.post(path, {"note": "I know the building."})

    assert (response.status_code, heading(response)) == (409, "Sorry, we cannot take this")
    assert response.context["note"] == "I know the building."
    assert "<p>I know the building.</p>" in response.content.decode()
    assert Application.objects.count() == 0


def test_a_closed_opportunity_says_so_before_anyone_writes(client, opportunity, member):
    actions.close(opportunity=opportunity, by=None)

    response = client.get(address(opportunity))

    assert heading(response) == "Sorry, we cannot take this"
    assert response.context["refusal"].startswith("This opportunity closed early, on ")


@pytest.mark.parametrize("live", [False, None])
def test_what_the_public_cannot_read_is_not_there(client, member, live):
    slug = OpportunityPageFactory(live=live).slug if live is not None else "no-such-thing"

    response = client.get(reverse("opportunities:interest-create", args=[slug]))

    assert response.status_code == 404


def test_a_note_that_is_too_long_is_refused_and_kept(client, opportunity, member):
    response = client.post(address(opportunity), {"note": "x" * 10_000})

    assert response.context["form"].errors == {
        "note": ["What you would like us to know must be 1000 characters or less"]
    }
    assert response.context["form"]["note"].value() == "x" * 10_000
    assert Application.objects.count() == 0


def test_hidden_characters_are_taken_out_and_markup_is_shown_as_text(client, opportunity, member):
    client.post(address(opportunity), {"note": "a\x00b\u202ec <script>alert(1)</script>"})
    opportunity.page.unpublish()
    Application.objects.update(status="withdrawn")
    refused = client.post(address(opportunity), {"note": "<script>alert(1)</script>"})

    assert Application.objects.get().note == "abc <script>alert(1)</script>"
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in refused.content.decode()


def test_withdrawing_is_one_button_and_twice_is_once(client, opportunity, member):
    client.post(address(opportunity))

    for _ in range(2):
        response = client.post(address(opportunity, "interest-withdraw"))

    assert (response.status_code, response["Location"]) == (302, "/my-involvement/")
    assert Application.objects.get().status == "withdrawn"
    assert {str(message) for message in get_messages(response.wsgi_request)} == {
        f"You have withdrawn from “{opportunity.title}”. If that was a mistake, you can tell us "
        "again under “Where your interests stand”."
    }


def test_nobody_withdraws_for_somebody_else(client, opportunity, member):
    theirs = ApplicationFactory(opportunity=opportunity)

    assert client.post(address(opportunity, "interest-withdraw")).status_code == 404
    assert client.get(address(opportunity, "interest-show")).status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == "interested"


def test_opening_the_withdraw_address_changes_nothing(client, opportunity, member):
    client.post(address(opportunity))

    response = client.get(address(opportunity, "interest-withdraw"))

    assert response["Location"] == "/my-involvement/"
    assert Application.objects.get().status == "interested"
