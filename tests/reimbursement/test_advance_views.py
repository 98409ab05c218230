"""Help with a cost before the day, as members, approvers, the team and finance see it."""

import datetime
from decimal import Decimal as D

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from involvement.actions import mark_did_not_attend
from outbox.models import Message
from people.actions import erase_person, merge_people
from reimbursement import actions
from reimbursement.models import Advance, Choice, Entry, Kind
from reimbursement.personal_data import _export_advances
from reimbursement.waiting import help_that_waits
from tests.factories.people import MemberFactory

from .before import (
    MONEY,
    TICKET,
    TRAIN,
    agreed,
    asked,
    attended,
    bought,
    coming,
    over,
    pay,
    policy_that_helps,
)  # fmt: skip
from .member import problems, said, signed_in, words
from .stories import holder_of, in_group

pytestmark = pytest.mark.django_db
LIST = "/my-involvement/claims/"
OVERVIEW = "/my-involvement/"
DESK = "/admin/help-before/"
NEEDED = {"help": "ticket", "amount": "18.40", "words": "Train to York"}
Status = Advance.Status


@pytest.fixture(autouse=True)
def policy(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    return policy_that_helps()


@pytest.fixture
def member(client):
    return signed_in(client)


def choose_page(part):
    return reverse("reimbursement:advance-choose", args=[part.pk])


def ask_page(part, kind=TRAIN):
    return reverse("reimbursement:advance-ask", args=[part.pk, kind])


def page_of(advance, verb="decide"):
    return reverse(f"reimbursement:advance-{verb}", args=[advance.pk])


def stamp(advance):
    return Advance.objects.get(pk=advance.pk).status_changed_at.isoformat()


# --- A member ----------------------------------------------------------------------------------
def test_a_member_asks_and_reads_where_it_is(client, member):
    part = coming(member=member)
    for page in (client.get(OVERVIEW), client.get(LIST)):
        assert f'href="{choose_page(part)}"' in page.content.decode()
    chosen = words(client.get(choose_page(part)))
    assert "we can give you the money first, or buy it for you." in chosen
    assert "Miles by car" not in chosen
    assert client.post(choose_page(part), {"kind": TRAIN}).url == ask_page(part)

    response = client.post(ask_page(part), NEEDED)

    assert response.url == LIST
    assert said(response) == ["We have your request. We tell you what was decided."]
    advance = Advance.objects.get()
    assert (advance.help, advance.amount, advance.asked_by) == (
        TICKET,
        D("18.40"),
        member.person.user,
    )
    for page in (client.get(OVERVIEW), client.get(LIST)):
        assert "Train to York, £18.40" in words(page)
        assert "Someone is looking at it. We will tell you." in words(page)


def test_what_is_missing_is_said_and_nothing_is_lost(client, member):
    part = coming(member=member)
    assert problems(client.post(choose_page(part), {})) == ["Select what it is for"]
    page = client.post(ask_page(part), {"words": "Train to York"})
    assert problems(page) == ["Select what would help", "Enter about how much it is"]
    assert 'value="Train to York"' in page.content.decode()
    food = ask_page(part, Kind.SUBSISTENCE)
    assert problems(client.post(food, {"amount": "11", "words": "Lunch"})) == [
        "We pay up to £10.00 of this for one activity. Enter £10.00 or less"
    ]
    client.post(ask_page(part), NEEDED)
    assert problems(client.post(ask_page(part), NEEDED)) == [
        "You have asked for this already. We tell you as soon as we can."
    ]
    assert Advance.objects.count() == 1


def test_what_cannot_be_helped_with_is_no_page(client, member):
    part = coming(member=member)
    assert client.get(ask_page(part, Kind.CAR)).status_code == 404
    assert client.get(choose_page(coming())).status_code == 404
    over(part)
    response = client.get(choose_page(part))
    assert response.url == LIST
    assert "If it cost you something, you can claim for it." in said(response)[0]


def test_nothing_is_offered_to_whom_nothing_can_be_given(client, member, policy):
    coming(member=member, category="open_access")
    wants_none = coming(member=member)
    actions.choose_payment(
        member=member, what="neither", involvement=wants_none, guidance=policy, by=None
    )

    for address in (OVERVIEW, LIST):
        assert "Help with a cost before the day" not in words(client.get(address))


def test_a_member_no_longer_needs_it(client, member):
    advance = asked(coming(member=member))
    button = page_of(advance, "withdraw")
    assert client.get(button).url == LIST
    for _ in range(2):
        assert client.post(button).url == LIST
    assert Advance.objects.get().status == Status.WITHDRAWN
    assert client.post(page_of(asked(), "withdraw")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_card_and_list_ask_as_little_for_three_as_for_one(
    client, member, number, django_assert_num_queries
):
    for day in range(1, number + 1):
        coming(days=day, member=member)
        agreed(coming(days=day, member=member))
    client.get(OVERVIEW)
    with django_assert_num_queries(25):
        client.get(OVERVIEW)
    with django_assert_num_queries(16):
        page = client.get(LIST)
    assert words(page).count("We agreed on") == number
    assert words(page).count("I need help with the cost before the day") == 2 * number


def test_the_claim_says_what_they_had_before(client, member, policy):
    part = coming(member=member)
    actions.choose_payment(member=member, what="expenses", guidance=policy, by=None)
    ticket = bought(part)
    claim = attended(part)
    add = reverse("reimbursement:expense-add", args=[claim.pk, TRAIN])

    page = client.get(reverse("reimbursement:claim-show", args=[claim.pk]))
    assert f"We bought this for you: {ticket.words}. You do not have to claim" in words(page)
    first = client.post(add, {"spent": "20", "after": "0"})
    assert problems(first)[0].startswith("We bought this ticket for you: Train to York and back.")
    client.post(add, {"spent": "3", "description": "Bus to the station", "after": "0"})
    assert [line.amount for line in claim.lines.all()] == [D(3)]


# --- Staff -------------------------------------------------------------------------------------
def test_the_team_writes_it_down_and_somebody_else_agrees(client):
    team, part = in_group("PE team"), coming()
    reference = part.member.person.reference
    client.force_login(team)
    record = reverse("reimbursement:advance-record", args=[reference, part.pk])
    assert f'href="{record}"' in client.get(f"/admin/people/{reference}/").content.decode()

    assert "We can give them the money first, or buy it for them." in words(client.get(record))

    wrong = client.post(record, NEEDED | {"kind": Kind.SUBSISTENCE})
    assert problems(wrong) == [
        "For this, select the other one: the policy allows no more",
        "We pay up to £10.00 of this for one activity. Enter £10.00 or less",
    ]
    client.post(record, NEEDED | {"kind": TRAIN})

    advance = Advance.objects.get()
    assert (advance.asked_by, advance.claimant) == (team, None)
    page = client.get(page_of(advance))
    assert f"Written down for them by {team.called}" in words(page)
    assert "Only the budget holder" in words(page)


def test_the_holder_agrees_and_the_team_buys(client):
    advance = asked(help=TICKET)
    holder, team = holder_of(advance.service), in_group("PE team")
    client.force_login(holder)
    assert [one.words for one in help_that_waits(holder)] == [
        "1 person asks you for help with a cost before the day"
    ]
    assert str(advance) in words(client.get(DESK))
    old = {"stamp": "2020-01-01", "amount": "20"}
    assert "This has changed" in said(client.post(page_of(advance), old))[0]
    page = client.post(page_of(advance), {"stamp": stamp(advance), "amount": "15"})
    assert "Say why you agree to less" in words(page)

    response = client.post(page_of(advance), {"stamp": stamp(advance), "amount": "20"})

    assert said(response) == ["It is saved."]
    assert Advance.objects.get().status == Status.AGREED
    assert help_that_waits(holder) == []
    client.force_login(team)
    assert [one.words for one in help_that_waits(team)] == [
        "1 ticket or other thing is to be bought before a day"
    ]
    assert str(advance) in words(client.get(DESK, {"show": "to-buy"}))
    assert "can decide about this" not in words(client.get(page_of(advance)))
    page = client.post(page_of(advance, "buy"), {"cost": "21", "cost_centre": "a typing error"})
    assert page.context["buy"].errors == {
        "cost_centre": ["Select one of the answers shown on this page"]
    }
    bought = {"cost": "21", "cost_centre": advance.cost_centre}
    assert "£20.00 was agreed at most." in words(client.post(page_of(advance, "buy"), bought))
    client.post(page_of(advance, "buy"), bought | {"cost": "19.90"})
    assert Advance.objects.get().cost == D("19.90")
    assert help_that_waits(team) == []


def test_the_holder_refuses_with_a_reason(client):
    advance = asked()
    client.force_login(holder_of(advance.service))
    page = client.post(page_of(advance, "refuse"), {})
    assert "Say why you cannot agree" in words(page)

    response = client.post(page_of(advance, "refuse"), {"refusal": "There is a free bus."})

    assert said(response) == ["It is refused, and we tell them why."]
    assert Message.objects.get().purpose == "advance-refused"


def test_finance_enters_what_became_of_what_is_left(client):
    advance = agreed()
    pay(advance.claim)
    over(advance.involvement)
    mark_did_not_attend(involvement=advance.involvement, by=None)
    clerk, team = in_group("Finance"), in_group("PE team")
    client.force_login(team)
    page = client.get(page_of(advance))
    assert "£20.00 of an advance is left" in words(page)
    assert "Enter it" not in words(page)
    client.force_login(clerk)
    assert [one.words for one in help_that_waits(clerk)] == [
        "1 person has money left that was given before a day"
    ]
    assert str(advance) in words(client.get(DESK, {"show": "left-over"}))
    page = client.post(page_of(advance, "settle"), {})
    assert "Select what became of it" in words(page)

    client.post(page_of(advance, "settle"), {"what": "returned", "reason": "In cash"})

    assert Entry.objects.get(kind="returned").amount == D(20)
    assert "Given back £20.00" in words(client.get(page_of(advance)))
    assert help_that_waits(clerk) == []


def test_a_holder_sees_only_their_own_services(client):
    own, other = asked(), asked()
    client.force_login(holder_of(own.service))

    assert str(other) not in words(client.get(DESK))
    assert client.get(page_of(other)).status_code == 404


def test_the_nearest_day_stands_first(client):
    first = coming(9)
    late, soon = asked(coming(9)), asked(coming(2))
    first.activity = late.involvement.activity  # the same day
    first.save()
    earlier = asked(first)
    Advance.objects.filter(pk=earlier.pk).update(
        asked_at=timezone.now() - datetime.timedelta(days=3)
    )
    client.force_login(in_group("PE team"))

    page = words(client.get(DESK))

    places = [page.index(str(one)) for one in (soon, earlier, late)]
    assert places == sorted(places)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_the_same_for_any_number(client, rows, django_assert_num_queries):
    for _ in range(rows):
        asked()
    client.force_login(in_group("PE team"))
    client.get(DESK)
    with django_assert_num_queries(10):
        client.get(DESK)


# --- The policy --------------------------------------------------------------------------------
def test_the_policy_says_it_and_a_copy_keeps_it(client, policy):
    team = in_group("PE team")
    client.force_login(team)
    draft = actions.copy_policy(policy=policy, from_date="2090-04-01", by=team)
    rule = reverse("reimbursement:rule-edit", args=[draft.pk, Kind.TAXI])
    show = reverse("reimbursement:policy-show", args=[draft.pk])
    assert "We can buy it before the day." in words(client.get(show))
    assert "The money can be given before the day, or we can buy it." in words(client.get(show))

    client.post(rule, {"receipt": "always", "paid_first": "on"})

    saved = draft.expense_rules.get(kind=Kind.TAXI)
    assert (saved.paid_first, saved.bought_first) == (True, False)
    miles = client.get(reverse("reimbursement:rule-edit", args=[draft.pk, Kind.CAR]))
    assert "before the day" not in words(miles)


# --- One person twice, and a person who asks to be forgotten -----------------------------------
def test_two_entries_of_one_person_become_one():
    first = coming()
    second = coming(member=MemberFactory())
    second.activity = first.activity
    second.save()
    given, twice = agreed(first), asked(second)
    food = asked(second, kind=Kind.SUBSISTENCE, amount=5)

    merge_people(kept=first.member.person, gone=second.member.person, by=None)

    moved = {one.pk: one.involvement_id for one in Advance.objects.all()}
    assert moved == {one.pk: first.pk for one in (given, twice, food)}


def test_two_entries_that_were_both_given_money_wait_for_somebody_to_look():
    first, second = coming(), coming(member=MemberFactory())
    second.activity = first.activity
    second.save()
    agreed(first), agreed(second)

    with pytest.raises(actions.CannotAsk, match="Take back one of the two first"):
        merge_people(kept=first.member.person, gone=second.member.person, by=None)


def test_whoever_is_erased_is_forgotten_and_what_is_owed_stays():
    part = coming()
    waits, given = asked(part, help=MONEY, kind=Kind.SUBSISTENCE, amount=5), agreed(part)
    assert [row["in their words"] for row in _export_advances(part.member.person)] == [
        "Train to York and back"
    ] * 2

    erase_person(person=part.member.person, by=None)

    waits.refresh_from_db()
    given.refresh_from_db()
    assert (waits.status, waits.words) == (Status.WITHDRAWN, "")
    assert given.status == Status.AGREED


def test_an_administrator_of_nothing_sees_no_requests(client):
    user = in_group("Comms editor")
    user.user_permissions.add(Permission.objects.get(codename="choose_feedback"))
    client.force_login(user)
    assert client.get(DESK).status_code == 403
    assert client.get(page_of(asked())).status_code == 403
    assert Choice.objects.count() == 0
