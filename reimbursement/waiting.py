"""What the first page of the back office tells of claims."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from design_system.desk import Waiting, counted
from reimbursement.models import Advance, Claim
from reimbursement.permissions import why_not_pay, why_not_write_for_members


def claims_that_wait(user):
    """What waits for the holder of a budget, and what nobody can send without rates."""
    return [one for one in (_to_decide(user), _without_rates(user)) if one]


def how_many_wait_for(user):
    """How many claims wait for `user` to decide, and for how many days the longest has."""
    claims = Claim.objects.waiting_for(user).order_by()
    found = claims.aggregate(number=Count("pk"), since=Min("sent_at"))
    if not found["number"]:
        return 0, 0
    return found["number"], (timezone.localdate() - timezone.localdate(found["since"])).days


def in_words(number, days):
    """Say it: "3 claims wait for you, the longest for 12 days"."""
    what = counted(number, "claim waits for you", "claims wait for you")
    if not days:
        return f"{what}, since today"
    longest = counted(days, "day", "days")
    return f"{what}, for {longest}" if number == 1 else f"{what}, the longest for {longest}"


def help_asked_of(user):
    """Say how many people ask `user` for help before a day; an empty string where nobody does."""
    return counted(
        Advance.objects.waiting_for(user).count(),
        "person asks you for help with a cost before the day",
        "people ask you for help with a cost before the day",
    )


def help_that_waits(user):
    """What people need before a day: to be decided by `user`, to be bought, and what is left."""
    found = [_before_to_decide(user)]
    if not why_not_write_for_members(user):
        words = counted(
            Advance.objects.to_buy().count(),
            "ticket or other thing is to be bought before a day",
            "tickets or other things are to be bought before a day",
        )
        found.append(words and Waiting(words, f"{_desk()}?show=to-buy"))
    if not why_not_pay(user):
        words = counted(
            Advance.objects.left_over().count(),
            "person has money left that was given before a day",
            "people have money left that was given before a day",
        )
        found.append(words and Waiting(words, f"{_desk()}?show=left-over"))
    return [one for one in found if one]


def _desk():
    return reverse("desk-help-before")


def _before_to_decide(user):
    if not user.budgets_held().exists():
        return None
    words = help_asked_of(user)
    return words and Waiting(words, _desk())


def _to_decide(user):
    if not user.budgets_held().exists():
        return None
    number, days = how_many_wait_for(user)
    return Waiting(in_words(number, days), reverse("desk-claims")) if number else None


def _without_rates(user):
    if not user.has_perm("reimbursement.run_reimbursement"):
        return None
    number = Claim.objects.without_rates().count()
    words = counted(
        number,
        "claim waits because no rates are set for its day",
        "claims wait because no rates are set for their days",
    )
    return Waiting(words, f"{reverse('desk-claims')}?show=without-rates") if words else None
