"""Help before a day that is still to come: what people have asked for, and what was agreed."""

from decimal import Decimal

from django.db import transaction

from involvement.models import Involvement
from people.models import User
from reimbursement import actions
from reimbursement.permissions import why_not_ask

from .files import read
from .members import person_called


def load_before(team):
    """Ask for what the file says, for each member who has not yet and whose day is to come."""
    facts = read("claims")["before"]
    holder = User.objects.get(email=facts["budget_holder"])
    for key, request in facts["requests"].items():
        person = person_called(key)
        part = Involvement.objects.get(
            activity__opportunities__slug=facts["opportunity"], member__person=person
        )
        if not part.advances.exists() and not why_not_ask(part):
            _load(part, dict(request), holder, person.user or team)


@transaction.atomic
def _load(part, request, holder, own):
    agreed, amount = request.pop("agreed", False), Decimal(str(request.pop("amount")))
    advance = actions.ask_before(involvement=part, amount=amount, by=own, **request)
    if agreed:
        actions.agree_before(advance=advance, amount=amount, by=holder)
