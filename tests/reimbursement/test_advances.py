"""Help with a cost before the day: asked, agreed or not, given or bought, and accounted for."""

import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from involvement.actions import cancel
from outbox.models import Message
from reimbursement import actions, advances, concerns
from reimbursement.models import (
    Advance,
    Choice,
    Claim,
    Entry,
    ExpenseRule,
    Kind,
    UsualCost,
    Way,
    owed,
)
from reimbursement.reconciling import differences
from tests.factories.organisation import SiteFactory
from tests.factories.people import ServiceRoleFactory, UserFactory

from .before import (
    TICKET,
    TRAIN,
    agreed,
    asked,
    attended,
    bought,
    choose,
    coming,
    now_of,
    over,
    purposes,
    spent,
)
from .stories import holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("helping_policy")]
Status = Advance.Status


# --- Asking ------------------------------------------------------------------------------------
def test_it_is_asked_of_the_service_that_will_pay():
    part = coming()
    part.activity.cost_centre = "X900"
    part.activity.save()

    advance = asked(part)

    assert (advance.status, advance.service) == (Status.ASKED, part.activity.service)
    assert (advance.cost_centre, advance.amount) == ("X900", D(20))
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": Kind.TAXI}, "We cannot do this before the day: taxi."),
        ({"kind": Kind.SUBSISTENCE, "help": TICKET}, "We cannot do this before the day: food"),
        ({"kind": Kind.CAR}, "We cannot do this before the day: miles by car."),
        ({"kind": Kind.SUBSISTENCE, "amount": 11}, "We pay up to £10.00 for one activity."),
    ],
)
def test_what_the_policy_does_not_allow_is_refused(facts, sentence):
    with pytest.raises(actions.CannotAsk, match=sentence):
        asked(**facts)


@pytest.mark.parametrize("version", ["older", "newer"])
def test_the_version_of_the_day_counts_not_that_of_today(helping_policy, version):
    day = timezone.localdate() + datetime.timedelta(days=3)
    later = actions.copy_policy(policy=helping_policy, from_date=day, by=None)
    helps = version == "newer"
    ExpenseRule.objects.filter(policy=later).update(paid_first=False, bought_first=False)
    ExpenseRule.objects.filter(policy=later, kind=TRAIN).update(paid_first=helps)
    actions.publish_policy(policy=later, by=None)

    if helps:
        assert asked(coming()).policy == later
    else:
        with pytest.raises(actions.CannotAsk, match="nothing that we can pay or buy"):
            asked(coming())


def test_it_is_for_a_day_that_is_still_to_come():
    part, gone = coming(), coming()
    over(part)
    cancel(involvement=gone, by=None)

    for one in (part, gone):
        with pytest.raises(actions.CannotAsk, match="This help is for before the day"):
            asked(one)


def test_whoever_wants_no_expenses_is_not_given_any(helping_policy):
    part = coming()
    choose(part, Choice.What.NEITHER, helping_policy)

    with pytest.raises(actions.CannotAsk, match="you want no expenses paid"):
        asked(part)

    choose(part, Choice.What.EXPENSES, helping_policy)
    assert asked(part).status == Status.ASKED


def test_where_expenses_are_not_paid_nothing_is_before_the_day():
    with pytest.raises(actions.CannotAsk, match="nothing that we can pay or buy"):
        asked(coming(category="open_access"))


def test_it_is_asked_once_at_a_time_and_money_is_given_once():
    part = coming()
    first = asked(part)
    with pytest.raises(actions.CannotAsk, match="You have asked for this already"):
        asked(part, help=TICKET)
    actions.agree_before(advance=first, amount=D(20), by=holder_of(first.service))
    with pytest.raises(actions.CannotAsk, match="We have agreed to give you money"):
        asked(part)

    assert asked(part, help=TICKET).status == Status.ASKED


# --- Deciding ----------------------------------------------------------------------------------
def test_money_that_is_agreed_is_owed_at_once_and_they_are_told():
    advance = agreed()

    claim, line = advance.claim, advance.claim.lines.get()
    assert (advance.status, claim.status) == (Status.AGREED, Claim.Status.APPROVED)
    assert (claim.approved_by, claim.sent_at) == (advance.agreed_by, advance.asked_at)
    assert (line.kind, line.amount_approved) == (TRAIN, D(20))
    assert list(owed(Way.PAYABLES)) == [line]
    assert Entry.objects.get().kind == "approved"
    assert purposes() == ["advance-agreed"]
    assert "We agreed to give you £20.00 before the day." in Message.objects.get().body
    assert list(differences()) == []


def test_less_needs_a_reason_that_they_read():
    advance = asked()
    by = holder_of(advance.service)
    for amount, reason in [(D(21), ""), (D(0), "No"), (D(12), " ")]:
        with pytest.raises(actions.CannotAgree):
            actions.agree_before(advance=advance, amount=amount, reason=reason, by=by)

    actions.agree_before(advance=advance, amount=D(12), reason="A return is £12.", by=by)

    body = Message.objects.get().body
    assert "£12.00 of £20.00 before the day" in body
    assert "A return is £12." in body
    assert advances.where_it_is(now_of(advance))[1] == "The reason: A return is £12."


def test_a_refusal_says_why():
    advance = asked()
    by = holder_of(advance.service)
    with pytest.raises(actions.CannotAgree, match="Say why not"):
        actions.refuse_before(advance=advance, reason="", by=by)

    actions.refuse_before(advance=advance, reason="There is a free bus.", by=by)

    assert purposes() == ["advance-refused"]
    assert "There is a free bus." in Message.objects.get().body
    assert advances.where_it_is(now_of(advance)) == [
        "We could not agree to this. The reason: There is a free bus."
    ]
    assert not Claim.objects.exists()


