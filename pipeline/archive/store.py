"""Files written so that a kill at any instant leaves the old one or the new one, whole.

Temporary file in the same folder, fsync, rename, fsync of the folder. Without the fsync before the rename a power cut
leaves an empty file under the right name (GitLab lost references that way).
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline import errors

FILE_MODE = 0o600
"""Of a file in the private store."""
_CHUNK = 1 << 20


def write(path: Path, data: bytes, *, mode: int | None = None) -> bool:
    """Put `data` at `path`; return whether anything had to be written (only bytes that differ are)."""
    if path.is_file() and path.read_bytes() == data:
        return False
    folder(path.parent, mode=None if mode is None else 0o700)
    temporary = path.with_name(f".{path.name}.new")
    try:
        _put(temporary, data, mode)
        temporary.replace(path)
    except OSError:  # half of it on a full stick takes the room that the next try needs
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync(path.parent)
    return True


def keep(source: Path, sha256: str, path: Path, *, mode: int | None = None) -> bool:
    """Copy `source`, whose bytes have this hash, to `path`, unless it is there already and sound.

    Raises:
        SourceChanged: nothing is kept under a false hash.
    """
    if path.is_file() and digest(path) == sha256:
        return False
    data = source.read_bytes() if source.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise errors.SourceChanged(name=source.name)
    return write(path, data, mode=mode)


def move(source: Path, sha256: str, path: Path) -> None:
    """Put a durable file of ours where the public may read it: renamed where the disk is the same, else copied."""
    if path.is_file() and digest(path) == sha256:
        return
    folder(path.parent)
    if source.stat().st_dev != path.parent.stat().st_dev:
        keep(source, sha256, path)
        return
    source.chmod(0o644)
    source.replace(path)
    _sync(path.parent)


def shift(source: Path, path: Path) -> None:
    """Rename a file of ours into another folder of the same disk; both folders are made durable."""
    folder(path.parent)
    source.replace(path)
    _sync(path.parent)
    _sync(source.parent)


def remove(path: Path) -> None:
    """Take a file away for good, if it is there."""
    try:
        path.unlink()
    except FileNotFoundError:
        return
    _sync(path.parent)


@contextlib.contextmanager
def workplace(path: Path) -> Iterator[Path]:
    """An empty folder of this name until the end; what a killed run left in it goes first, and nothing stays."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stamp(path: Path) -> tuple[int, int] | None:
    """By which a file that was not written since is known: nanoseconds of its last change, bytes; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def folder(path: Path, *, mode: int | None = None) -> None:
    """Make a folder and its parents, each entry made durable in its parent."""
    if path.is_dir():
        return
    folder(path.parent, mode=mode)
    path.mkdir(mode=0o777 if mode is None else mode, exist_ok=True)
    _sync(path.parent)


def original(root: Path, sha256: str, ext: str) -> Path:
    """Where the original of this hash lies below the folder of originals: ab/cd/<sha256>.<ext>."""
    return root / sha256[:2] / sha256[2:4] / f"{sha256}.{ext}"


def _put(path: Path, data: bytes, mode: int | None) -> None:
    path.unlink(missing_ok=True)  # a leftover of a run that was killed may have another mode
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
    try:
        with naming(path.parent):
            pour(descriptor, data)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pour(descriptor: int, data: bytes) -> None:
    """Write all of `data` to an open file: the system may take less at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[:_CHUNK]) :]


@contextlib.contextmanager
def naming(place: Path) -> Iterator[None]:
    """Let an error of the disk name where it was: the system does not while an open file is written to."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(place)
        raise


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
