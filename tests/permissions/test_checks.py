"""The script that takes away each check knows all of them, and really takes them away."""

import ast

import pytest
from django.contrib.auth.models import AnonymousUser

from people.models import Member
from people.permissions import why_not_see_register
from tests.architecture.house import ROOT, sources
from tests.factories.people import MemberFactory
from tests.permissions.checks import every_check


def written_checks():
    """(room, name) of every function called why_not_… and visible_to, as the files spell them."""
    found = set()
    for path in sources():
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (
                node.name == "visible_to"
                or (path.name == "permissions.py" and node.name.startswith("why_not_"))
            ):
                found.add((path.relative_to(ROOT).parts[0], node.name))
    return found


def test_every_check_that_is_written_is_known():
    known = set()
    for check in every_check().values():
        module = getattr(check.holder, "__module__", None) or check.holder.__name__
        known.add((module.split(".")[0], check.attribute))
    assert written_checks() - known == set()


def test_decisions_stand_where_they_are_looked_for():
    elsewhere = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in sources()
        if path.name != "permissions.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("why_not_")
    ]
    assert sorted(elsewhere) == [
        "cafes/desks.py: why_not_see",
        "design_system/desk/desk.py: why_not_see",
        "feedback/desks.py: why_not_see",
        "feedback/desks.py: why_not_see",
        "opportunities/desks.py: why_not_see",
        "outbox/desks.py: why_not_see",
        "people/desks.py: why_not_see",
        "people/desks.py: why_not_see",
        "reimbursement/desks/advances.py: why_not_see",
        "reimbursement/desks/budgets.py: why_not_see",
        "reimbursement/desks/claims.py: why_not_see",
        "reimbursement/desks/payments.py: why_not_see",
        "reimbursement/desks/policy.py: why_not_see",
        "reimbursement/desks/waiting_times.py: why_not_see",
    ]


@pytest.mark.django_db
def test_a_check_is_away_only_while_it_is_taken_away():
    checks, visitor, member = every_check(), AnonymousUser(), MemberFactory()

    with (
        checks["people.permissions.why_not_see_register"].taken_away(),
        checks["MemberQuerySet.visible_to"].taken_away(),
    ):
        assert why_not_see_register(visitor) is None
        assert list(Member.objects.visible_to(visitor)) == [member]

    assert why_not_see_register(visitor) is not None
    assert list(Member.objects.visible_to(visitor)) == []
