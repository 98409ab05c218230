"""The second half of docs/permissions.md: what lists hold, and decisions below the screens.

Screens ask more than once, so that one forgotten question opens nothing. These lines ask each check
by itself.
"""

import inspect
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from tests.permissions.checks import every_check
from tests.permissions.table import TABLE
from tests.permissions.world import ROLES


@dataclass(frozen=True)
class Decision:
    """One line: a check, what it is asked about ("-" for a whole list), the answers by role."""

    line: int
    check: str
    thing: str
    outcomes: dict

    def __str__(self):
        return f"line {self.line}: {self.check} {self.thing}"


def read(text=None):
    """All lines whose first cell names a check of `every_check`."""
    found = []
    for number, line in enumerate((text or TABLE.read_text()).splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) == 2 + len(ROLES):
            answers = dict(zip(ROLES, cells[2:], strict=True))
            found.append(Decision(number, cells[0].strip("`"), cells[1], answers))
    return found


def differences(decision, world):
    """Where a line is not true, in words."""
    check = every_check()[decision.check]
    found = []
    for role in ROLES:
        answer = _answer(check, decision.thing, world.users[role] or AnonymousUser(), world)
        if answer != decision.outcomes[role]:
            found.append(f"{decision}: {role}: {answer}, not {decision.outcomes[role]}")
    return found


def _answer(check, thing, user, world):
    if check.attribute == "visible_to":
        rows = world.lists[check.name]
        seen = rows.visible_to(user).count()
        return {0: "none", rows.count(): "all"}.get(seen, "some")
    why_not = getattr(check.holder, check.attribute)
    about = [world.things[thing]]
    try:
        inspect.signature(why_not).bind(user, *about)
    except TypeError:
        return "no" if why_not(*about) else "yes"
    return "no" if why_not(user, *about) else "yes"
