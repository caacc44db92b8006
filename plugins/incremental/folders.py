"""Whether somebody deleted, replaced or spoilt files of the output.

Every folder is asked for its time, which changes when a file in it is made, deleted or renamed over, as most programs
replace a file; only where it differs are the files looked at. Pages are asked for their size, too, because editors
write some in place: `AT_ONCE` of them in turn, which are all of most sites. A file beside a page that is altered in
place is left to a full build and to whoever verifies a mirror: asking each of 65,000 files took a third of a build in
which nothing had changed, and asking 25,000 pages a tenth of one with a document more.

An output that lies elsewhere than the last one, or is another folder under its name, is believed in nothing: every file
is read and compared with its record.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from .state import State
from .units import Unit

AT_ONCE = 5_000
"""So many pages are asked for their size by a build, and the next ones by the next."""
_IDENTITY, _ASKED = "output", "asked"


def damaged(state: State, output: Path, pages: int = AT_ONCE) -> Iterator[Unit]:
    """Owners of files that are gone or differ; call inside a transaction, which notes what was in order."""
    if not output.is_dir():
        yield from state.owners()
    elif is_another(state, output):
        yield from (one.owner for one in state.all_records() if not _holds(output / one.path, one.size, one.digest))
    else:
        yield from _changed(state, output, pages)


def is_another(state: State, output: Path) -> bool:
    """Whether the output is not the folder that was last published to."""
    return state.meta(_IDENTITY) != _identity(output)


def _identity(output: Path) -> bytes:
    return f"{output.resolve()} {output.stat().st_ino}".encode(errors="surrogateescape") if output.is_dir() else b""


def _holds(place: Path, size: int, digest: bytes) -> bool:
    """Whether a file has the recorded bytes; of a linked file, whose record has no digest, the size."""
    try:
        if not place.is_file() or place.stat().st_size != size:
            return False
        return not digest or hashlib.sha256(place.read_bytes()).digest()[: len(digest)] == digest
    except OSError:
        return False


def _changed(state: State, output: Path, pages: int) -> Iterator[Unit]:
    with _Folder(output) as top:
        yield from [Unit.of(owner) for path, owner, size in _pages(state, pages) if top.size(path) != size]
        times = state.folder_times().items()
        settled: list[tuple[str, int | None]] = []
        for folder, now in [(folder, now) for folder, time in times if (now := top.time(folder)) != time]:
            owners = [Unit.of(owner) for path, owner, size in state.files_in(folder) if top.size(path) != size]
            yield from owners
            if not owners:
                settled.append((folder, now))
        state.note_folders(settled)


def _pages(state: State, most: int) -> list[tuple[str, str, int]]:
    """The pages whose turn it is, which is noted: behind those of the last build, then from the first."""
    behind = (state.meta(_ASKED) or b"").decode()
    found = state.pages(behind, most)
    found += [page for page in state.pages("", most - len(found)) if page[0] <= behind]
    state.remember(_ASKED, found[-1][0].encode() if found else b"")
    return found


def note(state: State, output: Path, paths: Iterable[str] | None) -> None:
    """Remember which folder was published to, and the times of the folders of these files, of all when None."""
    state.remember(_IDENTITY, _identity(output))
    if not output.is_dir():
        return
    folders = {path.rpartition("/")[0] for path in (state.paths() if paths is None else paths)}
    with _Folder(output) as top:
        state.note_folders((folder, top.time(folder)) for folder in sorted(folders))


class _Folder:
    """The output, opened where the system can stat below an open folder.

    Asked 20,000 times: pathlib costs four times as much, a path from the root half more.
    """

    def __init__(self, output: Path) -> None:
        self._opened = os.open(output, os.O_RDONLY) if os.stat in os.supports_dir_fd else None
        self._prefix = "" if self._opened is not None else f"{output}/"

    def __enter__(self) -> "_Folder":
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened is not None:
            os.close(self._opened)

    def time(self, folder: str) -> int | None:
        """When a file of this folder was last made, deleted or renamed over; None where there is no such folder."""
        try:
            return os.stat(self._prefix + (folder or "."), dir_fd=self._opened).st_mtime_ns
        except OSError:
            return None

    def size(self, file: str) -> int | None:
        """None where there is no such file; a folder in its place may have its size."""
        try:
            facts = os.stat(self._prefix + file, dir_fd=self._opened)
        except OSError:
            return None
        return facts.st_size if stat.S_ISREG(facts.st_mode) else None
