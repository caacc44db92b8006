"""Whether somebody deleted, replaced or spoilt files of the output.

Pages are asked for their size. Of all else the folders are asked for their time, which changes when a file in them is
made, deleted or renamed over, as most programs replace a file; only where it differs are the files looked at. A file
beside a page that is altered in place is left to a full build and to whoever verifies a mirror: asking each of 65,000
files took a third of a build in which nothing had changed.
"""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from .state import State, after


def damaged(state: State, output: Path) -> Iterator[str]:
    """Owners of files that are gone or have another size; call inside a transaction, which notes what was in order."""
    top = os.open(output, os.O_RDONLY) if output.is_dir() else None
    try:
        yield from _spoilt(state, top)
        for folder, now in _touched(state, top):
            owners = list(_owners(state, folder, top))
            yield from owners
            if not owners:
                _note(state, [(folder, now)])
    finally:
        if top is not None:
            os.close(top)


def _spoilt(state: State, top: int | None) -> Iterator[str]:
    """Owners of pages that are gone or have another size."""
    stat = partial(os.stat, dir_fd=top) if top is not None else _missing
    for path, owner, size in state.db.execute("SELECT path, owner, size FROM output WHERE substr(path, -5) = '.html'"):
        try:
            if stat(path).st_size != size:
                yield owner
        except OSError:
            yield owner


def _touched(state: State, top: int | None) -> list[tuple[str, int | None]]:
    """Folders whose time is another one, with it."""
    stat = partial(os.stat, dir_fd=top) if top is not None else _missing
    found: list[tuple[str, int | None]] = []
    for folder, time in state.db.execute("SELECT path, time FROM folder"):
        try:
            now: int | None = stat(folder or ".").st_mtime_ns
        except OSError:
            now = None
        if now != time:
            found.append((folder, now))
    return found


def _missing(path: str) -> os.stat_result:
    raise FileNotFoundError(path)


def note(state: State, output: Path, paths: Iterable[str] | None) -> None:
    """Remember the times of the folders of these files, of all when None."""
    if not output.is_dir():
        return
    if paths is None:
        paths = (path for (path,) in state.db.execute("SELECT path FROM output"))
    top = os.open(output, os.O_RDONLY)
    _note(state, ((folder, _time(folder, top)) for folder in sorted({path.rpartition("/")[0] for path in paths})))
    os.close(top)


def _owners(state: State, folder: str, top: int | None) -> Iterator[str]:
    start = f"{folder}/" if folder else ""
    rows = state.db.execute(
        "SELECT path, owner, size FROM output WHERE path >= ? AND path < ?",
        (start, after(start) if start else "\U0010ffff"),
    )
    for path, owner, size in rows.fetchall():
        if "/" not in path[len(start) :] and _size(path, top) != size:
            yield owner


def _note(state: State, times: Iterable[tuple[str, int | None]]) -> None:
    for folder, time in times:
        if time is None:
            state.db.execute("DELETE FROM folder WHERE path = ?", (folder,))
        else:
            state.db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder, time))


def _time(folder: str, top: int | None) -> int | None:
    facts = _stat(folder or ".", top)
    return facts.st_mtime_ns if facts else None


def _size(file: str, top: int | None) -> int | None:
    facts = _stat(file, top)
    return facts.st_size if facts else None


def _stat(path: str, top: int | None) -> os.stat_result | None:
    """Asked 40,000 times: pathlib costs four times as much, and a path from the root half as much again."""
    if top is None:
        return None
    try:
        return os.stat(path, dir_fd=top)
    except OSError:
        return None
