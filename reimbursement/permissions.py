"""Who may claim, approve and set the policy: None is yes, a sentence is no."""

import datetime

from django.utils import timezone

from involvement.models import Involvement
from reimbursement import advances
from reimbursement.entitled import why_choose_first
from reimbursement.models import Advance, Batch, Claim, Kind, Payment

Status = Claim.Status
NOTHING_YET = "There is nothing to pay in this claim yet. Add what it cost you first."
COMES_TO_NOTHING = (
    "This claim comes to nothing, because we pay no more for this activity. If it cost you more, "
    "please talk to us."
)


# --- The policy --------------------------------------------------------------------------------
def why_not_see_policy(user, thing=None):
    """Whether `user` may read the versions of the reimbursement policy, published or not."""
    if user.has_perm("reimbursement.set_policy") or not why_not_use_claims(user):
        return None
    return "The reimbursement policy is for the Patient Experience team and budget holders."


def why_not_set_policy(user, policy=None):
    """Whether `user` may prepare and publish versions, or change `policy`."""
    if not user.has_perm("reimbursement.set_policy"):
        return "Only the Patient Experience team can set the reimbursement policy."
    if policy is not None and policy.is_published:
        return (
            "This version is published, so it stays as it is. Make a new version from it instead."
        )
    return None


# --- Claims ------------------------------------------------------------------------------------
def why_not_use_claims(user, thing=None):
    """Whether `user` may open the lists of claims and of help before the day.

    Which of them they see, `visible_to` says.
    """
    if user.has_perm("reimbursement.run_reimbursement") or not why_not_pay(user):
        return None
    if user.is_authenticated and user.budgets_held().exists():
        return None
    return "Claims are for the Patient Experience team, budget holders and finance."


def why_not_write_for_members(user, thing=None):
    """Whether `user` may write a claim down for a member who rang or sent it on paper."""
    if user.has_perm("reimbursement.run_reimbursement"):
        return None
    return "Only the Patient Experience team can write a claim for a member."


def why_not_see_claim(user, claim):
    """Whether `user` may see `claim`: its member, its budget holder, who runs reimbursement."""
    if is_own(user, claim) or Claim.objects.visible_to(user).filter(pk=claim.pk).exists():
        return None
    return "You can only see your own claims."


def why_not_write(claim):
    """Whether anything can be written into `claim` now; said to its member."""
    if not claim.is_changeable:
        return "You have sent this claim, so it can no longer be changed."
    if claim.policy is None:
        return (
            "We cannot work this out yet, because no rates are set for that day. You do not have "
            "to do anything. We will look into it."
        )
    return None


def why_not_send(claim):
    """Whether `claim` can be sent as it stands; said to its member."""
    involvement = claim.involvement
    if why_not := why_not_write(claim):
        return why_not
    if involvement.status != Involvement.Status.ATTENDED:
        return "We have no note that you took part in this. Please ask the person who ran it."
    if sentence := why_choose_first(involvement, claim.policy):
        return sentence
    lines = list(claim.lines.prefetch_related("receipts"))
    if not any(line.payable for line in lines):
        return COMES_TO_NOTHING if lines else NOTHING_YET
    return next(filter(None, (why_receipt(claim, line) for line in lines)), None)


def why_receipt(claim, line):
    """Whether `line` lacks a receipt or a reason for having none; the sentence, or None."""
    if not needs_receipt(claim, line) or line.without_receipt or line.receipts.all():
        return None
    return (
        f"Add a receipt for “{line.called}”, or tell us why you have none. We will not turn you "
        "down for that alone."
    )


def needs_receipt(claim, line):
    """Whether the policy asks for a receipt for `line`."""
    if line.kind == Kind.PAYMENT or line.by_miles:
        return False
    rule = next((r for r in claim.policy.expense_rules.all() if r.kind == line.kind), None)
    return bool(rule and rule.receipt_over is not None and line.spent > rule.receipt_over)


