"""The PE team posts letters, rings people and settles an email that may have gone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from outbox.models import Message
from tests.browser import (
    DESKTOP,
    PHONE,
    PHONE_WITHOUT_SCRIPT,
    assert_accessible,
    follow,
    on_screens,
    press,
    shoot,
    sign_in,
)
from tests.factories.outbox import MessageFactory
from tests.factories.people import PersonFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.journey
Status = Message.Status


@pytest.fixture
def staff_page(page, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    colleague = PETeamUserFactory()
    sign_in(page, colleague.email)
    return page


def visit(page, name, *args):
    page.goto(reverse(name, args=args))
    assert_accessible(page)
    shoot(page, name.replace(":", "-"))


def status_of(message):
    return Message.objects.values_list("status", flat=True).get(pk=message.pk)


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_letters_are_printed_and_then_posted(staff_page):
    large = TermFactory(kind="communication_need", code="large-print", label="Large print")
    person = PersonFactory(by_post=True, name="Mira \u0aae\u0ac0\u0ab0\u0abe Example")
    person.needs.add(large)
    first, second = MessageFactory(person=person), MessageFactory(letter=True)

    # Given two letters that wait
    visit(staff_page, "desk-letters")
    press(staff_page, "Print and post letters")
    visit(staff_page, "outbox:print-list")
    # When I print one of them
    staff_page.get_by_label(person.name).check()
    with staff_page.context.expect_page() as opened:
        staff_page.get_by_role("button", name="Show them to print from here").click()
    letter = opened.value
    expect(letter.get_by_role("heading", level=1)).to_have_text(first.subject)
    assert_accessible(letter)
    shoot(letter, "outbox-letter")
    letter.close()
    # Then it still waits, until I say that it is in the post
    assert status_of(first) == Status.QUEUED
    press(staff_page, "I have posted these")
    expect(staff_page.get_by_text("1 letter is marked as posted.")).to_be_visible()
    assert_accessible(staff_page)
    assert (status_of(first), status_of(second)) == (Status.SENT, Status.QUEUED)


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_people_are_rung(staff_page):
    message = MessageFactory(call=True, subject="Welcome call")
    message.person.needs.add(TermFactory(kind="communication_need", label="Interpreter"))
    other = MessageFactory(call=True)

    visit(staff_page, "outbox:call-list")
    follow(staff_page.get_by_role("button", name=f"No answer, try later ({message.person.name})"))
    expect(staff_page.get_by_text("Rung 1 time without an answer.")).to_be_visible()
    assert_accessible(staff_page)
    follow(staff_page.get_by_role("button", name=f"I have rung them ({other.person.name})"))
    expect(staff_page.get_by_text(f"{other.person.name} is marked as told.")).to_be_visible()

    assert (status_of(message), status_of(other)) == (Status.QUEUED, Status.SENT)


@on_screens(PHONE, DESKTOP, PHONE_WITHOUT_SCRIPT)
def test_an_email_that_may_have_gone_is_settled(staff_page):
    doubtful = MessageFactory(status=Status.UNCERTAIN, provider_reference="<M-1.2@example.org>")
    failed = MessageFactory(status=Status.FAILED, attempts=1)

    visit(staff_page, "desk-messages")
    visit(staff_page, "outbox:message-show", failed.pk)
    visit(staff_page, "outbox:problem-list")
    follow(staff_page.get_by_role("button", name=f"It went ({doubtful})"))
    expect(staff_page.get_by_text(f"{doubtful} counts as sent.")).to_be_visible()
    follow(staff_page.get_by_role("button", name=f"Not needed any more ({failed})"))
    expect(staff_page.get_by_text("There are no problems.")).to_be_visible()
    assert_accessible(staff_page)

    assert (status_of(doubtful), status_of(failed)) == (Status.SENT, Status.CANCELLED)
