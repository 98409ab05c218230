"""The claim that writes itself, is filled in, sent and decided."""

import datetime
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from involvement.actions import mark_attended, mark_did_not_attend
from involvement.models import Category, Involvement
from outbox.models import Message
from reimbursement import actions
from reimbursement.models import Choice, Claim, Kind, Line, UsualCost
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.organisation import ServiceFactory, SiteFactory
from tests.factories.people import ServiceRoleFactory, UserFactory
from tests.factories.reimbursement import ClaimFactory, PartFactory, PolicyFactory

pytestmark = pytest.mark.django_db
Status = Claim.Status
What = Choice.What


def choose(part, what, policy):
    return actions.choose_payment(member=part.member, what=what, guidance=policy, by=None)


def holder_of(service):
    return ServiceRoleFactory(service=service, role="budget_holder").user


def drafted(policy, what=What.BOTH, **facts):
    part = PartFactory(**facts)
    choose(part, what, policy)
    return actions.draft_claim(involvement=part, by=None)


def sent(policy, **facts):
    claim = drafted(policy, **facts)
    return actions.send_claim(claim=claim, by=None)


def whole(claim):
    return {line.pk: (line.payable, "") for line in claim.lines.all()}


def test_attendance_drafts_a_claim_and_tells(policy):
    starts_at = timezone.now() - datetime.timedelta(hours=5)
    activity = ActivityFactory(
        category=Category.EXPERT,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=2),
    )
    part = InvolvementFactory(activity=activity)

    mark_attended(involvement=part, hours=None, by=None)

    claim = part.claims.get()
    assert (claim.status, claim.policy, claim.service) == (Status.DRAFT, policy, activity.service)
    assert Message.objects.get().purpose == "claim-ready"
    assert not claim.lines.exists()  # they have not said whether they want a payment

    choose(part, What.BOTH, policy)

    line = claim.lines.get()
    assert (line.kind, line.amount) == (Kind.PAYMENT, D(75))
    mark_attended(involvement=part, hours=D(6), by=None)
    assert claim.lines.get().amount == D(150)
    mark_did_not_attend(involvement=part, by=None)
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN
    assert claim.public_label == "We have no note that you took part"
    assert Message.objects.count() == 1


def test_where_nothing_is_paid_there_is_no_claim(policy):
    part = PartFactory(category_of=Category.OPEN_ACCESS)
    assert actions.draft_claim(involvement=part, by=None) is None
    part = PartFactory()
    choose(part, What.NEITHER, policy)
    assert actions.draft_claim(involvement=part, by=None) is None
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("what", "amounts"),
    [
        (What.BOTH, [D("6.30"), D(75)]),
        (What.DONATE, [D("6.30"), D(75)]),
        (What.EXPENSES, [D("6.30")]),
        (What.TALK_FIRST, [D("6.30")]),
    ],
)
def test_the_choice_decides_what_is_claimed(policy, what, amounts):
    claim = drafted(policy, what)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)
    assert sorted(claim.lines.values_list("amount", flat=True)) == amounts


def test_a_choice_for_one_activity_goes_before_that_for_all(policy):
    part, other = PartFactory(), PartFactory()
    choose(part, What.BOTH, policy)
    actions.choose_payment(
        member=part.member, what=What.EXPENSES, involvement=part, guidance=policy, by=None
    )
    claim = actions.draft_claim(involvement=part, by=None)
    assert claim.choice == What.EXPENSES
    other.member = part.member
    other.save()
    assert actions.draft_claim(involvement=other, by=None).choice == What.BOTH


