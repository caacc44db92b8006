"""Faults of our own, told to a private log: where in the program, never what was read.

An exception's message may quote the document that caused it ("could not convert 'TUYỆT MẬT …'"), and so may a line of
values; the log holds the classes of the exceptions and the places of the frames, and an id by which a finding or an
error message names its entry.
"""

import logging
import os
import secrets
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_BYTES, _KEPT = 1_000_000, 5
_LOGGER = logging.getLogger("hdnd")


def log_below(folder: Path, *, size: int = _BYTES) -> Path:
    """Let faults be written to `hdnd.log` in a folder that only its owner may read; answers the file.

    At `size` bytes a new file is begun, and the last few are kept.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "hdnd.log"
    for old in [one for one in _LOGGER.handlers if isinstance(one, _Private)]:
        _LOGGER.removeHandler(old)
        old.close()
    _LOGGER.addHandler(_Private(path, maxBytes=size, backupCount=_KEPT, encoding="utf-8", delay=True))
    _LOGGER.propagate = False
    return path


def note(error: BaseException) -> str:
    """Write a fault down; answers the id of its entry, also where no log is open."""
    name = f"L-{secrets.token_hex(4)}"
    _LOGGER.error("\n".join((name, *_chain(error))))
    return name


def is_open() -> bool:
    """Whether a log takes faults down."""
    return any(isinstance(one, _Private) for one in _LOGGER.handlers)


class _Private(RotatingFileHandler):
    """A rotating file with mode 0600, its predecessors too; one that cannot be written says nothing of its own."""

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_owned)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not end a run for the sake of its log."""


def _owned(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _chain(error: BaseException) -> Iterator[str]:
    """Classes and places of an exception and of those behind it, innermost first."""
    behind = error.__cause__ or error.__context__
    if behind is not None:
        yield from _chain(behind)
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(name: str) -> str:
    path = Path(name)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else "/".join(path.parts[-3:])
