"""Whether somebody deleted, replaced or spoilt files of the output.

Pages are asked for their size. Of all else the folders are asked for their time, which changes when a file in them is
made, deleted or renamed over, as most programs replace a file; only where it differs are the files looked at. A file
beside a page that is altered in place is left to a full build and to whoever verifies a mirror: asking each of 65,000
files took a third of a build in which nothing had changed.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from .state import State, after


def damaged(state: State, output: Path) -> Iterator[str]:
    """Owners of files that are gone or have another size; call inside a transaction, which notes what was in order."""
    if not output.is_dir():
        yield from (owner for (owner,) in state.db.execute("SELECT DISTINCT owner FROM output"))
        return
    top = os.open(output, os.O_RDONLY)
    try:
        pages = state.db.execute("SELECT path, owner, size FROM output WHERE substr(path, -5) = '.html'")
        yield from [owner for path, owner, size in pages if _size(path, top) != size]
        times = state.db.execute("SELECT path, time FROM folder")
        for folder, now in [(folder, now) for folder, time in times if (now := _time(folder, top)) != time]:
            owners = list(_owners(state, folder, top))
            yield from owners
            if not owners:
                _note(state, [(folder, now)])
    finally:
        os.close(top)


def note(state: State, output: Path, paths: Iterable[str] | None) -> None:
    """Remember the times of the folders of these files, of all when None."""
    if not output.is_dir():
        return
    if paths is None:
        paths = (path for (path,) in state.db.execute("SELECT path FROM output"))
    top = os.open(output, os.O_RDONLY)
    _note(state, ((folder, _time(folder, top)) for folder in sorted({path.rpartition("/")[0] for path in paths})))
    os.close(top)


def _owners(state: State, folder: str, top: int) -> Iterator[str]:
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


def _time(folder: str, top: int) -> int | None:
    """Asked 20,000 times, as a page's size is: pathlib costs four times as much, a path from the root half more."""
    try:
        return os.stat(folder or ".", dir_fd=top).st_mtime_ns
    except OSError:
        return None


def _size(file: str, top: int) -> int | None:
    try:
        return os.stat(file, dir_fd=top).st_size
    except OSError:
        return None
