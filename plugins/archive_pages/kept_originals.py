"""Originals that lack, or are not what their names say: those that a build looks at, in turn.

Size and times tell which differ from when they were last found to be sound; only those are hashed. `hdnd verify` looks
at all of them at once.
"""

import hashlib
import marshal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plugins.archive_pages.groups import Group
from plugins.incremental.view import View

EACH = 5_000
"""Originals that one build asks for their size and times, as it does with pages: 10 ms."""
MOST = 32_000_000
"""Bytes behind which a build hashes no more, a tenth of a second; of a copy that is new the next ones hash the rest."""
_FILE = "originals"
_Facts = tuple[int, int, int]


class Fault(NamedTuple):
    """An original that lacks, or with `differs` holds other bytes; `path` is that below the folder of originals."""

    path: str
    differs: bool


def look(view: View, folder: Path, state: Path, *, each: int = EACH, most: int = MOST) -> list[Fault]:
    """The faults among the originals whose turn it is; none where the folder is not kept on this machine."""
    if not folder.is_dir():
        return []
    after, known = _last(state / _FILE)
    turn, last = _turn(view, after, each)
    sound = dict(known)
    found = list(_faults(turn, folder, sound, most))
    if (last, sound) != (after, known):
        (state / _FILE).write_bytes(marshal.dumps((last, sound)))
    return found


def _last(file: Path) -> tuple[str, dict[str, _Facts]]:
    try:
        after, sound = marshal.loads(file.read_bytes())  # noqa: S302 written by `look` into the state
        return str(after), dict(sound)
    except (OSError, ValueError, EOFError, TypeError):
        return "", {}


def _turn(view: View, after: str, each: int) -> tuple[list[str], str]:
    """The names of whole groups behind the one looked at last, and the last of these; "" where all had their turn."""
    names: list[str] = []
    for tally in view.tally(Group.ORIGINALS_OF.of("")):
        if tally.name > after:
            names += sorted(view.sorts(Group.ORIGINALS_OF.of(tally.name)))
            if len(names) >= each:
                return names, tally.name
    return names, ""


def _faults(names: list[str], folder: Path, sound: dict[str, _Facts], left: int) -> Iterator[Fault]:
    """`sound` comes to hold the facts of those that are; behind so many bytes only those that were are hashed."""
    for name in names:
        path = f"{name[:2]}/{name[2:4]}/{name}"
        facts = _facts(folder / path)
        if facts is None or sound.get(name) == facts:
            if facts is None:
                sound.pop(name, None)
                yield Fault(path, differs=False)
            continue
        changed = sound.pop(name, None) is not None
        if not changed and left <= 0:
            continue
        left -= facts[0]
        if _digest(folder / path) == name.partition(".")[0]:
            sound[name] = facts
        else:
            yield Fault(path, differs=True)


def _facts(path: Path) -> _Facts | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
