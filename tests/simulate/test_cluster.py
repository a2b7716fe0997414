"""On a cluster: nothing is lost and nothing comes twice when a worker dies."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_worker_that_is_killed_changes_no_bit(tmp_path):
    command = [sys.executable, "-m", "tests.simulate.cluster", "ensembles/quota-under-readings.yaml", str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True).stdout
    assert told.strip() == "killed ['after 2 of 260'], workers left: 1, same: True"
