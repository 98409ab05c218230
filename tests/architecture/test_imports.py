"""Rooms import only downwards, and shelves keep to themselves (the contracts in pyproject.toml)."""

import os
import subprocess
import sys

from tests.architecture.house import ROOT

VIOLATIONS = ROOT / "tests" / "architecture" / "violations"


def lint_imports(*arguments, path=ROOT):
    environment = os.environ | {"PYTHONPATH": str(path)}
    command = [str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-cache", *arguments]
    if not (ROOT / ".venv").exists():
        command[0] = os.path.join(os.path.dirname(sys.executable), "lint-imports")
    return subprocess.run(
        command, cwd=path, env=environment, capture_output=True, text=True, check=False
    )


def test_every_contract_is_kept():
    result = lint_imports()
    assert (result.returncode, "0 broken" in result.stdout) == (0, True), result.stdout


def test_the_contracts_find_a_room_that_reaches_up():
    result = lint_imports("--config", "importlinter.toml", path=VIOLATIONS)
    assert (result.returncode, "Contracts: 0 kept, 2 broken." in result.stdout) == (1, True)
