"""Where the shared material lies beside the repository; elsewhere the tests over it have nothing to do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_BESIDE = Path(__file__).parents[2] / "shared"
SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None


def shared_files(pattern: str) -> list[Path]:
    """The files that match `pattern`, sorted; none where the material is absent."""
    return sorted(path for path in SHARED.glob(pattern) if path.is_file()) if SHARED else []


def hostile(prefix: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Hostile files below `prefix` with what is expected of them."""
    for manifest in shared_files("hostile/manifest.jsonl"):
        with manifest.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["path"].startswith(prefix):
                    yield manifest.parent / row["path"], row