def test_a_payment_is_chosen_after_the_guidance():
    part = PartFactory()
    with pytest.raises(actions.CannotChoose):
        choose(part, What.BOTH, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(member=part.member, what=What.BOTH, made_at=timezone.now())


def test_a_journey_and_usual_care_are_remembered(policy):
    site = SiteFactory()
    part, later, elsewhere = PartFactory(), PartFactory(), PartFactory()
    for one in (later, elsewhere):
        one.member = part.member
        one.save()
    for one in (part, later):
        one.activity.site = site
        one.activity.save()
    choose(part, What.EXPENSES, policy)
    claim = actions.draft_claim(involvement=part, by=None)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D("14.5"), remember=True, by=None)
    actions.add_expense(
        claim=claim, kind=Kind.REPLACEMENT_CARE, spent=D(30), remember=True, by=None
    )

    def filled_in(part):
        lines = actions.draft_claim(involvement=part, by=None).lines.all()
        return [(line.kind, line.amount) for line in lines]

    assert filled_in(later) == [(Kind.CAR, D("6.53")), (Kind.REPLACEMENT_CARE, D(30))]
    assert filled_in(elsewhere) == [(Kind.REPLACEMENT_CARE, D(30))]
    assert UsualCost.objects.count() == 2


def test_the_year_s_miles_cross_the_threshold(policy):
    first = drafted(policy, What.EXPENSES, days_ago=2)
    actions.add_expense(claim=first, kind=Kind.CAR, miles=D(9_990), by=None)
    actions.send_claim(claim=first, by=None)
    part = PartFactory(member=first.involvement.member)
    claim = actions.draft_claim(involvement=part, by=None)

    line = actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)

    assert [(one.quantity, one.rate) for one in line.sums] == [(10, D("0.45")), (4, D("0.25"))]
    assert line.amount == D("5.50")
    line = actions.change_expense(line=line, miles=D(6), by=None)
    assert ([one.rate for one in line.sums], line.amount) == ([D("0.45")], D("2.70"))


def test_what_is_spent_is_paid_up_to_the_cap(policy):
    claim = drafted(policy, What.EXPENSES)
    for spent in (D(7), D(6)):
        actions.add_expense(claim=claim, kind=Kind.SUBSISTENCE, spent=spent, by=None)
    assert list(claim.lines.values_list("amount", flat=True)) == [D(7), D(3)]
    actions.remove_expense(line=claim.lines.first(), by=None)
    assert list(claim.lines.values_list("amount", flat=True)) == [D(6)]


def test_what_the_policy_does_not_pay_is_refused(policy):
    claim = drafted(policy)
    with pytest.raises(actions.CannotWriteClaim, match="phone calls and data"):
        actions.add_expense(claim=claim, kind=Kind.PHONE_DATA, spent=D(5), by=None)


def later_policy():
    """A version that counts from tomorrow, so that there are no rates for the days before."""
    return PolicyFactory(from_date=timezone.localdate() + datetime.timedelta(days=1))


def test_without_rates_for_the_day_nothing_is_lost():
    later = later_policy()
    part = PartFactory()
    claim = actions.draft_claim(involvement=part, by=None)
    assert claim.policy is None
    assert not Message.objects.exists()
    with pytest.raises(actions.CannotWriteClaim, match="no rates are set for that day"):
        actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(5), by=None)
    with pytest.raises(actions.CannotSendClaim, match="no rates are set for that day"):
        actions.send_claim(claim=claim, by=None)
    earlier = actions.copy_policy(policy=later, from_date=datetime.date(2020, 4, 1), by=None)

    actions.publish_policy(policy=earlier, by=None)

    claim.refresh_from_db()
    assert claim.policy == earlier
    assert Message.objects.get().purpose == "claim-ready"
    choose(part, What.BOTH, earlier)
    assert claim.lines.get().amount == D(75)


def test_a_version_leaves_claims_from_before_its_first_day_alone():
    later = later_policy()
    claim = actions.draft_claim(involvement=PartFactory(days_ago=9), by=None)
    first_day = timezone.localdate() - datetime.timedelta(days=3)
    version = actions.copy_policy(policy=later, from_date=first_day, by=None)

    actions.publish_policy(policy=version, by=None)

    claim.refresh_from_db()
    assert claim.policy is None
    assert not ModelLogEntry.objects.filter(action="reimbursement.write_again").exists()


