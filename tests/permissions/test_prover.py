"""No permission check can be lost without the table noticing."""

import subprocess
import sys

import pytest

from tests.architecture.house import ROOT


@pytest.mark.slow
def test_each_check_that_is_taken_away_is_noticed():
    script = ROOT / "scripts" / "prove_permissions.py"
    result = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = result.stdout.splitlines()[-1:]
    assert (result.returncode, "0 of them" in "".join(last)) == (0, True), result.stdout
