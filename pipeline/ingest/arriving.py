"""Which of the files that land in a folder are whole: quiet for a while, and open for writing nowhere.

A name that appears by a rename is whole at once, one that is copied grows; from outside both look alike, so every file
must first keep its size and time for a moment.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

_State = tuple[int, int, int]


class Arrivals:
    """What was seen of a folder since the program began; `quiet` in seconds."""

    def __init__(self, quiet: float) -> None:
        self.quiet = quiet
        self._waiting: dict[Path, tuple[_State, float]] = {}
        self._done: dict[Path, _State] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether a file has been seen that was not taken yet."""
        return bool(self._waiting)

    def whole(self, found: Iterable[Path], now: float) -> list[Path]:
        """Those of the files `found` that are whole and were not told of as `taken`; `now` is a clock in seconds."""
        waiting = {}
        for path in found:
            state = _state(path)
            if state is not None and self._done.get(path) != state:
                before, since = self._waiting.get(path, (None, now))
                waiting[path] = (state, since if before == state else now)
        self._waiting = waiting
        return [
            path for path, (_, since) in waiting.items() if now - since >= self.quiet and not is_being_written(path)
        ]

    def taken(self, paths: Iterable[Path]) -> None:
        """These were received as `whole` last saw them; only another state of them is news."""
        self._done |= {path: seen[0] for path in paths if (seen := self._waiting.pop(path, None))}


def is_being_written(path: Path) -> bool:
    """Whether some process has the file open for writing: then the kernel grants no lease for reading.

    False where it does not tell: files of other users, folders of other machines.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _state(path: Path) -> _State | None:
    with contextlib.suppress(OSError):
        seen = path.lstat()
        return seen.st_size, seen.st_mtime_ns, seen.st_ino
    return None