def is_late(claim, today=None):
    """Whether `claim` is sent after the days that its policy gives."""
    last = claim.activity_date + datetime.timedelta(days=claim.policy.claim_within_days)
    return (today or timezone.localdate()) > last


def is_own(user, claim):
    """Whether `claim` is that of the member who signs in as `user`."""
    return user.is_authenticated and claim.involvement.member.person.user_id == user.pk


# --- Approving ---------------------------------------------------------------------------------
def why_not_decide(user, claim):
    """Whether `user` may approve `claim` or send it back: its budget's holder, and nobody in it."""
    if not user.is_authenticated or not user.budgets_held().filter(pk=claim.service_id).exists():
        return "Only the budget holder of the service that pays can decide about this claim."
    if claim.status not in (Status.SENT, Status.SECOND):
        return f"This claim is marked as “{claim.get_status_display().lower()}”."
    if user.pk in (claim.claimant_id, claim.involvement.member.person.user_id):
        return "This is your own claim, so somebody else has to decide about it."
    if user.pk == claim.sent_by_id:
        return "You wrote this claim down, so somebody else has to decide about it."
    if claim.status == Status.SECOND and user.pk == claim.approved_by_id:
        return "You approved this already. A second person has to agree."
    return None


def why_not_approve(user, claim):
    """Whether `user` may approve `claim` line by line, with its activity as it is recorded now."""
    if why_not := why_not_decide(user, claim):
        return why_not
    if claim.status != Status.SENT:
        return "This claim was approved already, and waits for a second person."
    return _why_not_attended(claim)


def why_not_agree_second(user, claim):
    """Whether `user` may agree to `claim` as the second person."""
    if why_not := why_not_decide(user, claim):
        return why_not
    if claim.status != Status.SECOND:
        return "Somebody has to approve this claim line by line first."
    return _why_not_attended(claim)


def _why_not_attended(claim):
    if claim.involvement.status != Involvement.Status.ATTENDED:
        return (
            "This person is now marked as not having taken part. Ask whoever ran the activity, or "
            "send the claim back with a question."
        )
    return None


# --- How long people wait ----------------------------------------------------------------------
def why_not_see_waiting_times(user, thing=None):
    """Whether `user` may read how long people wait: whoever sees claims."""
    if not why_not_use_claims(user):
        return None
    return "How long people wait is for the Patient Experience team, budget holders and finance."


# --- Before the day ----------------------------------------------------------------------------
def why_not_ask(involvement):
    """Whether help with a cost can be asked for before `involvement`; said to its member."""
    starts_at = involvement.activity.starts_at
    if involvement.status != Involvement.Status.EXPECTED or (
        starts_at and starts_at <= timezone.now()
    ):
        return "This help is for before the day. If it cost you something, you can claim for it."
    if not advances.wants_expenses(involvement):
        return "You told us that you want no expenses paid. Please change that first."
    if not advances.rules_before(involvement).exists():
        return "There is nothing that we can pay or buy before this activity. Please ask us."
    return None


def why_not_decide_before(user, advance):
    """Whether `user` may agree to `advance` or refuse it: as with claims, and nobody in it."""
    if not user.is_authenticated or not user.budgets_held().filter(pk=advance.service_id).exists():
        return "Only the budget holder of the service that pays can decide about this."
    if advance.status not in Advance.WAITING:
        return f"This is marked as “{advance.get_status_display().lower()}”."
    if user.pk == advance.claimant_id or is_own(user, advance):
        return "You asked for this yourself, so somebody else has to decide about it."
    if user.pk == advance.asked_by_id:
        return "You wrote this down, so somebody else has to decide about it."
    if advance.status == Advance.Status.SECOND and user.pk == advance.agreed_by_id:
        return "You agreed to this already. A second person has to agree."
    return None


def why_not_agree_before(user, advance):
    """Whether `user` may agree to `advance`, for somebody who is still expected."""
    if why_not := why_not_decide_before(user, advance):
        return why_not
    if advance.involvement.status != Involvement.Status.EXPECTED:
        return "This person is not expected any more, so there is nothing to agree to."
    return None


