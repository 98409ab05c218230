"""Everything that must hold, one stage after another; `--quick` is the inner loop.

Every stage runs even when one before it failed, so that one run shows all there is to mend. The end
is a table of stages and their times; the exit code is 1 if any failed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from need import NEEDS, see_to

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# -r: what is skipped is named with its reason, beside failures and errors.
PYTEST = [str(BIN / "pytest"), "-n", "2", "-rsfE", "--durations=5", "--durations-min=2"]
BESIDE_POSTGRES = [sys.executable, "scripts/with_postgres.py", "--"]

# A browser and a whole installation meet the database through the same code: one database will do.
ONCE = "journey or installation"

CHECKS = [
    ("Lint", [str(BIN / "ruff"), "check", "."]),
    ("Format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("Rooms and shelves", [str(BIN / "lint-imports"), "--no-cache"]),
    (
        "Missing migrations",
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    ),
]
EVERYTHING = [
    *CHECKS,
    ("Tests on SQLite", [*PYTEST, "-m", f"not ({ONCE})"]),
    ("Tests on PostgreSQL", [*BESIDE_POSTGRES, *PYTEST, "-m", f"not ({ONCE})"]),
    ("Browser journeys", [*BESIDE_POSTGRES, *PYTEST, "-m", "journey"]),
    # pytest itself fails a stage in which it finds nothing to run.
    (
        "Whole installations",
        [*BESIDE_POSTGRES, *PYTEST, "--dist", "loadfile", "-m", "installation"],
    ),
]
QUICK = [*CHECKS, ("Quick tests on SQLite", [*PYTEST, "-m", f"not ({ONCE} or slow)"])]


def say(words):
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def environment():
    """This shell's own, without what would point the tests at a real installation."""
    stray = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in stray}
    return {**kept, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}


def run(name, command):
    """One stage: its heading, its output, its outcome. Gives (name, passed, seconds)."""
    say(f"\n=== {name} ===")
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL).returncode
    seconds = time.monotonic() - started
    say(f"--- {name}: {'passed' if code == 0 else f'FAILED ({code})'} in {seconds:.0f} s")
    return name, code == 0, seconds


def main(stages):
    """Run the stages and print the table; gives the exit code."""
    results = [run(*stage) for stage in stages]
    say("\n=== Summary ===")
    for name, passed, seconds in results:
        say(f"{name:<24} {'passed' if passed else 'FAILED':<8} {seconds:5.0f} s")
    say(f"{'Total':<24} {'':<8} {sum(seconds for _, _, seconds in results):5.0f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


if __name__ == "__main__":
    quick = sys.argv[1:] == ["--quick"]
    if not quick:
        see_to([need for need in NEEDS if need.name != "nginx"])  # that is for make bench
    try:
        sys.exit(main(QUICK if quick else EVERYTHING))
    except KeyboardInterrupt:
        sys.exit(130)
