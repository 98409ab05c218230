"""What became of the claims of one meeting: sent, asked about, approved, in part or refused."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from involvement.models import Involvement
from people.models import User
from reimbursement import actions
from reimbursement.models import Choice, Claim, Policy

from .clock import clock_at
from .files import read
from .members import person_called

NUMBERS = ("miles", "spent")


def load_claims(team):
    """Take every claim as far as its file says, unless its member has sent one already."""
    facts = read("claims")
    holder = User.objects.get(email=facts["budget_holder"])
    for key, claims in facts["claims"].items():
        person = person_called(key)
        part = Involvement.objects.select_related("activity").get(
            activity__opportunities__slug=facts["opportunity"], member__person=person
        )
        if not Claim.objects.sent_in().filter(involvement=part).exists():
            _load(part, claims, holder, person.user or team)


@transaction.atomic
def _load(part, claims, holder, own):
    ended_at = part.activity.ends_at
    with clock_at(ended_at + timedelta(hours=20)):
        guidance = Policy.objects.on(ended_at.date())
        what = Choice.What.EXPENSES
        actions.choose_payment(member=part.member, what=what, guidance=guidance, by=own)
    for facts in claims:
        with clock_at(ended_at + timedelta(days=facts.get("sent", 10))):
            claim = actions.claim_again(involvement=part, by=own)
            for expense in facts["expenses"]:
                exact = {n: Decimal(str(expense[n])) for n in NUMBERS if n in expense}
                actions.add_expense(claim=claim, **expense | exact, by=own)
            if "sent" in facts:
                claim = actions.send_claim(claim=claim, by=own)
        _decide(claim, facts, holder)


def _decide(claim, facts, holder):
    if "question" in facts:
        actions.send_back(claim=claim, question=facts["question"], by=holder)
    elif "refused" in facts:
        refused = {line.pk: (Decimal(0), facts["refused"]) for line in claim.lines.all()}
        actions.approve_claim(claim=claim, decisions=refused, by=holder)
    elif "approved" in facts:
        decisions = {line.pk: (line.payable, "") for line in claim.lines.all()}
        if less := facts.get("less"):
            line = claim.lines.get(kind=less["kind"])
            decisions[line.pk] = (Decimal(less["pounds"]), less["reason"])
        actions.approve_claim(claim=claim, decisions=decisions, by=holder)