def why_not_buy(user, advance):
    """Whether `user` may note that they bought what was agreed: the PE team, and nobody in it."""
    if why_not := why_not_write_for_members(user):
        return why_not
    if advance.is_money or advance.status != Advance.Status.AGREED:
        return f"This is marked as “{advance.get_status_display().lower()}”, so do not buy it."
    if advance.involvement.status != Involvement.Status.EXPECTED:
        return "This person is not expected any more, so do not buy it."
    if _has_a_hand_in(user, advance):
        return "You wrote this down or agreed to it, so somebody else has to buy it."
    return None


def _has_a_hand_in(user, advance):
    hands = ("claimant_id", "asked_by_id", "agreed_by_id", "second_agreed_by_id")
    return is_own(user, advance) or user.pk in {getattr(advance, hand) for hand in hands}


def why_not_settle(user, advance):
    """Whether `user` may write down what became of money that is left of `advance`."""
    if why_not := why_not_pay(user):
        return why_not
    if _has_a_hand_in(user, advance):
        return "You wrote this down or agreed to it, so somebody else has to say what became of it."
    if not advance.is_money or advance.status != Advance.Status.AGREED:
        return "No money was given for this."
    if advance.involvement.status == Involvement.Status.EXPECTED:
        return "The day is still to come."
    return None


# --- Paying ------------------------------------------------------------------------------------
def why_not_pay(user, thing=None):
    """Whether `user` may see what is owed, and make batches of it."""
    if user.has_perm("reimbursement.pay"):
        return None
    return "Only finance can pay claims."


def why_not_take_back(user, line):
    """Whether `user` may take back `line`, which was approved and found wrong."""
    if why_not := why_not_pay(user):
        return why_not
    if line.reversed_at or line.claim.status != Status.APPROVED or not line.amount_approved:
        return "There is nothing to take back."
    if any(one.status == Payment.Status.WAITING for one in line.payments.all()):
        return "This is in a batch. Wait for what finance says, then take it back."
    return None


def why_not_see_budgets(user, thing=None):
    """Whether `user` may open the list of budgets; which of them, `Budget.visible_to` says."""
    if not why_not_set_budget(user) or (user.is_authenticated and user.budgets_held().exists()):
        return None
    return "Budgets are for finance, the Patient Experience team and budget holders."


def why_not_set_budget(user, thing=None):
    """Whether `user` may say what a cost centre has to spend."""
    if user.has_perm("reimbursement.pay") or user.has_perm("reimbursement.run_reimbursement"):
        return None
    return "Only finance and the Patient Experience team can set budgets."


def why_not_see_recharges(user, thing=None):
    """Whether `user` may read what every directorate pays."""
    if why_not_set_budget(user):
        return "Only finance and the Patient Experience team can see what directorates pay."
    return None


def why_not_check_batch(user, batch):
    """Whether `user` may say that `batch` is right: finance, not who made it, and nobody in it."""
    if why_not := why_not_pay(user):
        return why_not
    if batch.status != Batch.Status.MADE:
        return f"This batch is marked as “{batch.get_status_display().lower()}”."
    if batch.made_by_id == user.pk:
        return "You made this batch, so somebody else has to check it."
    if batch.payments.with_a_hand_of(user).exists():
        return (
            "You claimed, wrote down or approved something in this batch, so somebody else has to "
            "check it."
        )
    return None


def why_not_drop_batch(user, batch):
    """Whether `user` may take `batch` back before it is checked."""
    if why_not := why_not_pay(user):
        return why_not
    if batch.status != Batch.Status.MADE:
        return f"This batch is marked as “{batch.get_status_display().lower()}”."
    return None


def why_not_export_batch(user, batch):
    """Whether `user` may take out the file of `batch`, once it is checked."""
    if why_not := why_not_pay(user):
        return why_not
    if batch.status in (Batch.Status.MADE, Batch.Status.DROPPED):
        return f"This batch is marked as “{batch.get_status_display().lower()}”."
    return None
