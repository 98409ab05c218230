"""What one part in one activity entitles to: which version counts, and what its member chose."""

from decimal import Decimal

from django.utils import timezone

from reimbursement.models import Choice, ExpenseRule, Policy


def day_of(involvement):
    """The day whose rates count: that of the activity, or else that on which it was recorded."""
    return timezone.localdate(involvement.activity.starts_at or involvement.status_changed_at)


def cost_centre_of(involvement):
    """The cost centre that was frozen at attendance; before that, the one that would be."""
    activity = involvement.activity
    return involvement.cost_centre or activity.cost_centre or activity.service.cost_centre


def hours_of(involvement):
    """How long it took, as a Decimal of hours: as it was said, or as planned; None if unknown."""
    activity = involvement.activity
    if involvement.hours is not None or activity.starts_at is None:
        return involvement.hours
    seconds = Decimal((activity.ends_at - activity.starts_at).total_seconds())
    return round(seconds / 3600, 2)


def choice_for(involvement):
    """The Choice that counts for `involvement`, the newest for it or else for all; or None."""
    choices = Choice.objects.filter(member=involvement.member_id)
    own = choices.filter(involvement=involvement).newest()
    return own or choices.standing().newest()


def category_of(involvement):
    """The category that was frozen at attendance; before that, the one of the activity."""
    return involvement.category or involvement.activity.category


def entitlement_for(involvement, policy):
    """The Entitlement of its category under `policy`, or None where there is no policy."""
    return policy and policy.entitlements.filter(category=category_of(involvement)).first()


def expense_rules_for(claim):
    """The rules of the expenses that `claim` can hold: none where its category has none paid."""
    entitlement = entitlement_for(claim.involvement, claim.policy)
    if entitlement is None or not entitlement.pays_expenses:
        return ExpenseRule.objects.none()
    return claim.policy.expense_rules.all()


def pays_anything(involvement):
    """Whether a claim is worth writing: the policy pays, and the member wants it.

    Where no version counts on the day, but one does on others, it is: it waits for its rates.
    """
    choice = choice_for(involvement)
    if choice and not choice.wants_expenses and choice.what != Choice.What.TALK_FIRST:
        return False
    policy = Policy.objects.on(day_of(involvement))
    entitlement = entitlement_for(involvement, policy)
    if policy is None:
        return Policy.objects.in_force().exists()
    return bool(entitlement and entitlement.pays_anything)


def why_choose_first(involvement, policy):
    """Whether the member has to choose before time can be claimed for; the sentence, or None."""
    entitlement = entitlement_for(involvement, policy)
    if entitlement and entitlement.pays_time and choice_for(involvement) is None:
        return "Please tell us first whether you would like to be paid for your time."
    return None