def test_before_there_is_any_policy_nobody_is_told_of_money():
    assert actions.draft_claim(involvement=PartFactory(), by=None) is None
    assert not Message.objects.exists()


def test_a_claim_that_has_no_choice_or_nothing_in_it_is_not_sent(policy):
    part = PartFactory()
    claim = actions.draft_claim(involvement=part, by=None)
    with pytest.raises(actions.CannotSendClaim, match="whether you would like to be paid"):
        actions.send_claim(claim=claim, by=None)
    choose(part, What.EXPENSES, policy)
    with pytest.raises(actions.CannotSendClaim, match="nothing to pay in this claim"):
        actions.send_claim(claim=claim, by=None)


def test_a_receipt_or_the_reason_for_having_none(policy):
    claim = drafted(policy, What.EXPENSES)
    line = actions.add_expense(
        claim=claim, kind=Kind.PUBLIC_TRANSPORT, spent=D("5.01"), description="bus", by=None
    )
    with pytest.raises(actions.CannotSendClaim, match="Add a receipt for “bus”"):
        actions.send_claim(claim=claim, by=None)
    actions.change_expense(line=line, spent=D("5.01"), without_receipt="I lost it", by=None)
    assert actions.send_claim(claim=claim, by=None).status == Status.SENT


def test_a_late_claim_needs_a_reason_and_is_not_refused(policy):
    claim = drafted(policy, days_ago=91)
    with pytest.raises(actions.CannotSendClaim, match="why this comes late"):
        actions.send_claim(claim=claim, by=None)
    claim = actions.send_claim(claim=claim, late_reason="I was in hospital", by=None)
    assert (claim.status, claim.late_reason) == (Status.SENT, "I was in hospital")


def test_a_claim_for_an_activity_not_attended(policy):
    claim = drafted(policy)
    Involvement.objects.update(status="did_not_attend", hours=None)
    with pytest.raises(actions.CannotSendClaim, match="no note that you took part"):
        actions.send_claim(claim=claim, by=None)
    with pytest.raises(actions.CannotClaim):
        actions.claim_again(involvement=claim.involvement, by=None)


def test_what_was_forgotten_is_claimed_again_but_time_is_paid_once(policy):
    claim = sent(policy)
    holder = holder_of(claim.service)
    assert actions.claim_again(involvement=claim.involvement, by=None) == claim
    actions.approve_claim(claim=claim, decisions=whole(claim), by=holder)

    again = actions.claim_again(involvement=claim.involvement, by=None)

    assert again != claim
    assert not again.lines.exists()
    first = claim.lines.get()
    first.pk, first.claim, first._state.adding = None, again, True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_the_budget_holder_approves_and_the_member_hears(policy):
    claim = sent(policy)
    holder = holder_of(claim.service)
    claim = actions.approve_claim(claim=claim, decisions=whole(claim), by=holder)
    assert (claim.status, claim.approved_by) == (Status.APPROVED, holder)
    assert claim.lines.get().amount_approved == D(75)
    assert "£75.00" in Message.objects.get(purpose="claim-decided").body


def test_part_of_it_with_a_reason(policy):
    claim = drafted(policy)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)
    claim = actions.send_claim(claim=claim, by=None)
    holder, miles = holder_of(claim.service), claim.lines.get(kind=Kind.CAR)
    with pytest.raises(actions.CannotDecide, match="Say why you approve less"):
        actions.approve_claim(
            claim=claim, decisions=whole(claim) | {miles.pk: (D(0), " ")}, by=holder
        )
    with pytest.raises(actions.CannotDecide, match=r"between £0\.00 and £6\.30"):
        actions.approve_claim(
            claim=claim, decisions=whole(claim) | {miles.pk: (D("6.31"), "")}, by=holder
        )
    with pytest.raises(actions.CannotDecide, match="has changed since you opened it"):
        actions.approve_claim(claim=claim, decisions={miles.pk: (D(1), "x")}, by=holder)
    actions.approve_claim(
        claim=claim, decisions=whole(claim) | {miles.pk: (D(0), "You came with us.")}, by=holder
    )
    assert "£0.00 of £6.30. The reason: You came with us." in Message.objects.last().body


