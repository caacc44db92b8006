"""Where a checkout lies decides nothing: names are read below the folder that was asked, never above it."""

import re
from pathlib import Path

import pytest

from tests import inside


@pytest.mark.parametrize("above", ["check", "vendor", "a/skeleton/b", "originals", "search", ".hidden"])
def test_what_stands_above_the_folder_leaves_nothing_out(tmp_path: Path, above: str) -> None:
    folder = tmp_path / above
    (folder / "vendor").mkdir(parents=True)
    for name in ("own.js", "vendor/foreign.js"):
        (folder / name).touch()

    assert inside.files(folder, "*.js", without={above.split("/")[-1], "vendor"}) == [folder / "own.js"]


def test_no_filter_reads_the_parts_of_an_absolute_path() -> None:
    places = [inside.ROOT / room for room in ("pipeline", "plugins", "tests", "benchmarks", "samples", "docs")]
    texts = {path: path.read_text(encoding="utf-8") for place in places for path in place.rglob("*.py")}

    assert [
        p.name
        for p, text in texts.items()
        if re.search(r" in (p|path|file)\.parts\b|set\((p|path|file)\.parts\)", text)
    ] == []
