"""Inbox and outbox as the exchange axis uses them: each package one file, each message sent once.

inbox/axis/<id>.edxml   as fetched; written whole or not at all, before anyone is told that it is here
outbox/<message>        waits
outbox/sending/         is being sent; what lies there when a run begins may or may not have got through
outbox/sent/            got through
outbox/failed/          the axis will not take it; a person looks, and moves it back to try again
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from pipeline import lock
from pipeline.archive import store
from pipeline.archive.private import Private
from pipeline.settings import Settings

_SENDING, _SENT, _FAILED = "sending", "sent", "failed"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_NAME = re.compile(r"(TN-\d{4}-\d{6,})_\d\d\.edxml")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The two folders of one archive."""

    inbox: Path
    outbox: Path
    private: Private

    @classmethod
    def of(cls, root: Path, settings: Settings) -> "Mailbox":
        """The mailbox of the archive at `root`."""
        return cls(root / settings.inbox / "axis", root / settings.outbox, Private(root / settings.private))

    def hold(self) -> AbstractContextManager[None]:
        """One exchange at a time; receiving and building go on meanwhile. Raises Busy."""
        store.folder(self.outbox)
        return lock.archive(self.outbox)

    def keep(self, id: str, data: bytes) -> bool:
        """Put a fetched package into the inbox; False where the same bytes lie there from an earlier delivery.

        Other bytes under an id that was used before are another package, and get a file of their own.
        """
        name = id if _PLAIN.fullmatch(id) else hashlib.sha256(id.encode()).hexdigest()[:32]
        name = name.removesuffix(".edxml").removesuffix(".xml")
        path = self.inbox / f"{name}.edxml"
        if path.is_file() and path.read_bytes() != data:
            path = self.inbox / f"{name}.{hashlib.sha256(data).hexdigest()[:12]}.edxml"
        return store.write(path, data)

    def waiting(self) -> list[str]:
        """Names of messages to send, in the order in which they were written; a leftover of one sent goes away."""
        found = sorted((path for path in _files(self.outbox) if _NAME.fullmatch(path.name)), key=_written)
        again = [path for path in found if self._is_known(path.name)]
        for path in again:  # a run that was killed wrote it once more
            store.remove(path)
        return [path.name for path in found if path not in again]

    def _is_known(self, name: str) -> bool:
        return any((self.outbox / folder / name).is_file() for folder in (_SENDING, _SENT))

    def doubtful(self) -> list[str]:
        """Names of messages that a run was sending when it ended."""
        return [path.name for path in sorted(_files(self.outbox / _SENDING), key=_written)]

    def receiver(self, name: str) -> str:
        """Whom a message is for: the sender of the package that it is about."""
        known = _NAME.fullmatch(name)
        record = self.private.read(known[1]) if known else None
        return (record.declared.sender if record else None) or ""

    def begin(self, name: str) -> None:
        """Note that a message is about to be sent."""
        store.shift(self.outbox / name, self.outbox / _SENDING / name)

    def data(self, name: str) -> bytes:
        """The bytes of a message that is being sent."""
        return (self.outbox / _SENDING / name).read_bytes()

    def sent(self, name: str) -> None:
        """Note that it got through."""
        store.shift(self.outbox / _SENDING / name, self.outbox / _SENT / name)

    def failed(self, name: str) -> None:
        """Note that the axis does not take it."""
        store.shift(self.outbox / _SENDING / name, self.outbox / _FAILED / name)

    def back(self, name: str) -> None:
        """Note that it certainly did not get through: it waits again."""
        store.shift(self.outbox / _SENDING / name, self.outbox / name)


def _files(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(FileNotFoundError):
        yield from (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _written(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name