def test_above_the_limit_a_second_person_agrees(policy):
    policy.second_approval_over = D(50)
    policy.save()
    claim = sent(policy)
    first, second = holder_of(claim.service), holder_of(claim.service)
    claim = actions.approve_claim(claim=claim, decisions=whole(claim), by=first)
    assert claim.status == Status.SECOND
    with pytest.raises(actions.CannotDecide, match="You approved this already"):
        actions.agree_second(claim=claim, by=first)
    claim = actions.agree_second(claim=claim, by=second)
    assert (claim.status, claim.second_approved_by) == (Status.APPROVED, second)


def test_sent_back_with_a_question_and_answered(policy):
    claim = sent(policy)
    holder = holder_of(claim.service)
    with pytest.raises(actions.CannotDecide, match="what you would like to know"):
        actions.send_back(claim=claim, question=" ", by=holder)
    claim = actions.send_back(claim=claim, question="Which bus?", by=holder)
    assert claim.status == Status.RETURNED
    assert "Which bus?" in Message.objects.get(purpose="claim-question").body
    with pytest.raises(actions.CannotSendClaim, match="answer the question"):
        actions.send_claim(claim=claim, by=None)
    claim = actions.send_claim(claim=claim, answer="The 54", by=None)
    assert (claim.status, claim.answer) == (Status.SENT, "The 54")


def test_nobody_decides_about_their_own_or_what_they_wrote(policy):
    part = PartFactory()
    own = UserFactory()
    part.member.person.user = own
    part.member.person.save()
    clerk = UserFactory()
    choose(part, What.BOTH, policy)
    claim = actions.draft_claim(involvement=part, by=None)
    claim = actions.send_claim(claim=claim, by=clerk)
    for user in (own, clerk):
        ServiceRoleFactory(service=claim.service, user=user, role="budget_holder")
        with pytest.raises(actions.CannotDecide, match="somebody else has to decide"):
            actions.approve_claim(claim=claim, decisions=whole(claim), by=user)
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(approved_at=timezone.now(), approved_by=user)


def test_a_lead_or_another_service_s_holder_does_not_decide(policy):
    claim = sent(policy)
    lead = ServiceRoleFactory(service=claim.service).user
    for user in (lead, holder_of(ServiceFactory())):
        with pytest.raises(actions.CannotDecide, match="Only the budget holder"):
            actions.approve_claim(claim=claim, decisions=whole(claim), by=user)
        assert not Claim.objects.visible_to(user).exists()


def test_an_approver_who_changed_service_no_longer_decides(policy):
    claim = sent(policy)
    holder = holder_of(claim.service)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    holder.service_roles.update(from_date=yesterday, to_date=yesterday)
    with pytest.raises(actions.CannotDecide, match="Only the budget holder"):
        actions.approve_claim(claim=claim, decisions=whole(claim), by=holder)


def test_one_claim_in_hand(policy):
    claim = drafted(policy)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(involvement=claim.involvement)


def test_withdrawn_and_taken_up_again(policy):
    claim = drafted(policy)
    actions.add_expense(claim=claim, kind=Kind.CAR, miles=D(14), by=None)
    claim = actions.withdraw_claim(claim=claim, by=None)
    assert claim.lines.get().amount == D("6.30")
    claim = actions.take_up_claim(claim=claim, by=None)
    assert claim.status == Status.DRAFT
    assert Line.objects.count() == 2
