"""What somebody should look at before they decide about a claim, in words. Nothing here decides."""

from django.utils import timezone

from involvement.models import Involvement
from reimbursement.entitled import entitlement_for, hours_of
from reimbursement.models import Advance, Claim, Kind
from reimbursement.permissions import is_late, needs_receipt
from reimbursement.rates import NONE, money

FAR_DAYS = 31  # between spending and the activity


def of_claim(claim):
    """What is to be looked at about `claim` as a whole, as a list of sentences."""
    if claim.is_advance:
        return []
    found = [_attendance(claim), _lateness(claim), _hours(claim), *_others(claim), *_before(claim)]
    return [sentence for sentence in found if sentence]


def of_line(claim, line):
    """What is to be looked at about one `line` of `claim`, as a list of sentences."""
    rule = next((r for r in claim.policy.expense_rules.all() if r.kind == line.kind), None)
    found = [_receipt(claim, line), _day(claim, line), _cap(line, rule), _threshold(line, rule)]
    if rule and rule.agreed_first:
        found.append("This has to be agreed before the day. Please check that it was.")
    if rule and rule.evidence:
        found.append(f"What the policy asks to see: {rule.evidence}")
    return [sentence for sentence in found if sentence]


def _attendance(claim):
    if claim.involvement.status != Involvement.Status.ATTENDED:
        return "They are now marked as not having taken part."
    return None


def _lateness(claim):
    if claim.sent_at is None or not is_late(claim, timezone.localdate(claim.sent_at)):
        return None
    days = (timezone.localdate(claim.sent_at) - claim.activity_date).days
    return (
        f"It came {days} days after the day; the policy gives {claim.policy.claim_within_days}. "
        f"The reason: {claim.late_reason or 'none was given'}"
    )


def _hours(claim):
    """Whether what is asked for time is not what the hours that are recorded now come to."""
    paid = [line for line in claim.lines.all() if line.kind == Kind.PAYMENT]
    entitlement = entitlement_for(claim.involvement, claim.policy)
    if not paid or entitlement is None:
        return None
    now = entitlement.payment(hours_of(claim.involvement))
    due = now.amount if now else NONE
    if due == paid[0].amount:
        return None
    return (
        f"By the hours that are recorded now, their time comes to {money(due)}. The claim asks for "
        f"{money(paid[0].amount)}."
    )


def _others(claim):
    others = Claim.objects.sent_in().afterwards().filter(involvement=claim.involvement_id)
    others = others.exclude(pk=claim.pk)
    for other in others.total().order_by("pk"):
        yield (
            f"There is another claim for the same part: {other}, {money(other.total or NONE)}, "
            f"{other.get_status_display().lower()}."
        )


def _before(claim):
    """What was given or bought before the day, so that nothing is paid twice."""
    done = (Advance.Status.AGREED, Advance.Status.BOUGHT)
    for advance in Advance.objects.filter(involvement=claim.involvement_id, status__in=done):
        what = f"{advance.get_kind_display().lower()} ({advance.called}, {advance})"
        if advance.is_money:
            yield (
                f"{money(advance.amount_agreed)} was given before the day for {what}. What they "
                "spent of it is taken off where it says so."
            )
        elif advance.cost is not None:
            yield f"We bought something for {money(advance.cost)} before the day: {what}."


def _receipt(claim, line):
    if not needs_receipt(claim, line) or line.receipts.all():
        return None
    return f"There is no receipt. The reason: {line.without_receipt or 'none was given'}"


def _day(claim, line):
    """Whether it was spent long before or after the activity."""
    days = (line.spent_date - claim.activity_date).days if line.spent_date else 0
    if abs(days) <= FAR_DAYS:
        return None
    when = "after" if days > 0 else "before"
    return f"They paid this {abs(days)} days {when} the activity. Please check the receipt."


def _cap(line, rule):
    if not line.is_capped:
        return None
    if rule and rule.cap is not None:
        return (
            f"It came to {money(line.whole)}; the policy pays up to {money(rule.cap)} for one "
            "activity."
        )
    return f"It came to {money(line.whole)}; the policy pays {money(line.payable)} of it."


def _threshold(line, rule):
    if not (rule and line.rate_after):
        return None
    return (
        f"Some of these miles are past the {rule.threshold_miles:,} of this tax year, so they are "
        f"paid at {money(line.rate_after)} each."
    )
