"""A member checks a claim, adds what it cost, sends it, and reads where it is."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from reimbursement import actions
from reimbursement.models import Choice, Claim, Kind, Line, UsualCost, Way
from tests.factories.involvement import InvolvementFactory
from tests.factories.organisation import SiteFactory
from tests.factories.people import MemberFactory, ServiceRoleFactory
from tests.factories.reimbursement import PartFactory
from tests.reimbursement.member import claim_of, problems, said, signed_in, words
from tests.reimbursement.owing import answered, approved

pytestmark = pytest.mark.django_db
Status = Claim.Status
LIST = "/my-involvement/claims/"


@pytest.fixture
def member(client):
    return signed_in(client)


@pytest.fixture
def claim(member, policy):
    return claim_of(member, policy)


def page_of(claim):
    return reverse("reimbursement:claim-show", args=[claim.pk])


def add_page(claim, kind=Kind.CAR):
    return reverse("reimbursement:expense-add", args=[claim.pk, kind])


def add(client, claim, kind=Kind.CAR, **typed):
    return client.post(add_page(claim, kind), typed)


# --- My involvement and the list ---------------------------------------------------------------
def test_there_is_no_card_where_there_is_nothing(client, member, policy):
    assert "Money we owe you" not in words(client.get("/my-involvement/"))


def test_the_card_leads_to_what_is_to_be_done(client, member, claim):
    page = client.get("/my-involvement/")
    assert "Money we owe you" in words(page)
    assert "Ready for you to check and send" in words(page)
    assert f'href="{page_of(claim)}"' in page.content.decode()
    assert f'href="{LIST}"' in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_card_and_list_ask_as_little_for_three_as_for_one(
    client, member, policy, number, django_assert_num_queries
):
    for _ in range(number):
        done = claim_of(member, policy)
        actions.add_expense(claim=done, kind=Kind.CAR, miles=D(4), by=None)
        actions.send_claim(claim=done, by=None)
        claim_of(member, policy)
        PartFactory(member=member)
    client.get("/my-involvement/")
    client.get(LIST)
    with django_assert_num_queries(22):
        client.get("/my-involvement/")
    with django_assert_num_queries(13):
        page = client.get(LIST)
    assert words(page).count("Claim for this") == number
    assert words(page).count("Someone is checking it : £1.80") == number


def test_what_was_forgotten_is_claimed_for_once(client, member, policy):
    part = PartFactory(member=member)
    PartFactory(member=member, category_of="open_access")
    assert words(client.get(LIST)).count("Claim for this") == 1
    again = reverse("reimbursement:claim-again", args=[part.pk])
    for _ in range(2):
        response = client.post(again)
        assert response.url == page_of(Claim.objects.get())
    assert "Claim for this" not in words(client.get(LIST))


def test_what_was_not_attended_cannot_be_claimed_for(client, member, policy):
    part = InvolvementFactory(member=member)
    response = client.post(reverse("reimbursement:claim-again", args=[part.pk]))
    assert "no note that you took part" in said(response)[0]
    assert not Claim.objects.exists()


# --- One claim ---------------------------------------------------------------------------------
def test_the_page_says_how_each_amount_arises_and_the_total(client, member, policy):
    claim = claim_of(member, policy, Choice.What.BOTH)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)
    page = words(client.get(page_of(claim)))
    assert "£75.00 for an activity of up to 4 hours" in page
    assert "14 miles × 45p = £6.30" in page
    assert "All together £81.30" in page
    assert "Get help now" in page


def test_what_keeps_it_from_being_sent_is_said_and_there_is_no_button(client, claim):
    page = words(client.get(page_of(claim)))
    assert "There is nothing to pay in this claim yet. Add what it cost you first." in page
    assert "Send this claim" not in page


def test_a_claim_is_sent_once_however_often_the_button_is_pressed(client, member, claim):
    add(client, claim, miles="14")
    for _ in range(2):
        response = client.post(page_of(claim))
        assert response.url == page_of(claim)
        assert "any more" not in " ".join(said(response))
    page = words(client.get(page_of(claim)))
    assert "We have it. Someone is checking it." in page
    assert "You sent it on" in page
    assert "Change or remove" not in page
    assert Claim.objects.get().sent_by == member.person.user


def test_a_late_claim_asks_why(client, member, policy):
    claim = claim_of(member, policy, days_ago=120)
    add(client, claim, miles="14")
    assert problems(client.post(page_of(claim))) == ["Tell us in a few words why this comes late"]
    client.post(page_of(claim), {"late_reason": "I was in hospital"})
    claim.refresh_from_db()
    assert (claim.status, claim.late_reason) == (Status.SENT, "I was in hospital")


def test_a_question_is_read_and_answered(client, claim):
    add(client, claim, miles="14")
    client.post(page_of(claim))
    holder = ServiceRoleFactory(service=claim.service, role="budget_holder").user
    actions.send_back(claim=claim, question="Which way did you go?", by=holder)
    assert "Which way did you go?" in words(client.get(page_of(claim)))
    assert problems(client.post(page_of(claim))) == ["Enter your answer to our question"]
    client.post(page_of(claim), {"answer": "By the ring road"})
    claim.refresh_from_db()
    assert (claim.status, claim.answer) == (Status.SENT, "By the ring road")


def test_what_was_decided_is_said_with_amounts_and_reasons(client, claim):
    add(client, claim, miles="14")
    client.post(page_of(claim))
    holder = ServiceRoleFactory(service=claim.service, role="budget_holder").user
    decided = {claim.lines.get().pk: (D("4.50"), "The direct way is 10 miles.")}
    actions.approve_claim(claim=claim, decisions=decided, by=holder)
    page = words(client.get(page_of(claim)))
    assert "We agreed to pay this." in page
    assert "Agreed: £4.50 of £6.30. The reason: The direct way is 10 miles." in page
    assert "All together £4.50 of £6.30" in page


def test_the_list_says_paid_once_all_of_it_is(client, member):
    approved(member=member)
    assert "We agreed to pay this : £81.30" in words(client.get(LIST))
    answered(Way.PAYABLES)
    assert "We agreed to pay this : £81.30" in words(client.get(LIST))
    answered(Way.PAYROLL)
    assert "We paid this : £81.30" in words(client.get(LIST))
    assert "We paid this" in words(client.get("/my-involvement/"))


def test_not_wanted_and_wanted_after_all(client, claim):
    withdraw = reverse("reimbursement:claim-withdraw", args=[claim.pk])
    resume = reverse("reimbursement:claim-resume", args=[claim.pk])
    for path, status in ((withdraw, "withdrawn"), (resume, "draft")):
        for _ in range(2):
            assert client.post(path).url == page_of(claim)
            claim.refresh_from_db()
            assert claim.status == status
    add(client, claim, miles="14")
    client.post(page_of(claim))
    for path in (withdraw, resume):
        assert "so this cannot be done" in said(client.post(path))[-1]


def test_without_rates_for_that_day_it_says_so(client, member):
    claim = actions.claim_again(involvement=PartFactory(member=member), by=None)
    assert "no rates are set for that day" in words(client.get(page_of(claim)))
    response = client.get(reverse("reimbursement:expense-choose", args=[claim.pk]))
    assert response.url == page_of(claim)


# --- Expenses ----------------------------------------------------------------------------------
def test_only_what_the_policy_pays_is_offered_with_what_it_says(client, claim):
    choose = reverse("reimbursement:expense-choose", args=[claim.pk])
    page = words(client.get(choose))
    assert "We pay 45p for each mile. After 10,000 miles in a tax year it is 25p." in page
    assert "Please agree it with us before you spend the money." in page
    assert "Motorcycle" not in page
    assert problems(client.post(choose)) == ["Select one of these"]
    assert client.post(choose, {"kind": "taxi"}).url == add_page(claim, "taxi")
    assert client.get(add_page(claim, "phone_data")).status_code == 404
    assert client.get(add_page(claim, "nonsense")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (Kind.CAR, {"miles": ""}, "Enter how many miles"),
        (Kind.CAR, {"miles": "-3"}, "Miles must be more than 0 miles"),
        (Kind.CAR, {"miles": "abc"}, "Enter a number, like 7.5"),
        (Kind.CAR, {"miles": "1e9"}, "Enter a number, like 7.5"),
        (Kind.CAR, {"miles": "1001"}, "Miles must be 1,000 miles or less"),
        (Kind.TAXI, {"spent": ""}, "Enter how much you spent"),
        (Kind.TAXI, {"spent": "NaN"}, "Enter an amount in pounds, like 4.20"),
        (Kind.TAXI, {"spent": "4,20"}, "Enter an amount in pounds, like 4.20"),
        (
            Kind.TAXI,
            {"spent": "4", "description": "x" * 201},
            "What was it for must be 200 characters or less",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(client, claim, kind, typed, sentence):
    typed = {"description": "There and back"} | typed
    response = add(client, claim, kind, **typed)
    assert problems(response) == [sentence]
    assert f'value="{typed["description"]}"' in response.content.decode()
    assert not Line.objects.exists()


def test_a_form_sent_twice_adds_one_expense(client, claim):
    seen = client.get(add_page(claim)).context["form"]["after"].value()
    for _ in range(2):
        assert add(client, claim, miles="14", after=seen).url == page_of(claim)
    assert Line.objects.count() == 1
    seen = client.get(add_page(claim)).context["form"]["after"].value()
    add(client, claim, miles="14", after=seen)
    assert Line.objects.count() == 2


def test_a_journey_is_remembered_for_its_place_and_forgotten(client, member, policy):
    site = SiteFactory(name="Glenfield Hospital")
    claim = claim_of(member, policy)
    claim.involvement.activity.site = site
    claim.involvement.activity.save()
    add(client, claim, miles="7.5", remember="on")
    usual = UsualCost.objects.get()
    assert (usual.site, usual.miles) == (site, D("7.5"))
    assert "Miles by car to Glenfield Hospital: 7.5 miles" in words(client.get(LIST))
    forget = reverse("reimbursement:cost-forget", args=[usual.pk])
    for _ in range(2):
        assert client.post(forget).url == LIST
    assert not UsualCost.objects.exists()


def test_without_a_place_only_care_is_remembered(client, claim):
    assert "Remember this" not in words(client.get(add_page(claim)))
    assert "Remember this" in words(client.get(add_page(claim, Kind.REPLACEMENT_CARE)))


def test_an_expense_is_changed_and_removed(client, claim):
    add(client, claim, miles="14")
    line = Line.objects.get()
    edit = reverse("reimbursement:expense-edit", args=[line.pk])
    assert 'value="14"' in client.get(edit).content.decode()
    client.post(edit, {"miles": "10", "description": "The direct way"})
    line.refresh_from_db()
    assert (line.miles, line.description, line.amount) == (D(10), "The direct way", D("4.50"))
    client.post(reverse("reimbursement:expense-remove", args=[line.pk]))
    assert not Line.objects.exists()


def test_a_sent_claim_is_not_changed_and_says_so(client, claim):
    add(client, claim, miles="14")
    line = Line.objects.get()
    client.post(page_of(claim))
    for name in ("expense-edit", "expense-remove"):
        response = client.post(reverse(f"reimbursement:{name}", args=[line.pk]), {"miles": "900"})
        assert response.url == page_of(claim)
        assert said(response)[-1] == ("You have sent this claim, so it can no longer be changed.")
    response = add(client, claim, miles="3")
    assert "can no longer be changed" in said(response)[-1]
    assert Line.objects.get().miles == 14


def test_nobody_finds_what_is_another_s(client, policy, member):
    other = claim_of(MemberFactory(), policy)
    line = actions.add_expense(claim=other, kind=Kind.CAR, miles=D(4), by=None)
    usual = actions.remember_cost(
        member=other.involvement.member, kind=Kind.CHILD_CARE, spent=D(4), by=None
    )
    names = {
        other.pk: ["claim-show", "claim-withdraw", "claim-resume", "claim-choose"],
        line.pk: ["expense-edit", "expense-remove"],
        other.involvement.pk: ["claim-again"],
    }
    for key, some in names.items():
        for name in some:
            path = reverse(f"reimbursement:{name}", args=[key])
            assert client.post(path, {"miles": "3"}).status_code == 404, name
    for name in ("expense-choose", "receipt-add"):
        path = reverse(f"reimbursement:{name}", args=[other.pk])
        assert client.get(path).status_code == 404, name
    assert client.get(add_page(other)).status_code == 404
    client.post(reverse("reimbursement:cost-forget", args=[usual.pk]))
    assert UsualCost.objects.exists()
    assert client.get("/my-involvement/claims/99999999999999999999/").status_code == 404


def test_what_was_typed_while_signed_out_is_still_there(client, member, claim):
    client.logout()
    add(client, claim, Kind.PUBLIC_TRANSPORT, spent="4.20", description="The 54", after="0")
    client.force_login(member.person.user)
    page = client.get(add_page(claim, Kind.PUBLIC_TRANSPORT)).content.decode()
    assert 'value="4.20"' in page
    assert 'value="The 54"' in page
