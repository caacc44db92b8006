"""A folder that another program fills: the official client leaves `<year>/<month>/<docId>.edxml` below one.

What was taken is moved to `processed/` there, answers are put into `status/`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.axis.gateway import Failed, Message, Queue

_DONE, _ANSWERS = "processed", "status"
_ENDINGS = frozenset({".edxml", ".xml"})
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class AxisFolder:
    """The folder at `root`; an id is a path below it."""

    root: Path
    package_mb: int

    def list(self, queue: Queue) -> list[str]:
        """Whole files; documents and statuses lie together there, so the second queue is empty."""
        found = sorted(self._files(), key=lambda path: (path.stat().st_mtime_ns, os.fsencode(path)))
        return [path.relative_to(self.root).as_posix() for path in found] if queue is Queue.documents else []

    def fetch(self, id: str) -> bytes:
        """The bytes of the file. Raises Failed for one that is too large or still grows."""
        path = self.root / id
        before = path.stat()
        if before.st_size > self.package_mb * _MB:
            raise Failed(f"quá {self.package_mb} MB (axis.package_mb)", f"above {self.package_mb} MB (axis.package_mb)")
        data = path.read_bytes()
        after = path.stat()
        if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
            raise Failed("tệp còn đang được ghi", "the file is still being written")
        return data

    def acknowledge(self, id: str) -> None:
        """Move the file to `processed/`."""
        self._put(self.root / id, self.root / _DONE / id)

    def send(self, message: Message) -> None:
        """Put a message into `status/`."""
        target = self.root / _ANSWERS / message.name
        target.parent.mkdir(parents=True, exist_ok=True)
        begun = target.with_name(f".{target.name}.part")
        with begun.open("wb") as file:
            file.write(message.data)
            file.flush()
            os.fsync(file.fileno())
        self._put(begun, target)

    def has_sent(self, message: Message) -> bool:
        """Whether it lies in `status/`; one that the other program has taken from there since is put there again."""
        return (self.root / _ANSWERS / message.name).is_file()

    def _files(self) -> Iterator[Path]:
        own = {self.root / _DONE, self.root / _ANSWERS}
        for folder, folders, names in os.walk(self.root):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if here / name not in own and not name.startswith("."))
            for path in (here / name for name in names if not name.startswith(".")):
                if path.suffix.lower() in _ENDINGS and path.is_file() and not path.is_symlink():
                    yield path

    def _put(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        descriptor = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
