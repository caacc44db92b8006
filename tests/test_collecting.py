"""The tests themselves: found in the same order by every process, or several of them cannot share the work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import conftest


@pytest.mark.long
def test_no_order_of_tests_hangs_on_a_sets() -> None:
    """A set in `parametrize` is ordered anew by each process: half of the runs by two ended before they began."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", ""]
    found = [
        subprocess.run(
            command,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[:-1]
        for seed in ("1", "2", "3")
    ]

    assert len(found[0]) > 1000
    assert found[0] == found[1] == found[2]


def test_what_is_begun_first_is_there() -> None:
    assert [name for name in conftest.LONGEST if not (conftest.ROOT / name).is_file()] == []
