"""What a member was paid in a tax year: as the ledger says, on a page and on paper."""

import datetime
import io
from decimal import Decimal as D

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pypdf import PdfReader

from involvement.actions import mark_did_not_attend
from outbox.letters import CannotMakePDF
from people.models import Member
from reimbursement import actions
from reimbursement.models import Choice, Entry, Kind, Way
from reimbursement.rates import NONE, tax_year
from reimbursement.results import FAILED
from reimbursement.statement_pdf import statement_html
from reimbursement.statements import statement_of, years_of
from reimbursement.views import statements as views
from tests.factories.people import MemberFactory, PersonFactory, TermFactory, UserFactory
from tests.reimbursement.before import agreed, finance, over, pay, policy_that_helps
from tests.reimbursement.member import said, signed_in, words
from tests.reimbursement.owing import answered, approved, corrected, exported
from tests.reimbursement.stories import in_group
from tests.reimbursement.test_payment_properties import SEQUENCES, Finance

pytestmark = pytest.mark.django_db

LIST = "/my-involvement/claims/paid/"
IN_2025 = datetime.datetime(2025, 6, 3, 12, tzinfo=datetime.UTC)
THIS_YEAR = tax_year(timezone.localdate())[0].year


def page_of(year):
    return f"{LIST}{year}/"


def paid(member, way=Way.PAYABLES, entered_at=IN_2025, what=Choice.What.BOTH):
    """A claim of `member` of which finance paid what leaves one `way`."""
    claim = approved(what=what, member=member)
    answered(way, entered_at=entered_at)
    return claim


def sums(statement):
    return statement.time.total, statement.expenses.total, statement.total


# --- Which amounts -----------------------------------------------------------------------------
def test_each_payment_stands_with_its_day_and_what_it_was_for():
    claim = approved(member=MemberFactory())
    answered(Way.PAYABLES, entered_at=IN_2025)
    answered(Way.PAYROLL, entered_at=IN_2025 + datetime.timedelta(days=7))

    statement = statement_of(claim.involvement.member, 2025)

    assert sums(statement) == (D(75), D("6.30"), D("81.30"))
    (time,), (miles,) = statement.time.paid, statement.expenses.paid
    assert (time.date, time.what) == (datetime.date(2025, 6, 10), "Your time")
    assert (miles.date, miles.what) == (datetime.date(2025, 6, 3), "Miles by car")
    assert miles.activity == claim.involvement.activity.title
    assert miles.activity_date == claim.activity_date


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        ("2025-04-05T22:59:59+00:00", 2024),  # a second before midnight, in summer time
        ("2025-04-05T23:00:00+00:00", 2025),
        ("2026-04-05T22:59:59+00:00", 2025),
        ("2026-04-05T23:00:00+00:00", 2026),
    ],
)
def test_a_tax_year_begins_at_midnight_of_6_april_by_our_clocks(moment, year):
    member = MemberFactory()
    paid(member, entered_at=datetime.datetime.fromisoformat(moment))

    found = {one: statement_of(member, one).total for one in (2024, 2025, 2026)}

    assert found == {2024: NONE, 2025: NONE, 2026: NONE} | {year: D("6.30")}
    assert {one.year: one.total for one in years_of(member)}[year] == D("6.30")


@pytest.mark.parametrize("state", ["approved", "with finance", "failed"])
def test_what_is_not_paid_is_not_in_it(state):
    member = approved(member=MemberFactory()).involvement.member
    if state == "with finance":
        exported(Way.PAYABLES)
    if state == "failed":
        answered(Way.PAYABLES, status=FAILED)

    assert sums(statement_of(member, THIS_YEAR)) == (NONE, NONE, NONE)
    assert years_of(member) == []


def test_what_failed_and_was_paid_then_is_in_it_once():
    claim = approved(member=MemberFactory())
    member = claim.involvement.member
    answered(Way.PAYABLES, status=FAILED, entered_at=IN_2025)
    corrected(claim, Way.PAYABLES)
    answered(Way.PAYABLES, entered_at=IN_2025)

    assert statement_of(member, 2025).total == D("6.30")


def test_what_was_taken_back_is_said_and_not_summed():
    member = MemberFactory()
    claim = paid(member)
    clerk = UserFactory(permissions=["reimbursement.pay"])
    actions.reverse_line(line=claim.lines.get(kind=Kind.CAR), reason="Wrong", by=clerk)

    statement = statement_of(member, 2025)

    assert sums(statement) == (NONE, NONE, NONE)
    (gone,) = statement.taken_back
    assert (gone.amount, gone.date) == (D("6.30"), datetime.date(2025, 6, 3))
    assert gone.taken_back_date == timezone.localdate()
    assert years_of(member)[-1].total == NONE


