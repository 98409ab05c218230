"""Filling in a claim from what is known: the policy, the choice, the hours and the usual costs.

Nothing here decides: the sums are those of `reimbursement.rates`, and the member checks and sends.
"""

from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from reimbursement import rates
from reimbursement.advances import accepted_for, given_for, kinds_bought
from reimbursement.entitled import choice_for, entitlement_for, hours_of
from reimbursement.models import Choice, Kind, Line, Policy, UsualCost


def _fill_in(claim):
    """Fill in a locked `claim` anew; what was typed stays."""
    first_time = claim.policy_id is None
    claim.policy = Policy.objects.on(claim.activity_date)
    claim.choice = _choice(claim)
    claim.save(update_fields=["policy", "choice"])
    claim.lines.filter(kind=Kind.PAYMENT).delete()
    if claim.policy is None:
        return
    if first_time:
        _add_usual_costs(claim)
    _add_payment(claim)
    _work_out(claim)


def _work_out(claim):
    """Work out each line of expenses of a locked `claim` by the rules of its policy."""
    rules = {rule.kind: rule for rule in claim.policy.expense_rules.all()}
    left, miles, given, before = {}, {}, given_for(claim), accepted_for(claim)
    for line in claim.lines.exclude(kind=Kind.PAYMENT).order_by("pk"):
        rule = rules.get(line.kind)
        if line.by_miles and rule:
            driven = miles.setdefault(line.kind, _miles_before(claim, line.kind))
            miles[line.kind] = driven + line.miles
            _set_miles(line, rule.miles(line.miles, driven))
        most = left.setdefault(line.kind, _most(rule, before[line.kind]))
        payable = line.whole if most is None else min(line.whole, most)
        line.advanced = min(payable, given[line.kind])
        line.amount = payable - line.advanced
        given[line.kind] -= line.advanced
        left[line.kind] = most if most is None else most - payable
        line.save()


def _most(rule, before):
    """The pounds that a rule still pays for one activity, after those of other claims; or None."""
    if rule is None:
        return rates.NONE
    return rule.cap and max(rates.to_pence(rule.cap - before), rates.NONE)


def _add_line(claim, *, kind, miles=None, spent=None, spent_date=None, **words):
    """Add an expense to a locked `claim`, by miles or by what was spent; return the Line."""
    rule = claim.policy.expense_rules.get(kind=kind)
    if miles is None:
        numbers = {"spent": spent} | _when_spent(claim, spent_date)
    else:
        numbers = {"quantity": miles, "rate": rule.rate}
    line = Line.objects.create(
        claim=claim, involvement=claim.involvement, kind=kind, amount=0, **numbers, **words
    )
    _work_out(claim)
    return Line.objects.get(pk=line.pk)


def _when_spent(claim, spent_date):
    """When something was spent, which is the day of the activity unless they say, and today."""
    today = timezone.localdate()
    return {
        "spent_date": spent_date or min(claim.activity_date, today),
        "written_date": today,
    }


def _miles_before(claim, kind):
    """The miles of one kind that the member claimed in this tax year with other claims."""
    first_day, last_day = rates.tax_year(claim.activity_date)
    others = Line.objects.counted().filter(
        kind=kind,
        involvement__member=claim.involvement.member_id,
        claim__activity_date__range=(first_day, last_day),
    )
    total = Sum(F("quantity") + Coalesce("quantity_after", 0, output_field=_miles_field()))
    return others.exclude(claim=claim).aggregate(total=total)["total"] or rates.NONE


def _miles_field():
    return Line._meta.get_field("quantity_after")


def _choice(claim):
    """What the claim is made for: the member's choice; expenses where time is not paid for."""
    entitlement = entitlement_for(claim.involvement, claim.policy)
    if choice := choice_for(claim.involvement):
        return choice.what
    return "" if entitlement is None or entitlement.pays_time else Choice.What.EXPENSES


def _add_usual_costs(claim):
    involvement = claim.involvement
    entitlement = entitlement_for(involvement, claim.policy)
    if not (entitlement and entitlement.pays_expenses):
        return
    site = involvement.activity.site_id
    usual = UsualCost.objects.filter(member=involvement.member_id)
    usual = usual.filter(site=None) | usual.filter(site__isnull=False, site=site)
    paid = claim.policy.expense_rules.exclude(kind__in=kinds_bought(involvement))
    paid = paid.values_list("kind", flat=True)
    for cost in usual.filter(kind__in=paid).order_by("pk"):
        _add_line(claim, kind=cost.kind, miles=cost.miles, spent=cost.spent)


def _add_payment(claim):
    """Add what is paid for time, if the member wants it and did not claim it before."""
    involvement, choice = claim.involvement, choice_for(claim.involvement)
    entitlement = entitlement_for(involvement, claim.policy)
    if not (choice and choice.wants_payment and entitlement):
        return
    total = entitlement.payment(hours_of(involvement))
    claimed = Line.objects.standing().filter(involvement=involvement, kind=Kind.PAYMENT)
    if total is None or claimed.exists():
        return
    Line.objects.create(
        claim=claim,
        involvement=involvement,
        kind=Kind.PAYMENT,
        quantity=total.quantity,
        rate=total.rate,
        unit=total.unit,
        amount=total.amount,
    )


def _set_miles(line, parts):
    first, second = [*parts, None][:2]
    line.quantity, line.rate = first.quantity, first.rate
    line.quantity_after = second.quantity if second else None
    line.rate_after = second.rate if second else None
