"""How much of each room the everyday suite takes, lines and branches, held from falling by a small table.

    python -m tests.floors            fails where a room has fallen below its floor, or has none
    python -m tests.floors --raise    lifts each floor to what was just measured; no floor is ever lowered

Both read what `pytest --cov` left in `.coverage`; `make coverage` and `make coverage-raise` do the whole. A room is a
folder of the pipeline or of the plugins; what lies beside the folders is one room more. What a child process of the
extractor does is not seen here, so its floor is a floor of what the tests ask for without one.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coverage import Coverage

TABLE = Path(__file__).with_suffix(".json")
LEEWAY = 0.5
"""Points that a room may stand below its floor: what another system or processor takes otherwise is no fall."""
COUNTED = ("covered_lines", "covered_branches"), ("num_statements", "num_branches")


def main() -> int:
    """Compare or raise; 1 where a room has fallen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--data", type=Path, default=Path(".coverage"), help="what pytest --cov left")
    arguments = parser.parse_args()
    found, floors = shares(measured(arguments.data)), json.loads(TABLE.read_text(encoding="utf-8"))
    if arguments.lift:
        TABLE.write_text(f"{json.dumps(lifted(floors, found), indent=1)}\n", encoding="utf-8")
        return 0
    for room, share in found.items():
        print(f"{room:28} {share:5.1f} %   floor {floors.get(room, 'none')}")
    problems = fallen(floors, found)
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


def measured(data: Path) -> Mapping[str, Mapping[str, int]]:
    """File → what coverage counts of it. Raises `coverage.exceptions.NoDataError` where nothing was measured."""
    coverage = Coverage(data_file=data)
    coverage.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        coverage.json_report(outfile=file.name)
        said: dict[str, Any] = json.loads(Path(file.name).read_bytes())
    return {name: row["summary"] for name, row in said["files"].items()}


def shares(files: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Per cent of lines and branches taken in each room, to a tenth and never rounded up."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, summary in files.items():
        folders = Path(name).parts[:-1]
        for place, counted in enumerate(COUNTED):
            sums["/".join(folders[:2])][place] += sum(summary[one] for one in counted)
    return {room: taken * 1000 // there / 10 for room, (taken, there) in sorted(sums.items()) if there}


def fallen(floors: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """What is below its floor, has none, or was not measured, in words."""
    below = [
        f"{room}: {found[room]} %, floor {at}" for room, at in floors.items() if found.get(room, 100) < at - LEEWAY
    ]
    absent = [f"{room}: not measured; take its floor out with the room" for room in floors if room not in found]
    new = [f"{room}: no floor; python -m tests.floors --raise gives it one" for room in found if room not in floors]
    return [*below, *absent, *new]


def lifted(floors: Mapping[str, float], found: Mapping[str, float]) -> dict[str, float]:
    """The higher of both for every room that there is."""
    return {room: max(share, floors.get(room, 0)) for room, share in found.items()}


if __name__ == "__main__":
    sys.exit(main())
