"""Append to a hash-chained ledger.

A line counts once it ends with its line feed. A run killed in the middle of an append leaves a torn tail, which the
next append cuts off: nothing was promised for it yet.
"""

import json
import os
from pathlib import Path
from typing import Generic, TypeVar

from pipeline import errors
from pipeline.archive import store
from pipeline.document import register

_L = TypeVar("_L", bound=register.RegisterLine)
_TAIL = 1 << 16


class Ledger(Generic[_L]):
    """One ledger file; the caller holds the archive's lock while it appends."""

    def __init__(self, path: Path, kind: type[_L]) -> None:
        self.path, self._kind = path, kind

    def read(self) -> tuple[_L, ...]:
        """All whole lines. Raises RegisterBroken."""
        return register.read(self.path, self._kind)

    def end(self) -> tuple[int, str]:
        """Number and hash of the last whole line. Raises RegisterBroken."""
        if self.path.is_file():
            append_bytes(self.path, b"")  # cuts a torn tail off
        return self._end() if self.path.is_file() else (0, register.START)

    def append(self, entry: _L) -> _L:
        """Add one line, durable when this returns; the line with its place in the chain comes back.

        Raises:
            RegisterBroken: the last whole line is no line of a ledger; nothing is added to a broken one.
        """
        append_bytes(self.path, b"")
        seq, last = self._end()
        placed = register.sealed(entry, seq=seq + 1, prev=last)
        append_bytes(self.path, register.dumps(placed).encode() + b"\n")
        return placed

    def _end(self) -> tuple[int, str]:
        line = _last_line(self.path)
        if not line:
            return 0, register.START
        try:
            values = json.loads(line)
            return int(values["seq"]), str(values["hash"])
        except (ValueError, KeyError, TypeError) as error:
            raise errors.RegisterBroken(
                file=self.path.name, line="cuối", line_en="last", why="không đọc được", why_en="cannot be read"
            ) from error


def append_bytes(path: Path, data: bytes) -> None:
    """Cut a torn last line off `path`, then add `data` at its end, with the line ends there, and make it durable."""
    if not path.exists():
        store.write(path, b"")
    descriptor = os.open(path, os.O_RDWR)
    try:
        with store.naming(path.parent):
            end = _whole(descriptor)
            if end != os.fstat(descriptor).st_size:
                os.ftruncate(descriptor, end)
            if end > 1 and os.pread(descriptor, 2, end - 2) == b"\r\n":  # as git on Windows left them
                data = data.replace(b"\n", b"\r\n")
            _write(descriptor, data, end)
    finally:
        os.close(descriptor)


def whole(path: Path) -> int:
    """Length of a ledger up to and with its last whole line; 0 where there is no file."""
    if not path.is_file():
        return 0
    with path.open("rb") as stream:
        return _whole(stream.fileno())


def _write(descriptor: int, data: bytes, end: int) -> None:
    """Write at `end`; a disk that fills up in the middle leaves what was there before."""
    if not data:
        return
    try:
        written = 0
        while written < len(data):
            written += os.pwrite(descriptor, data[written:], end + written)
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, end)
        raise


def _whole(descriptor: int) -> int:
    """Length of the file up to and with its last line feed."""
    at = os.fstat(descriptor).st_size
    while at:
        start = max(0, at - _TAIL)
        found = os.pread(descriptor, at - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0


def _last_line(path: Path) -> bytes:
    data, size = b"", path.stat().st_size
    with path.open("rb") as stream:
        while size and data.count(b"\n") < 2:
            step = min(_TAIL, size)
            size -= step
            stream.seek(size)
            data = stream.read(step) + data
    return data.rstrip(b"\n").rpartition(b"\n")[2]
