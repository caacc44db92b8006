"""Files of a folder, chosen by the names below it alone.

The folder's own path is the machine's: a checkout in `/check/main` or `~/vendor` once left every script out, since
the filter read the absolute path.
"""

from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[1]


def files(folder: Path, pattern: str, *, without: Collection[str] = ()) -> list[Path]:
    """What matches below `folder` in order of path, but what lies in a folder (of it) that `without` names."""
    return sorted(p for p in folder.rglob(pattern) if not set(without) & set(p.relative_to(folder).parts))


def registry() -> Path:
    """The councils' lists: this checkout's, or those of the archive in whose `program/` this travels."""
    own = ROOT / "content/vocabulary"
    return own if (own / "bodies.yaml").is_file() else ROOT.parent / "content/vocabulary"


def code() -> list[Path]:
    """The modules of pipeline and plugins; a new archive's skeleton is data."""
    return [p for room in ("pipeline", "plugins") for p in files(ROOT / room, "*.py", without={"skeleton"})]
