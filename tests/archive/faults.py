"""Stop a run in the middle of a chosen system call: by SIGKILL, with half a write done, or with a full disk.

A killed process leaves what it wrote in the page cache, so fsync is counted as a place to die, but not carried out: it
would only make five hundred runs slow.
"""

import errno
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = ("write", "pwrite", "fsync", "replace", "unlink", "mkdir", "ftruncate")


class Counter:
    """Counts the calls that change the disk, and lets `fault` happen in the one with the number `at`."""

    def __init__(self, at: int, fault: Callable[[], None]) -> None:
        self.count, self._at, self._fault = 0, at, fault

    def around(self, name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **more: Any) -> Any:
            self.count += 1
            if self.count != self._at:
                return None if name == "fsync" else real(*arguments, **more)
            if name in ("write", "pwrite"):
                descriptor, data, *rest = arguments
                real(descriptor, bytes(data)[: len(data) // 2], *rest)
            self._fault()
            return None

        return call


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run(work: Callable[[], None], at: int, fault: Callable[[], None]) -> int | None:
    """Do `work` in a child with the fault at call number `at`; how many calls it took, None when it was stopped."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _in_child(work, Counter(at, fault), writer)
    os.close(writer)
    with os.fdopen(reader) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    if said and not said.isdigit():
        raise AssertionError(said)
    return int(said) if said else None


def _in_child(work: Callable[[], None], counter: Counter, writer: int) -> None:
    said, send = "", os.write
    try:
        for name in CALLS:
            setattr(os, name, counter.around(name))
        work()
        said = str(counter.count)
    except OSError as error:
        said = "" if error.errno == errno.ENOSPC else traceback.format_exc()
    except BaseException:
        said = traceback.format_exc()
    send(writer, said.encode())
    os._exit(0)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