def test_money_that_was_given_back_is_said_in_the_year_in_which_it_was():
    policy_that_helps()
    advance = agreed()
    pay(advance.claim)
    Entry.objects.filter(kind="paid").update(entered_at=IN_2025)
    over(advance.involvement)
    mark_did_not_attend(involvement=advance.involvement, by=None)
    actions.settle_before(advance=advance, what="returned", reason="In cash", by=finance())

    member = advance.involvement.member
    then, now = statement_of(member, 2025), statement_of(member, THIS_YEAR)
    assert (sums(then), then.given_back) == ((D(0), D(20), D(20)), [])
    assert (sums(now), [one.amount for one in now.given_back]) == ((D(0), D(0), D(0)), [D(20)])
    page = BeautifulSoup(statement_html(member, now), "html.parser").get_text(" ")
    assert "You gave back £20.00 for Meeting" in page


def test_a_payment_that_was_given_away_is_in_the_sums_and_said(settings):
    settings.DONATIONS_PAYEE = "CHARITY-1"
    member = MemberFactory()
    paid(member, Way.PAYROLL, what=Choice.What.DONATE)

    statement = statement_of(member, 2025)

    assert (statement.time.total, statement.time.given_away) == (D(75), D(75))
    assert "You asked us to give away £75.00" in statement_html(member, statement)


def test_one_member_sees_nothing_of_another():
    mine, theirs = MemberFactory(), MemberFactory()
    paid(mine)
    paid(theirs)

    assert statement_of(mine, 2025).total == D("6.30")


MOMENTS = st.lists(
    st.datetimes(datetime.datetime(2024, 4, 4), datetime.datetime(2026, 4, 8)),
    min_size=1,
    max_size=5,
)


class AnyHistory(TestCase):
    @pytest.mark.slow
    @hypothesis_settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=SEQUENCES, moments=MOMENTS)
    def test_the_statements_come_to_what_the_ledger_says(self, sequence, moments):
        finance = Finance()
        ways = [("make", 0), ("make", 1), ("check", 1), ("export", 1), ("paid", 1)]
        for name, number in [*ways, *sequence]:
            finance.step(name, number)
        for number, entry in enumerate(Entry.objects.filter(kind="paid")):
            entry.entered_at = timezone.make_aware(moments[number % len(moments)])
            entry.save()

        said = NONE
        for member in Member.objects.all():
            statements = [statement_of(member, year) for year in range(2023, THIS_YEAR + 1)]
            assert {one.year: one.total for one in years_of(member)}.items() <= {
                one.year: one.total for one in statements
            }.items()
            said += sum((one.total for one in statements), NONE)
        lines = Entry.objects.filter(kind="reversed").values("line")
        standing = Entry.objects.filter(kind="paid").exclude(line__in=lines)
        assert said == sum(standing.values_list("amount", flat=True), NONE)


# --- The member's own pages --------------------------------------------------------------------
def test_a_member_finds_their_statement_among_their_claims(client):
    member = signed_in(client)
    claim = paid(member)
    answered(Way.PAYROLL, entered_at=IN_2025)
    assert f'href="{LIST}"' in client.get("/my-involvement/claims/").content.decode()
    assert f'href="{LIST}"' in client.get("/my-involvement/").content.decode()

    shown = words(client.get(LIST))
    assert "6 April 2025 to 5 April 2026 £81.30" in shown
    page = client.get(page_of(2025))

    shown = words(page)
    assert "Involvement payments, for your time £75.00" in shown
    assert "Expenses, for what it cost you £6.30" in shown
    assert "All together £81.30" in shown
    assert f"For Jo Carer, {member.person.reference}." in shown
    assert claim.involvement.activity.title in shown
    assert "It is not advice about benefits or tax." in shown
    assert 'href="/my-involvement/payment/"' in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_every_year_since_the_first_has_a_statement(client):
    member = signed_in(client)
    assert "no record of anything that we paid you" in words(client.get(LIST))
    paid(member, entered_at=datetime.datetime(THIS_YEAR - 2, 6, 3, tzinfo=datetime.UTC))

    years = [(one.year, one.total) for one in client.get(LIST).context["years"]]

    assert years == [(THIS_YEAR, NONE), (THIS_YEAR - 1, NONE), (THIS_YEAR - 2, D("6.30"))]
    assert "Nothing so far" in words(client.get(LIST))


def test_a_year_with_nothing_says_so(client):
    signed_in(client)

    shown = words(client.get(page_of(2025)))
    so_far = words(client.get(page_of(THIS_YEAR)))

    nothing = "We have no record of anything that we paid you"
    assert f"{nothing} from 6 April 2025 to 5 April 2026." in shown
    assert f"{nothing} since 6 April {THIS_YEAR}." in so_far
    assert "All together" not in shown


