"""Whom of the demo's colleagues the bench asks to act."""

from people.models import User

HOLDER, MAKER, CHECKER = "budget.holder", "finance", "finance.check"


def colleague(name):
    return User.objects.get(email=f"{name}@example.org")
