"""Money that was given before the day: taken off once, accounted for, and held by the database."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from involvement.actions import cancel, mark_did_not_attend
from outbox.models import Message
from reimbursement import actions, advances
from reimbursement.models import Advance, Choice, Claim, Entry, ExpenseRule, Kind, Line, Way, owed
from reimbursement.paying import to_pay
from reimbursement.reading import one_claim
from reimbursement.reconciling import differences, totals
from tests.factories.people import UserFactory

from .before import (
    agreed,
    approved,
    asked,
    attended,
    bought,
    choose,
    coming,
    finance,
    now_of,
    over,
    pay,
    purposes,
    spent,
)  # fmt: skip
from .stories import holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("helping_policy")]
Status = Advance.Status


# --- Money, and the claim after the day --------------------------------------------------------
@pytest.mark.parametrize(
    ("cost", "line_paid", "left"),
    [("18.50", "0", "1.50"), ("20", "0", "0"), ("26.40", "6.40", "0")],
)
def test_what_was_given_is_taken_off_once(helping_policy, cost, line_paid, left):
    advance = agreed()
    pay(advance.claim)
    claim = attended(advance.involvement)
    line = spent(claim, cost)
    assert line.amount == D(line_paid)
    choose(advance.involvement, Choice.What.EXPENSES, helping_policy)

    claim = approved(claim)

    assert claim.status == Claim.Status.APPROVED
    assert now_of(advance).left == D(left)
    assert sum(owed(Way.PAYABLES).values_list("amount_approved", flat=True)) == D(line_paid)
    assert list(differences()) == []


def test_the_line_and_the_message_say_so(helping_policy):
    advance = agreed()
    claim = attended(advance.involvement)
    line = spent(claim, "18.50")
    assert line.how == "£18.50. You had £18.50 of it before the day"
    choose(advance.involvement, Choice.What.EXPENSES, helping_policy)
    approved(claim)

    assert "so there is nothing more to pay" in Message.objects.last().body
    claim = Claim.objects.said_paid().get(pk=claim.pk)
    assert claim.public_label == "There is nothing more to pay"
    assert [s for s in one_claim(claim).where if "paid" in s] == []


def test_a_cap_counts_what_was_given_and_what_is_paid_now():
    claim = attended(agreed(kind=Kind.SUBSISTENCE, amount=6).involvement)

    line = spent(claim, 14, kind=Kind.SUBSISTENCE)

    assert (line.advanced, line.amount, line.is_capped) == (D(6), D(4), True)


def test_two_lines_share_what_was_given():
    claim = attended(agreed().involvement)
    first, second = spent(claim, 12), spent(claim, 12)

    assert [(one.advanced, one.amount) for one in claim.lines.order_by("pk")] == [
        (D(12), D(0)),
        (D(8), D(4)),
    ]
    actions.change_expense(line=first, spent=D(2), by=None)
    second.refresh_from_db()
    assert (second.advanced, second.amount) == (D(12), D(0))


def test_a_second_claim_finds_only_what_the_first_left(helping_policy):
    advance = agreed()
    claim = attended(advance.involvement)
    choose(advance.involvement, Choice.What.EXPENSES, helping_policy)
    spent(claim, 15)
    approved(claim)

    again = actions.claim_again(involvement=advance.involvement, by=None)

    assert spent(again, 15).amount == D(10)


def test_money_is_not_paid_any_more_once_they_do_not_come():
    coming_still, off, away = agreed(), agreed(), agreed()
    cancel(involvement=off.involvement, by=None)
    over(away.involvement)
    mark_did_not_attend(involvement=away.involvement, by=None)

    assert [line.claim.advance for line in owed(Way.PAYABLES)] == [coming_still]


def test_who_had_a_hand_in_it_does_not_pay_it():
    clerk = finance()
    advance = asked(by=clerk)
    actions.agree_before(advance=advance, amount=D(20), by=holder_of(advance.service))
    member = advance.involvement.member
    actions.set_payee(member=member, way=Way.PAYABLES, reference="M1", by=None)

    assert (to_pay(clerk, Way.PAYABLES).count, to_pay(finance(), Way.PAYABLES).count) == (0, 1)


def test_when_it_is_paid_they_are_told_in_words_that_fit():
    advance = agreed()
    pay(advance.claim)

    assert purposes() == ["advance-agreed", "advance-paid"]
    payments = list(advance.claim.payments.all())
    day = timezone.localdate()
    assert advances.where_it_is(advance, payments)[-1] == f"We paid £20.00 on {day:%-d %B %Y}."


# --- What is left ------------------------------------------------------------------------------
def left_of(part, paid=True):
    advance = agreed(part)
    if paid:
        pay(advance.claim)
    over(advance.involvement)
    mark_did_not_attend(involvement=advance.involvement, by=None)
    return advance


def test_what_is_left_is_seen_by_staff_and_nobody_is_chased():
    advance = left_of(coming())

    assert [(one, one.left) for one in Advance.objects.left_over()] == [(advance, D(20))]
    assert purposes() == ["advance-agreed", "advance-paid"]


@pytest.mark.parametrize("what", [Entry.What.RETURNED, Entry.What.WAIVED])
def test_what_became_of_it_is_an_entry(what):
    advance = left_of(coming())
    clerk = finance()
    with pytest.raises(actions.CannotSettle, match="Say in a few words"):
        actions.settle_before(advance=advance, what=what, reason="", by=clerk)

    actions.settle_before(advance=advance, what=what, reason="Cash, on the day.", by=clerk)

    entry = Entry.objects.get(kind=what)
    assert (entry.amount, entry.reason, entry.entered_by) == (D(20), "Cash, on the day.", clerk)
    assert not Advance.objects.left_over().exists()
    with pytest.raises(actions.CannotSettle, match="Nothing is left"):
        actions.settle_before(advance=advance, what=what, reason="Again", by=clerk)
    assert totals()[str(what)] == D(20)
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("what", "paid_again"), [(Entry.What.RETURNED, D(20)), (Entry.What.WAIVED, D(0))]
)
def test_what_was_given_back_can_be_claimed_what_they_kept_cannot(helping_policy, what, paid_again):
    advance = agreed()
    pay(advance.claim)
    claim = attended(advance.involvement)
    out_of_time(claim, helping_policy)
    actions.settle_before(advance=advance, what=what, reason="A reason", by=finance())

    assert spent(claim, 20).amount == paid_again
    assert list(differences()) == []


def out_of_time(claim, policy):
    """Their claim was not sent within the days that the policy gives."""
    days = datetime.timedelta(days=policy.claim_within_days + 1)
    Claim.objects.filter(pk=claim.pk).update(activity_date=timezone.localdate() - days)


def test_as_long_as_their_claim_can_come_nothing_is_said_to_be_left(helping_policy):
    advance = agreed()
    pay(advance.claim)
    claim = attended(advance.involvement)
    waived = {"advance": advance, "what": Entry.What.WAIVED, "reason": "x", "by": finance()}
    assert not Advance.objects.left_over().exists()
    with pytest.raises(actions.CannotSettle, match="not decided yet"):
        actions.settle_before(**waived)

    out_of_time(claim, helping_policy)

    assert list(Advance.objects.left_over()) == [advance]
    assert actions.settle_before(**waived).settled_by == waived["by"]


def test_cash_that_comes_back_on_the_day_is_written_down_at_once():
    advance = agreed()
    pay(advance.claim)
    claim = attended(advance.involvement)
    back = {"advance": advance, "what": Entry.What.RETURNED, "reason": "In cash"}

    actions.settle_before(by=finance(), **back)

    assert "gave back £20.00" in Message.objects.get(purpose="advance-settled").body
    assert spent(claim, 20).amount == D(20)


def agreeing(advance):
    """Whoever agreed to it, and now pays as well."""
    advance.agreed_by.user_permissions.set(finance().user_permissions.all())
    return advance.agreed_by


def test_it_is_settled_by_another_and_only_after_the_day_and_the_claim(helping_policy):
    part = coming(member__person__signs_in=True)
    advance = agreed(part)
    pay(advance.claim)
    own = part.member.person.user
    own.user_permissions.set(finance().user_permissions.all())
    facts = {"advance": advance, "what": Entry.What.WAIVED, "reason": "A reason"}
    with pytest.raises(actions.CannotSettle, match="still to come"):
        actions.settle_before(by=finance(), **facts)
    claim = attended(part)
    choose(part, Choice.What.EXPENSES, helping_policy)
    spent(claim, 12)
    actions.send_claim(claim=claim, by=None)
    for by, sentence in [
        (own, "You wrote this down or agreed to it"),
        (agreeing(advance), "You wrote this down or agreed to it"),
        (UserFactory(), "Only finance"),
        (finance(), "not decided yet"),
    ]:
        with pytest.raises(actions.CannotSettle, match=sentence):
            actions.settle_before(by=by, **facts)


def test_unpaid_money_for_who_did_not_come_is_taken_back_not_settled():
    advance = left_of(coming(), paid=False)
    clerk = finance()
    with pytest.raises(actions.CannotSettle, match="Nothing is left"):
        actions.settle_before(advance=advance, what="waived", reason="x", by=clerk)

    actions.reverse_line(line=advance.claim.lines.get(), reason="Did not come", by=clerk)

    assert now_of(advance).status == Status.WITHDRAWN
    assert "claim after the day" in Message.objects.get(purpose="claim-taken-back").body
    assert list(differences()) == []
    assert totals()["owed"] == D(0)


def test_money_that_a_claim_relies_on_is_not_taken_back(helping_policy):
    advance = agreed()
    claim = attended(advance.involvement)
    choose(advance.involvement, Choice.What.EXPENSES, helping_policy)
    spent(claim, 12)
    actions.send_claim(claim=claim, by=None)

    with pytest.raises(actions.CannotReverse, match="taken off in another claim"):
        actions.reverse_line(line=advance.claim.lines.get(), reason="Wrong", by=finance())


def test_a_version_from_a_later_day_can_be_published_all_the_same(helping_policy):
    agreed()
    later = actions.copy_policy(policy=helping_policy, from_date=timezone.localdate(), by=None)

    assert actions.publish_policy(policy=later, by=None).is_published


# --- The last guard ----------------------------------------------------------------------------
def refused(**changes):
    advance = changes.pop("of")
    with pytest.raises(IntegrityError), transaction.atomic():
        Advance.objects.filter(pk=advance.pk).update(**changes)
    return True


def test_the_database_keeps_people_apart_and_money_positive():
    money, ticket, waits = agreed(), bought(), asked()
    by = money.agreed_by

    assert refused(of=money, claimant=by)
    assert refused(of=money, asked_by=by)
    assert refused(of=money, second_agreed_by=by, second_agreed_at=timezone.now())
    assert refused(of=ticket, bought_by=ticket.agreed_by)
    assert refused(of=ticket, claimant=ticket.bought_by)
    assert refused(of=ticket, cost=D("20.01"))
    assert refused(of=ticket, status="agreed")
    assert refused(of=money, claim=None)
    assert refused(of=money, amount_agreed=D(21), reason="More")
    assert refused(of=money, amount_agreed=D(19))
    assert refused(of=ticket, asked_by=ticket.bought_by)
    for hand in ("claimant", "asked_by", "agreed_by"):
        assert refused(of=money, settled_at=timezone.now(), settled_by=by, **{hand: by})
    assert refused(of=money, settled_by=UserFactory())
    assert refused(of=ticket, settled_at=timezone.now())
    assert refused(of=waits, amount=D(0))
    assert refused(of=waits, agreed_by=by)
    assert refused(of=waits, status="refused")
    assert refused(of=waits, status="agreed")


def test_the_database_gives_money_once_and_has_it_asked_once():
    assert refused(of=agreed(), involvement=agreed().involvement)
    assert refused(of=asked(), involvement=asked().involvement)


def test_the_database_takes_off_no_more_than_was_spent():
    line = spent(attended(agreed().involvement), 25)
    for changes in (
        {"advanced": D("20.01")},
        {"advanced": D(-1)},
        {"advanced_approved": D(1)},
        {"advanced_approved": D(21), "amount_approved": D(5)},
        {"advanced_approved": D(19), "amount_approved": D(5)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.filter(pk=line.pk).update(**changes)


def test_a_rule_for_miles_says_nothing_of_before_the_day(helping_policy):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpenseRule.objects.filter(kind=Kind.CAR).update(paid_first=True)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (
            lambda line, given: Advance.objects.update(amount=D(30), amount_agreed=D(30)),
            "agreed before the day, but its claim is not approved or has another amount",
        ),
        (
            lambda line, given: Line.objects.filter(pk=line.pk).update(
                spent=40, advanced=D(21), advanced_approved=D(21)
            ),
            "more of it is used or given back than was given",
        ),
        (
            lambda line, given: Line.objects.filter(pk=line.pk).update(kind=Kind.TAXI),
            "takes off what was not given before the day",
        ),
        (
            lambda line, given: Entry.objects.create(
                line=line, kind="waived", amount=1, reason="x", entered_at=timezone.now()
            ),
            "says what became of money that was not given before the day",
        ),
    ],
)
def test_reconcile_notices(helping_policy, harm, words):
    given = agreed()
    claim = attended(given.involvement)
    choose(given.involvement, Choice.What.EXPENSES, helping_policy)
    line = spent(claim, 25)
    approved(claim)
    assert list(differences()) == []

    harm(line, given)

    assert any(sentence.endswith(words) for sentence in differences())