def test_a_year_in_which_all_was_taken_back_does_not_say_that_there_was_nothing(client):
    claim = paid(signed_in(client))
    clerk = UserFactory(permissions=["reimbursement.pay"])
    actions.reverse_line(line=claim.lines.get(kind=Kind.CAR), reason="Wrong", by=clerk)

    shown = words(client.get(page_of(2025)))

    assert "All together: £0.00." in shown
    assert "We paid £6.30 on 3 June 2025" in shown
    assert "no record" not in shown


@pytest.mark.parametrize("year", [0, 1999, THIS_YEAR + 1, 10**30])
def test_there_are_no_statements_of_years_to_come(client, year):
    signed_in(client)

    assert client.get(page_of(year)).status_code == 404
    assert client.get(f"{page_of(year)}pdf/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_many_payments_ask_as_little_as_one(client, number, django_assert_num_queries):
    member = signed_in(client)
    for _ in range(number):
        paid(member)
    client.get(page_of(2025))

    with django_assert_num_queries(7):
        page = client.get(page_of(2025))

    assert len(page.context["statement"].expenses.paid) == number


# --- On paper ----------------------------------------------------------------------------------
def test_the_pdf_says_the_same_and_is_tagged(client):
    member = signed_in(client)
    paid(member)

    response = client.get(f"{page_of(2025)}pdf/")

    assert response["Cache-Control"] == "private, no-store"
    name = f"{member.person.reference}-paid-2025-2026.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    pdf = PdfReader(io.BytesIO(response.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.metadata.title == "What we paid you, 6 April 2025 to 5 April 2026"
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for sentence in (
        "Jo Carer",
        "All together £6.30",
        "3 June 2025",
        "It is not advice about benefits or tax.",
    ):
        assert sentence in text
    assert text.count("Paid on") == 1  # its heading, not once more beside each day


def test_large_print_for_whoever_needs_it_and_words_are_never_markup():
    member = MemberFactory(person__name="<b>Jo</b> & Co")
    claim = approved(member=member)
    claim.involvement.activity.title = "<script>alert(1)</script>"
    claim.involvement.activity.save()
    answered(Way.PAYABLES, entered_at=IN_2025)
    plain = BeautifulSoup(statement_html(member, statement_of(member, 2025)), "html.parser")
    member.person.needs.add(TermFactory(kind="communication_need", code="large-print"))

    large = BeautifulSoup(statement_html(member, statement_of(member, 2025)), "html.parser")

    assert (plain.article["class"], large.article["class"]) == (["letter"], ["letter", "large"])
    assert (plain.script, plain.main.b) == (None, None)
    assert "<b>Jo</b> & Co" in plain.select_one(".address").text


def test_where_no_pdf_can_be_made_the_page_says_what_to_do(client, monkeypatch):
    def cannot(*args):
        raise CannotMakePDF("Install Pango.")

    monkeypatch.setattr(views, "statement_pdf", cannot)
    signed_in(client)

    response = client.get(f"{page_of(2025)}pdf/")

    assert response.url == page_of(2025)
    assert said(response) == [views.NO_PDF]


def test_signs_that_could_not_be_printed_are_said(client, monkeypatch):
    monkeypatch.setattr(views, "statement_pdf", lambda *args: (b"%PDF-", False))
    signed_in(client)

    assert said(client.get(f"{page_of(2025)}pdf/")) == [views.MISSING_SIGNS]


# --- By staff ----------------------------------------------------------------------------------
def address(name, *args):
    return reverse(f"reimbursement:{name}", args=args)


def test_staff_print_it_for_a_member_without_email(client):
    member = MemberFactory(person=PersonFactory(by_post=True, name="Ann Farmer"))
    paid(member)
    reference = member.person.reference
    client.force_login(in_group("PE team"))
    card = client.get(reverse("people:member-show", args=[reference]))
    assert f'href="{address("paid-list", reference)}"' in card.content.decode()

    assert "6 April 2025 to 5 April 2026 : £6.30" in words(
        client.get(address("paid-list", reference))
    )
    page = words(client.get(address("paid-show", reference, 2025)))
    assert "All together £6.30" in page
    response = client.get(address("paid-print", reference, 2025))

    assert response["Content-Disposition"].startswith("inline")
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "1 Example Street" in text


def test_staff_are_told_when_nothing_was_paid(client):
    reference = MemberFactory().person.reference
    client.force_login(in_group("PE team"))

    assert "Nothing has been paid to them yet" in words(client.get(address("paid-list", reference)))
    assert client.get(address("paid-show", reference, THIS_YEAR + 1)).status_code == 404


@pytest.mark.parametrize("group", ["Budget holder", "Service lead", "Finance"])
@pytest.mark.parametrize("name", ["paid-show", "paid-print"])
def test_others_cannot_read_it(client, group, name):
    member = MemberFactory()
    client.force_login(in_group(group))

    assert client.get(address(name, member.person.reference, 2025)).status_code == 403
