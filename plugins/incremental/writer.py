"""Writing the output: only bytes that differ, first aside, then all at once by renaming."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from .errors import BuildError
from .model import Output
from .rows import FileRecord, Made


class FileWriter:
    """Compares, and puts aside what differs; used in every process of a build.

    With `stage` None the output held nothing before: files go straight to their places, because no reader has an old
    site that they could spoil, and 40,000 renames cost two seconds.
    """

    def __init__(self, output: Path, stage: Path | None) -> None:
        self.output = str(output)
        self.stage = None if stage is None else str(stage)
        self._folders: set[str] = set()

    def put(self, path: str, data: bytes, old: FileRecord | None, fresh: bool) -> Made:
        """Put `data` at `path`; `old` is the record of the last build, believed unless `fresh`."""
        digest = hashlib.sha256(data).digest()
        made = Made(path, len(data), digest, "")
        place = self._place(path)
        believed = old is not None and not fresh
        same = old.digest == digest if old and believed else self.stage is not None and _holds(place, data)
        return made if same else made._replace(staged=self._aside(path, place, data))

    def link(self, output: Output, old: FileRecord | None) -> Made | None:
        """Link a file of the content into the output, or copy it; None when there is nothing to link.

        The output's name tells its bytes (it holds their hash), so a file of the right size is the right one.
        """
        source, place = str(output.source), self._place(output.path)
        size = _size(source)
        if size is None:
            kept = _size(place)
            return Made(output.path, kept, b"", "") if old is not None and kept == old.size else None
        if _size(place) == size:
            return Made(output.path, size, b"", "")
        name, place = self._waiting(output.path, place)
        self._folder(place)
        _link(source, place)
        return Made(output.path, size, b"", name)

    def _aside(self, path: str, place: str, data: bytes) -> str:
        name, place = self._waiting(path, place)
        self._folder(place)
        _write(place, data)
        return name

    def _waiting(self, path: str, place: str) -> tuple[str, str]:
        """Where a file waits, with its name there; its own place, without a name, where none has to."""
        if self.stage is None:
            return "", place
        name = hashlib.sha256(path.encode()).hexdigest()[:40]
        return name, f"{self.stage}/{name[:1]}/{name}"

    def _place(self, path: str) -> str:
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            raise BuildError(f"{path}: not a path inside the output")
        return f"{self.output}/{path}"

    def _folder(self, place: str) -> None:
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            _make_folder(folder)
            self._folders.add(folder)


class Publisher:
    """Moves what was put aside to its place and deletes what is no longer made."""

    def __init__(self, output: Path, stage: Path) -> None:
        self.output = output
        self.stage = stage

    def prepare(self, paths: Iterable[str]) -> None:
        """Make the folders of files that are new, before the first of them is moved."""
        for folder in sorted({path.rpartition("/")[0] for path in paths}):
            _make_folder(f"{self.output}/{folder}")

    def move(self, path: str, staged: str) -> bool:
        """Put staged bytes in their place; False when they are gone (moved before a build was killed)."""
        aside = f"{self.stage}/{staged[:1]}/{staged}"
        try:
            _replace(aside, f"{self.output}/{path}")
        except FileNotFoundError:
            if not os.path.lexists(aside):
                return False
            _make_folder(f"{self.output}/{path}".rpartition("/")[0])  # somebody deleted it meanwhile
            _replace(aside, f"{self.output}/{path}")
        return True

    def delete(self, path: str) -> bool:
        """Delete a file and the folders that it leaves empty; whether there was one."""
        place = self.output / path
        try:
            place.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        for folder in place.parents:
            if folder == self.output or any(folder.iterdir()):
                break
            folder.rmdir()
        return True

    def clear(self) -> None:
        """Throw away what was put aside and never published."""
        shutil.rmtree(self.stage, ignore_errors=True)


def _replace(aside: str, place: str) -> None:
    try:
        os.replace(aside, place)  # noqa: PTH105 between the first and the last of these the site is a mixture
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        folder, _, name = place.rpartition("/")  # the state lies on another file system
        shutil.copyfile(aside, f"{folder}/.{name}.new")
        os.replace(f"{folder}/.{name}.new", place)  # noqa: PTH105 as above


def _make_folder(folder: str) -> None:
    """Make a folder, asking about those above it only where they are missing."""
    try:
        os.mkdir(folder)  # noqa: PTH102 called 20,000 times; pathlib costs four times as much
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 as above


def _write(place: str, data: bytes) -> None:
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)  # a file object costs as much as the writing
    try:
        while data:
            data = data[os.write(handle, data) :]
    finally:
        os.close(handle)


def _holds(place: str, data: bytes) -> bool:
    if _size(place) != len(data):
        return False
    with open(place, "rb") as file:  # noqa: PTH123 called 40,000 times
        return file.read() == data


def _size(place: str) -> int | None:
    try:
        return os.stat(place).st_size  # noqa: PTH116 called 40,000 times
    except (FileNotFoundError, NotADirectoryError):
        return None


def _link(source: str, place: str) -> None:
    Path(place).unlink(missing_ok=True)
    try:
        os.link(source, place)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, place)
