#!/usr/bin/env python
"""Take away each single permission check in turn, and show which line of the table notices.

    make prove-permissions

Exits with 1 if a check could be lost without docs/permissions.md noticing.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["DATABASE_URL"] = "sqlite://:memory:"

import django  # noqa: E402 - settings come first

django.setup()

from django.core.management import call_command  # noqa: E402 - Django comes first
from django.db import connection, transaction  # noqa: E402 - Django comes first
from django.test.utils import override_settings, setup_test_environment  # noqa: E402 - as above

from tests.permissions import decisions, performing, table  # noqa: E402 - Django comes first
from tests.permissions.checks import every_check, recorded  # noqa: E402 - Django comes first
from tests.permissions.world import build  # noqa: E402 - Django comes first


def main():
    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        connection.creation.create_test_db(verbosity=0)
        call_command("setup", administrator=False, verbosity=0)
        with transaction.atomic():
            unnoticed = prove(build())
            transaction.set_rollback(True)
        connection.close()
    sys.exit(1 if unnoticed else 0)


def prove(world):
    """Print a line for each check. Returns the names of those that nothing noticed."""
    rows, known, checks = table.read(), list(table.addresses()), every_check()
    say(f"Performing {len(rows)} rows as they are, to see which checks each of them asks …")
    asked_by = [checks_of(row, rows, known, checks, world) for row in rows]
    width = max(map(len, checks))
    unnoticed = []
    for name, check in checks.items():
        concerned = [row for row, asked in zip(rows, asked_by, strict=True) if name in asked]
        with check.taken_away():
            noticed = first_difference(concerned, rows, known, world) or undecided(name, world)
        say(f"{name:{width}}  {noticed or 'NOTHING NOTICES'}")
        if not noticed:
            unnoticed.append(name)
    say(f"{len(checks)} checks, {len(unnoticed)} of them could be lost without notice.")
    return unnoticed


def checks_of(row, rows, known, checks, world):
    """The names of the checks that a row asks. Ends the script if the row is not true as it is."""
    with recorded(checks.values()) as asked:
        differences = performing.differences(row, rows, known, world)
    if differences:
        sys.exit(f"The table is not true to begin with: {differences[0]}")
    return asked


def first_difference(concerned, rows, known, world):
    """What the first row says that is not true any more; None where all are."""
    for row in concerned:
        for difference in performing.differences(row, rows, known, world):
            return difference
    return None


def undecided(name, world):
    """What the first line about the check itself says that is not true any more, or None."""
    lines = [line for line in decisions.read() if line.check == name]
    return next((d for line in lines for d in decisions.differences(line, world)), None)


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
