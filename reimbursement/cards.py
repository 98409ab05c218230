"""What "My involvement" tells of money, and who would like to talk before they choose."""

from django.db.models import Max
from django.urls import reverse

from design_system.desk import Waiting
from people.models import Member
from reimbursement import advances, reading
from reimbursement.models import Choice

MOST_WAITING = 20


def money_owed(member):
    """The card "Money we owe you", or None where there is nothing to claim and never was."""
    standing = reading.standing_of(member)
    forgotten = reading.forgotten_by(member)
    if not (standing.any or forgotten):
        return None
    return "reimbursement/card_money.html", {"standing": standing, "forgotten": forgotten}


def help_before(member):
    """The card "Help with a cost before the day", or None where there is none to be had."""
    before = advances.before_for(member)
    if not (before.parts or before.open):
        return None
    return "reimbursement/card_before.html", {"before": before}


def people_to_talk_to(user):
    """Each member who would like to talk before they choose, for who runs reimbursement."""
    if not user.has_perm("reimbursement.run_reimbursement"):
        return []
    newest = Choice.objects.values("member", "involvement").annotate(newest=Max("pk"))
    chosen = Choice.objects.filter(pk__in=newest.values("newest"), what=Choice.What.TALK_FIRST)
    members = Member.objects.filter(pk__in=chosen.values("member"))
    members = members.exclude(status=Member.Status.LEFT).select_related("person").order_by("pk")
    return [
        Waiting(
            f"{member.person.name} would like to talk before they choose what to be paid",
            reverse("people:member-show", args=[member.person.reference]),
        )
        for member in members[:MOST_WAITING]
    ]
