"""Finance pays an approved claim: a batch, a second person, the file, the answer. Jo reads it."""

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from pypdf import PdfReader

from people.models import Member
from reimbursement import actions
from reimbursement.models import Batch, Kind, Way
from tests.browser import (
    DESKTOP,
    PHONE,
    follow,
    look,
    main,
    on_every_screen,
    on_screens,
    press,
    settle,
    sign_in,
)
from tests.factories.people import MemberFactory, PersonFactory, UserFactory
from tests.reimbursement.owing import answered, approved

pytestmark = pytest.mark.journey

CLERK, CHECKER, JO, TEAM = (f"{name}@example.org" for name in ("kit", "lee", "jo", "asha"))


def colleague(address, group):
    user = UserFactory(email=address, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def jo_is_owed(payee=False):
    member = MemberFactory(person__signs_in=True, person__email=JO, person__name="Jo Carer")
    claim = approved(member=member, payee=payee)
    activity = claim.involvement.activity
    activity.title = "Discharge leaflet group"
    activity.save()
    return member


def finance_learns_who_jo_is(page):
    """Nothing can be paid to her before finance knows under which reference."""
    look(page, "paying-owed-unknown")
    follow(page.get_by_role("link", name="Form to print").first)
    look(page, "paying-payee-form")
    page.go_back()
    for _ in range(2):  # for pay, and for expenses
        follow(page.get_by_role("link", name="Enter the reference").first)
        press(page, "Save")
        look(page, "paying-payee-errors")
        assert "Enter the reference" in main(page)
        page.get_by_label("Reference").fill("V-10442")
        press(page, "Save")
    look(page, "paying-owed")


def the_file(page, words):
    """Take out the file of the batch that is open: its rows, as dicts."""
    with page.expect_download() as taken:
        page.get_by_role("button", name=words).click()
    assert taken.value.suggested_filename == f"{Batch.objects.get()}.csv"
    page.reload()
    settle(page)
    return list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text())))


def finance_answers(page, rows):
    """Give the site a file that says that each of `rows` is paid."""
    lines = [f"{row['Payment']},{row['Amount']},paid," for row in rows]
    text = "\n".join(["Payment,Amount,Result,Reason", *lines])
    file = {"name": "answer.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    press(page, "Save what finance paid")


def a_batch_is_made(page):
    """By one person of finance, of all expenses that are owed."""
    sign_in(page, CLERK, "/admin/")
    page.goto("/admin/payments/")
    look(page, "paying-list-empty")
    follow(page.get_by_role("button", name="What is owed"))
    finance_learns_who_jo_is(page)
    follow(page.get_by_role("button", name="Make a batch of Payables"))
    look(page, "paying-made")
    assert "You made this batch, so somebody else has to check it." in main(page)
    assert page.get_by_role("button", name="It is right").count() == 0


def another_checks_it(page):
    sign_in(page, CHECKER, "/admin/")
    page.goto("/admin/payments/")
    look(page, "paying-list")
    follow(page.get_by_role("link", name="Open"))
    look(page, "paying-to-check")
    press(page, "It is right: mark it as checked")
    look(page, "paying-checked")


def jo_reads_what_was_paid(page, pounds):
    """In her claim, in her statement, and in its PDF, whose text is returned."""
    page.goto("/my-involvement/")
    follow(page.get_by_role("link", name="Discharge leaflet group").first)
    look(page, "paying-claim")
    assert f"We paid {pounds} on" in main(page)
    page.goto("/my-involvement/")
    follow(page.get_by_role("link", name="What we paid you, by tax year"))
    look(page, "paying-years")
    follow(page.get_by_role("main").get_by_role("link", name="6 April").first)
    look(page, "paying-statement")
    assert "Discharge leaflet group" in main(page)
    assert pounds in main(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download this as a PDF").click()
    assert taken.value.suggested_filename.startswith(f"{Member.objects.get().person.reference}-")
    return PdfReader(taken.value.path()).pages[0].extract_text()


@on_screens(PHONE, DESKTOP)
def test_an_approved_claim_is_paid_and_the_member_reads_it(page, another_page):
    jo_is_owed()
    colleague(CLERK, "Finance"), colleague(CHECKER, "Finance")

    a_batch_is_made(page)
    another_checks_it(another_page())

    # The file goes to finance, the same however often it is taken out
    page.reload()
    settle(page)
    rows = the_file(page, "Take out the file for finance")
    look(page, "paying-exported")
    assert rows == the_file(page, "Get the same file again")
    assert [(row["Payee"], row["Amount"]) for row in rows] == [("V-10442", "6.30")]

    # Finance answers
    follow(page.get_by_role("link", name="Enter what finance paid"))
    look(page, "paying-results")
    finance_answers(page, [row | {"Amount": "63.00"} for row in rows])
    look(page, "paying-results-errors")
    assert "Nothing was written down" in main(page)
    finance_answers(page, rows)
    look(page, "paying-settled")
    assert "Finance has answered" in main(page)
    assert page.get_by_role("link", name="Enter what finance paid").count() == 0

    # Jo reads it
    hers = another_page()
    sign_in(hers, JO)
    assert "£6.30" in jo_reads_what_was_paid(hers, "£6.30")
    assert "Miles by car" in main(hers)


@on_every_screen
def test_a_statement_says_what_was_given_away_and_what_was_taken_out(page, settings):
    settings.DONATIONS_PAYEE = "CHARITY-1"
    member = jo_is_owed(payee=True)
    wrong = approved(what="donate", member=member).lines.get(kind=Kind.CAR)
    for way in Way:
        batch = answered(way)
    actions.reverse_line(line=wrong, reason="It was 4 miles", by=batch.made_by)

    sign_in(page, JO, "/my-involvement/claims/")
    look(page, "paying-claims")
    follow(page.get_by_role("link", name="See what we paid you in each tax year"))
    look(page, "paying-years-two")
    follow(page.get_by_role("main").get_by_role("link", name="6 April").first)
    look(page, "paying-statement-two")
    assert "You gave this payment away" in main(page)
    assert "We took it out on" in main(page)


@on_screens(PHONE, DESKTOP)
def test_the_team_opens_the_statement_of_a_member_without_email(page):
    colleague(TEAM, "PE team")
    member = MemberFactory(person=PersonFactory(by_post=True, name="Ann Farmer"))
    approved(member=member)
    answered(Way.PAYABLES)

    sign_in(page, TEAM, "/admin/")
    page.goto(f"/admin/people/{member.person.reference}/")
    look(page, "paying-team-member")
    follow(page.get_by_role("link", name="What we paid them, by tax year"))
    look(page, "paying-team-years")
    follow(page.get_by_role("main").get_by_role("link", name="6 April").first)
    look(page, "paying-team-statement")
    assert "£6.30" in main(page)
