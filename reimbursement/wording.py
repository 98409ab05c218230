"""How an amount arises, in words that can be checked with a pencil."""

from django.utils import timezone

from reimbursement.rates import NONE, money, plain, total

NOT_YET = "This date has not come yet. Enter the day on which you paid."


def how(line):
    """How the amount of a Line arises: "14 miles × 45p = £6.30", "£14.00, we pay up to £10.00"."""
    if line.spent is not None:
        words = money(line.spent)
    else:
        words = " + ".join(_part(part) for part in line.sums)
        if line.quantity_after or line.quantity != 1 or line.by_miles:
            words += f" = {money(line.whole)}"
    if line.is_capped:
        words += f", of which we pay {money(line.payable)}"
    if line.advanced:
        words += f". You had {money(line.advanced)} of it before the day"
    return words


def where_it_is(claim, payments=()):
    """Where a Claim is, as sentences with their days: "You sent it on 3 June 2026.".

    The claim is `said_paid`. `payments` are its Payments, the first ones first.
    """
    said = []
    if claim.sent_at and claim.status != "withdrawn":
        who = "You" if claim.sent_by_id == claim.claimant_id else "We wrote it down for you and"
        said.append(f"{who} sent it on {day_of_moment(claim.sent_at)}.")
    changed = day_of_moment(claim.status_changed_at)
    return said + {
        "sent": ["You do not have to do anything. We tell you what was decided."],
        "second": [
            "One person has agreed. A second person has to agree too, because of the amount."
        ],
        "returned": [f"We asked you a question on {changed}."],
        "approved": [f"We agreed to it on {changed}.", *what_was_paid(payments, claim.is_owed)],
        "refused": [f"We decided this on {changed}."],
        "withdrawn": [f"We will not pay this. We noted that on {changed}."],
    }.get(claim.status, [])


def what_was_paid(payments, is_owed=True):
    """What became of Payments, as sentences: "We paid £6.30 on 5 June 2026."."""
    latest = {payment.line_id: payment for payment in payments}.values()
    paid = {}
    for payment in latest:
        if payment.status == "paid":
            day = day_of_moment(payment.status_changed_at)
            paid[day] = paid.get(day, NONE) + payment.amount
    said = [f"We paid {money(amount)} on {day}." for day, amount in paid.items()]
    failed = [payment for payment in latest if payment.status == "failed"]
    if failed:
        amount = money(total(payment.amount for payment in failed))
        said.append(f"A payment of {amount} did not go through. We will try again.")
    return said or (["We tell you when it is paid."] if is_owed else [])


def decided(line):
    """What was decided about a Line: "Agreed: £6.30 of £9.00. The reason: 14 miles are enough."."""
    accepted, asked = money(line.accepted), money(line.payable)
    if line.accepted < line.payable:
        words = f"Agreed: {accepted} of {asked}. The reason: {line.reason}"
        if line.accepted < line.advanced:
            left = money(line.advanced - line.accepted)
            words = f"{words} {left} of what you had before the day is left. We will talk to you."
    elif line.advanced and line.amount_approved:
        words = f"Agreed: {accepted}. We pay {money(line.amount_approved)}, as you had the rest."
    else:
        words = f"Agreed: {accepted}"
    return words


def day_of_moment(moment):
    """The day of a moment, in words: "3 June 2026"."""
    return f"{timezone.localtime(moment):%-d %B %Y}"


def what_we_pay(rule):
    """What an ExpenseRule says, as short sentences: "We pay 45p for each mile."."""
    sentences = [
        rule.rate and f"We pay {money(rule.rate)} for each mile.",
        rule.rate_after
        and f"After {rule.threshold_miles:,} miles in a tax year it is {money(rule.rate_after)}.",
        rule.cap and f"We pay up to {money(rule.cap)} for one activity.",
        _receipt(rule),
        rule.agreed_first and "Please agree it with us before you spend the money.",
        what_helps(rule),
        rule.evidence and f"We need to see: {rule.evidence.rstrip('.')}.",
    ]
    return " ".join(filter(None, sentences))


def what_helps(rule, whom="you"):
    """What an ExpenseRule lets us do before the day, as a sentence, or "". Staff read "them"."""
    ways = [
        rule.paid_first and f"give {whom} the money first",
        rule.bought_first and f"buy it for {whom}",
    ]
    said = ", or ".join(filter(None, ways))
    begun = "If you ask before the day, we" if whom == "you" else "We"
    return f"{begun} can {said}." if said else ""


def _receipt(rule):
    if rule.receipt_over is None or rule.by_miles:
        return ""
    if rule.receipt_over == 0:
        return "Please add a receipt."
    return f"Please add a receipt if it cost more than {money(rule.receipt_over)}."


def _part(part):
    if not part.unit:
        miles = "mile" if part.quantity == 1 else "miles"
        return f"{plain(part.quantity)} {miles} × {money(part.rate)}"
    if part.quantity == 1:
        return f"{money(part.rate)} for {_a(part.unit)}"
    return f"{plain(part.quantity)} × {money(part.rate)} (for each {part.unit})"


def _a(unit):
    """A unit with its article: "an activity of up to 4 hours", "3 hours, or part of it"."""
    if unit[0].isdigit():
        return unit
    return f"{'an' if unit[0] in 'aeiou' else 'a'} {unit}"
