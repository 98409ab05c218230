"""The two sample policies: what each pays, and from which day it counts."""

import datetime
from decimal import Decimal

from django.db import transaction

from reimbursement import actions
from reimbursement.models import Policy

from .clock import clock_at
from .dates import LONDON
from .files import read

POUNDS = ("rate", "rate_after", "cap", "receipt_over")


def load_policies(today, team):
    """Make every sample policy that is not there yet, published two weeks before it counts."""
    known = set(Policy.objects.values_list("title", flat=True))
    for facts in read("policies"):
        if facts["title"] not in known:
            load_policy(facts, today, team)


@transaction.atomic
def load_policy(facts, today, team):
    """Make one sample policy as its file says, and return it."""
    first_day = financial_year(today, facts["from"])
    at = datetime.datetime.combine(first_day, datetime.time(10), LONDON)
    with clock_at(at - datetime.timedelta(weeks=2)):
        policy = actions.create_policy(
            title=facts["title"],
            from_date=first_day,
            guidance=facts["guidance"].strip(),
            claim_within_days=facts["days_to_claim"],
            second_approval_over=Decimal(facts["second_approval_over"]),
            by=team,
        )
        for category, words in facts["categories"].items():
            actions.set_entitlement(
                policy=policy,
                category=category,
                pays_expenses=words["expenses"],
                basis=words["basis"],
                bands=[_band(band) for band in words.get("bands", [])],
                by=team,
            )
        for kind, rule in facts["expenses"].items():
            exact = {name: Decimal(str(rule[name])) for name in POUNDS if name in rule}
            actions.set_expense_rule(policy=policy, kind=kind, **rule | exact, by=team)
        return actions.publish_policy(policy=policy, by=team)


def financial_year(today, years):
    """The first day of the financial year of `today`, so many `years` later: it is 1 April."""
    begun = today.year if today.month >= 4 else today.year - 1
    return datetime.date(begun + years, 4, 1)


def _band(words):
    hours = Decimal(str(words["hours"])) if "hours" in words else None
    return hours, Decimal(words["pounds"])
