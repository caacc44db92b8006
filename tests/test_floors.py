import json
from pathlib import Path

import pytest

from tests import floors

ROOT = Path(__file__).parents[1]
SUMMARY = {"covered_lines": 7, "num_statements": 8, "covered_branches": 2, "num_branches": 4}


def test_a_room_is_counted_as_one_with_lines_and_branches() -> None:
    files = {"pipeline/gate/a.py": SUMMARY, "pipeline/gate/deep/b.py": SUMMARY, "pipeline/run.py": SUMMARY}

    assert floors.shares(files) == {"pipeline": 75.0, "pipeline/gate": 75.0}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"a": 90.0}, []),
        ({"a": 89.5}, []),
        ({"a": 89.4}, ["a: 89.4 %, floor 90.0"]),
        ({"a": 90.0, "b": 1.0}, ["b: no floor; python -m tests.floors --raise gives it one"]),
        ({}, ["a: not measured; take its floor out with the room"]),
    ],
)
def test_a_room_that_falls_comes_or_goes_is_told(found: dict[str, float], said: list[str]) -> None:
    assert floors.fallen({"a": 90.0}, found) == said


def test_raising_lowers_nothing() -> None:
    assert floors.lifted({"a": 90.0, "gone": 5.0}, {"a": 80.0, "b": 7.0}) == {"a": 90.0, "b": 7.0}


def test_every_room_has_a_floor() -> None:
    rooms = {
        "/".join(path.relative_to(ROOT).parts[:2])
        for top in ("pipeline", "plugins")
        for path in (ROOT / top).iterdir()
        if any(path.glob("*.py")) and path.name != "skeleton"
    }

    assert set(json.loads(floors.TABLE.read_text("utf-8"))) == rooms | {"pipeline", "plugins"}