def test_a_large_amount_needs_two_different_people(helping_policy):
    helping_policy.second_approval_over = D(15)
    helping_policy.save()
    advance = agreed()
    assert (advance.status, advance.claim, purposes()) == (Status.SECOND, None, [])
    first, second = advance.agreed_by, holder_of(advance.service)
    with pytest.raises(actions.CannotAgree, match="You agreed to this already"):
        actions.agree_before_second(advance=advance, by=first)

    advance = actions.agree_before_second(advance=advance, by=second)

    assert advance.claim.second_approved_by == second
    assert purposes() == ["advance-agreed"]


def test_nobody_decides_about_their_own_or_what_they_wrote_down():
    part = coming(member__person__signs_in=True)
    own = part.member.person.user
    keyed = holder_of(part.activity.service)
    advance = asked(part, by=keyed)
    ServiceRoleFactory(service=part.activity.service, role="budget_holder", user=own)

    for by, sentence in [
        (own, "You asked for this yourself"),
        (keyed, "You wrote this down"),
        (holder_of(coming().activity.service), "Only the budget holder"),
        (UserFactory(), "Only the budget holder"),
    ]:
        with pytest.raises(actions.CannotAgree, match=sentence):
            actions.agree_before(advance=advance, amount=D(20), by=by)


def test_nothing_is_agreed_for_somebody_who_does_not_come():
    advance = asked()
    cancel(involvement=advance.involvement, by=None)
    by = holder_of(advance.service)
    with pytest.raises(actions.CannotAgree, match="not expected any more"):
        actions.agree_before(advance=advance, amount=D(20), by=by)

    actions.refuse_before(advance=advance, reason="The day is off.", by=by)


def test_who_no_longer_needs_it_says_so():
    part = coming(member__person__signs_in=True)
    own = part.member.person.user
    actions.withdraw_before(advance=asked(part, by=own), by=own)
    assert not Message.objects.exists()
    ticket, money = agreed(help=TICKET), agreed()
    actions.withdraw_before(advance=ticket, by=UserFactory())
    assert now_of(ticket).status == Status.WITHDRAWN
    assert "Is that not right?" in Message.objects.get(purpose="advance-withdrawn").body
    with pytest.raises(actions.CannotAsk, match="The money may be on its way"):
        actions.withdraw_before(advance=money, by=None)


def test_what_was_not_done_before_the_day_is_said_and_bothers_nobody():
    waits, ticket, money = asked(), agreed(help=TICKET), agreed()
    for advance in (waits, ticket, money):
        attended(advance.involvement)
    away = agreed()
    cancel(involvement=away.involvement, by=None)

    sorry, off = "We are sorry that we did not do this", "We have noted that you do not take part"
    said = [advances.where_it_is(now_of(one))[0] for one in (waits, ticket, money, away)]
    for sentence, begins in zip(said, (sorry, sorry, "We agreed on", off), strict=True):
        assert sentence.startswith(begins)
    assert not Advance.objects.to_decide().exists()
    assert not Advance.objects.to_buy().exists()


# --- A ticket ----------------------------------------------------------------------------------
def test_a_ticket_is_bought_by_the_team_with_its_cost():
    advance = bought()

    assert (advance.status, advance.cost, advance.cost_centre) == (Status.BOUGHT, D(20), "C1")
    assert purposes() == ["advance-agreed", "advance-bought"]
    assert not Claim.objects.exists()


def test_it_is_not_bought_for_more_nor_by_who_agreed_nor_for_who_does_not_come():
    advance = agreed(help=TICKET)
    buyer = UserFactory(permissions=["reimbursement.run_reimbursement"])
    both = advance.agreed_by
    both.groups.set(buyer.groups.all())
    buy = {"advance": advance, "cost_centre": "C1"}
    with pytest.raises(actions.CannotBuy, match="was agreed at most"):
        actions.buy_before(cost=D("20.01"), by=buyer, **buy)
    with pytest.raises(actions.CannotBuy, match="Only the Patient Experience team"):
        actions.buy_before(cost=D(20), by=both, **buy)
    keyed = agreed(help=TICKET, by=buyer)
    with pytest.raises(actions.CannotBuy, match="You wrote this down"):
        actions.buy_before(cost=D(20), by=buyer, advance=keyed, cost_centre="C1")
    cancel(involvement=advance.involvement, by=None)
    with pytest.raises(actions.CannotBuy, match="not expected any more"):
        actions.buy_before(cost=D(20), by=buyer, **buy)


def test_the_same_journey_is_not_claimed_a_second_time(helping_policy):
    part = coming()
    part.activity.site = SiteFactory()
    part.activity.save()
    facts = {"member": part.member, "site": part.activity.site, "by": None}
    actions.remember_cost(kind=Kind.CAR, miles=D(14), **facts)
    actions.remember_cost(kind=Kind.CHILD_CARE, spent=D(9), member=part.member, by=None)
    ExpenseRule.objects.create(policy=helping_policy, kind=Kind.CHILD_CARE)
    advance = bought(part)

    claim = attended(part)

    assert [line.kind for line in claim.lines.all()] == [Kind.CHILD_CARE]
    assert UsualCost.objects.count() == 2
    with pytest.raises(actions.CannotWriteClaim, match="We bought this ticket for you: Train"):
        spent(claim, 20, description="")
    spent(claim, 3, description="Bus to the station")
    choose(part, Choice.What.EXPENSES, helping_policy)
    claim = actions.send_claim(claim=claim, by=None)
    assert concerns.of_claim(claim) == [
        "We bought something for £20.00 before the day: bus, tram or train (Train to York and "
        f"back, {advance})."
    ]
